"""The guide for clinicians: principles in our words from one reviewed file, exercises from the library."""

import tomllib
from collections import defaultdict, namedtuple
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from exercises.models import Exercise
from exercises.vocabulary import words
from programs.rulebook.wording import STOP_ACTIONS
from programs.rules.table import AWAITING_REVIEW

GUIDE = Path(__file__).parent / "guide.toml"
SEED = ("SEED",)
Caution = namedtuple("Caution", "title why adapt exercises changes sources")
Friendly = namedtuple("Friendly", "title text exercises sources")
Practice = namedtuple("Practice", "title text parts sources")
Stop = namedtuple("Stop", "label action is_emergency sources")


@cache
def read_guide():
    """Return the guide's file as it stands. It is part of the release, so once is enough."""
    return tomllib.loads(GUIDE.read_text(encoding="utf-8"))


def guide_page(table):
    """Return what the guide shows. One query."""
    guide, by_ref = read_guide(), _by_reference()
    return {
        "review": _("reviewed by %(reviewed_by)s") % {"reviewed_by": guide["reviewed_by"]}
        if guide["reviewed_by"]
        else AWAITING_REVIEW,
        "sections": guide["section"],
        "cautions": [_caution(one, by_ref) for one in guide["caution"]],
        "friendly": [_friendly(one, by_ref) for one in guide["friendly"]],
        "practices": [_practice(one, by_ref) for one in guide["practice"]],
        "stops": [
            Stop(one.label, STOP_ACTIONS.get(one.action, one.action), one.is_emergency, one.sources)
            for one in table.stop_symptoms.values()
        ],
        "takeaways": guide["takeaway"],
        "questions": guide["question"],
        "seed": SEED,
    }


def _by_reference():
    """Return {reference: published exercises that carry it}."""
    found = defaultdict(list)
    for exercise in Exercise.objects.published().exclude(seed_refs=[]).order_by("name"):
        for ref in exercise.seed_refs:
            found[ref].append(exercise)
    return found


def _caution(one, by_ref):
    root = f"caution:{one['ref']}"
    named = {ref: rows for ref, rows in by_ref.items() if ref == root or ref.startswith(f"{root}:")}
    cautious = _once(rows for ref, rows in named.items() if ":mod" not in ref)
    changes = _once(rows for ref, rows in named.items() if ":mod" in ref)
    # An exercise that itself calls for caution is no replacement: the article contradicts itself on good mornings.
    return Caution(
        one["title"], one["why"], one["adapt"], cautious, _kinder(changes), one.get("sources", SEED)
    )


def _kinder(changes):
    return [exercise for exercise in changes if exercise.slug != "good-morning"]


def _friendly(one, by_ref):
    root = f"friendly:{one['ref']}"
    rows = _once(rows for ref, rows in by_ref.items() if ref == root or ref.startswith(f"{root}:"))
    return Friendly(one["title"], one["text"], rows, one.get("sources", SEED))


def _practice(one, by_ref):
    parts = [(words(ref.partition(":")[2]).capitalize(), by_ref.get(ref, [])) for ref in one.get("refs", [])]
    return Practice(one["title"], one["text"], parts, one.get("sources", SEED))


def _once(groups):
    rows = {exercise.pk: exercise for group in groups for exercise in group}
    return sorted(rows.values(), key=lambda exercise: exercise.name)
