"""Two contents of an exercise side by side, field by field, in words a person reads."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.content import WORDS, mark
from exercises.demand_scale import LEVELS
from exercises.languages import BASE, NAMES
from exercises.models import Equipment, Exercise
from exercises.preview import pictures
from exercises.publishing import WORDS_CALLED
from exercises.vocabulary import DEMANDS, Category, words

NOTHING = _("Nothing")
LISTS = {"primary_muscles", "secondary_muscles", "tags", "equipment"}
LINES = {"form_cues", "modifications", "steps"}
CODES = {"movement_pattern", "region", "position", "chain"}
LABELS = {
    "name": _("Name for clinicians"),
    "category": _("Kind"),
    "equipment": _("Equipment"),
    "tags": _("Tags the rules read"),
    "demand_evidence": _("Evidence for the demands"),
    "chain_order": _("Place from easier to harder"),
    "form_cues": _("Form cues"),
    "modifications": _("Modifications"),
}


@dataclass(frozen=True)
class Difference:
    """One field that differs. Lists come as lines; a pose comes as two lists of pictures."""

    part: str
    label: str
    before: list
    after: list
    is_picture: bool = False


def differences(before, after):
    """Return every difference between two contents, in the order of the edit page."""
    found = []
    names = dict(Equipment.objects.values_list("slug", "name"))
    for part in ("facts", "coaching", "demands", "dose"):
        found += [
            Difference(part, label(name), shown(name, old, names), shown(name, new, names))
            for name, old, new in _changed(before[part], after[part])
        ]
    found += _words(before["words"], after["words"])
    if before["picture"] != after["picture"]:
        found.append(
            Difference(
                "picture", gettext("Picture"), pictures(before["picture"]), pictures(after["picture"]), True
            )
        )
    if before["alternatives"] != after["alternatives"]:
        pair = _ranked(before["alternatives"]), _ranked(after["alternatives"])
        found.append(Difference("alternatives", gettext("Alternatives, best first"), *pair))
    found += [
        Difference("chain", label(name), shown(name, old), shown(name, new))
        for name, old, new in _changed(before["chain"], after["chain"])
    ]
    return found


def changed_parts(before, after):
    """Return the parts in which two contents differ, texts by language."""
    languages = [*before["words"], *(code for code in after["words"] if code not in before["words"])]
    parts = [part for part in before if part != "words" and mark(before[part]) != mark(after[part])]
    return parts + [
        f"words-{code}" for code in languages if before["words"].get(code) != after["words"].get(code)
    ]


def label(name):
    """Return what a field is called."""
    if name in LABELS:
        return LABELS[name]
    if name in DEMANDS:
        return DEMANDS[name]
    called = str(Exercise._meta.get_field(name).verbose_name)
    return called[:1].upper() + called[1:]


def shown(name, value, things=None):
    """Return a value as lines of words."""
    if name in LISTS:
        return [", ".join((things or {}).get(code) or words(code) for code in value) or NOTHING]
    if name in LINES:
        return list(value) or [NOTHING]
    if value in (None, ""):
        return [NOTHING]
    if isinstance(value, bool):
        return [gettext("Yes") if value else gettext("No")]
    if name in DEMANDS:
        return [f"{value} ({LEVELS[value]})"]
    if name == "chain_order":
        return [str(value + 1)]
    if name in CODES:
        return [words(value).capitalize()]
    choices = {"category": Category, "demand_evidence": Exercise.Evidence}
    return [str(choices[name](value).label if name in choices else value)]


def _changed(before, after):
    return [(name, old, after.get(name)) for name, old in before.items() if old != after.get(name)]


def _words(before, after):
    codes = sorted({*before, *after}, key=lambda code: (code != BASE, code))
    return [
        Difference(
            f"words-{code}",
            f"{NAMES.get(code, code)}: {WORDS_CALLED[name]}",
            shown(name, before.get(code, {}).get(name, "")),
            shown(name, after.get(code, {}).get(name, "")),
        )
        for code in codes
        for name in WORDS
        if before.get(code, {}).get(name, "") != after.get(code, {}).get(name, "")
    ]


def _ranked(alternatives):
    named = dict(
        Exercise.objects.filter(slug__in=[one["slug"] for one in alternatives]).values_list("slug", "name")
    )
    return [
        f"{place}. {named.get(one['slug'], one['slug'])}: {one['why']}"
        for place, one in enumerate(alternatives, 1)
    ] or [NOTHING]
