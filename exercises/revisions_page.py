"""The revisions of an exercise, and two of them side by side."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from exercises import reasons
from exercises.content import content_of, mark
from exercises.differences import differences
from exercises.forms import TITLES, TRANSLATIONS
from exercises.working_copy import last_editor

NOW = "now"
PARTS = {**TITLES, **TRANSLATIONS}


@dataclass(frozen=True)
class Entry:
    """One state of the exercise: a kept revision, or how it stands now."""

    key: str
    title: str
    by: object
    at: object
    reason: str


def revisions_page(exercise, chosen):
    """Return the list and, where two are chosen, what differs from the first to the second."""
    kept = list(exercise.revisions.select_related("by"))
    contents = {str(one.number): one.content for one in kept}
    entries = [
        Entry(
            str(one.number),
            _("Revision %(one_number)s") % {"one_number": one.number},
            one.by,
            one.at,
            reasons.in_words(one.reason, PARTS),
        )
        for one in kept
    ]
    contents[NOW] = content_of(exercise)
    if contents.get(str(exercise.revision)) != contents[NOW]:
        entries.insert(0, _now(exercise))
    before, after = chosen.get("before", ""), chosen.get("after", "")
    is_chosen = before in contents and after in contents
    return {
        "nav": "work",
        "exercise": exercise,
        "entries": entries,
        "before": before,
        "after": after,
        "is_chosen": is_chosen,
        "differences": differences(contents[before], contents[after]) if is_chosen else [],
        "seen": mark(contents[NOW]),
        "restorable": _restorable(contents, after, before) if is_chosen else "",
    }


def _restorable(contents, *chosen):
    """Return the first chosen revision that differs from how the exercise stands now, or nothing."""
    return next((key for key in chosen if contents[key] != contents[NOW]), "")


def _now(exercise):
    newest = exercise.history.first()
    reason = reasons.in_words(newest.history_change_reason or reasons.OUTSIDE, PARTS)
    return Entry(
        NOW,
        _("Revision %(revision)s, as it stands") % {"revision": exercise.revision},
        last_editor(exercise),
        newest.history_date,
        reason,
    )
