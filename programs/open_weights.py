"""Weights left open on paper: whether the most that is printed beside them is still what the clearance allows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.handouts.cards import items
from programs.rules.planning import load_limit
from text.lists import all_of


@dataclass(frozen=True)
class OpenWeights:
    """Exercises whose paper asks for a weight and names more than today's limit, or no limit; both in kg."""

    names: tuple[str, ...]
    printed: float | None
    limit: float

    @property
    def words(self) -> str:
        """Say it in the clinician's words, with the step that puts it right."""
        told = (
            _(
                "The clearance allows at most %(limit)s kg now, and the paper leaves the weight open without a limit"
            )
            if self.printed is None
            else _("The clearance allows at most %(limit)s kg now, and the paper says at most %(printed)s kg")
        )
        return _("%(told)s: %(names)s. Make a new version of the programme.") % {
            "told": told % {"limit": f"{self.limit:g}", "printed": f"{self.printed or 0:g}"},
            "names": all_of(self.names),
        }


def outdated_weights(snapshot, patient, names) -> OpenWeights | None:
    """Return what the paper says too much about, or nothing; `names` has the clinician's name of each exercise by slug.

    A limit of the clearance is hard (evidence, section 8, step 8); where the weight is open, what is printed is all that says it.
    """
    limit = load_limit(patient)
    printed = (snapshot.get("clearance") or {}).get("load_limit_kg")
    if limit is None or (printed is not None and printed <= limit):
        return None
    found = [names.get(slug, slug) for item in items(snapshot) for slug in _open_forms(item)]
    return OpenWeights(tuple(found), printed, limit) if found else None


def _open_forms(item):
    """Give the slug of each form of an exercise that is printed with a line to write its weight on."""
    is_open = {week["slug"] for week in item["weeks"] if week["load_kg"] is None}
    for form in (item, *item["variants"]):
        if form.get("takes_weight") and form["slug"] in is_open:
            yield form["slug"]
