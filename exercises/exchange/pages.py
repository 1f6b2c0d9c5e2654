"""The differences of an import as its page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.exchange.policies import why_not_apply

ROWS_SHOWN = 300
WHAT = {"added": _("New"), "changed": _("Changed"), "removed": _("Removed")}
COUNTED = {
    "added": _("%(kind)s, added"),
    "changed": _("%(kind)s, changed"),
    "removed": _("%(kind)s, removed"),
}


@dataclass(frozen=True)
class Cell:
    """One value, before and after, in full: somebody agrees to it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Row:
    """One row of the file and what it changes. New rows among others are folded: their forty columns would hide the changes."""

    what: str
    place: str
    slug: str
    cells: list[Cell]
    needs_second_person: bool
    is_folded: bool


def import_page(kept, plan, user):
    """Return what the page of a waiting import shows: all that a second person agrees to, and the first of the rest."""
    guarded = [change for change in plan.changes if change.needs_second_person]
    others = [change for change in plan.changes if not change.needs_second_person]
    shown = guarded + others[:ROWS_SHOWN]
    return {
        "kept": kept,
        "digest": plan.digest,
        "counts": [
            (COUNTED[what] % {"kind": kind}, number) for (kind, what), number in sorted(plan.counts.items())
        ],
        "unchanged": plan.unchanged,
        "rows": [_row(change) for change in shown],
        "hidden": len(plan.changes) - len(shown),
        "guarded": plan.needs_second_person,
        "obstacle": why_not_apply(kept, plan, user),
        "total": len(plan.changes),
    }


def _row(change):
    place = (
        gettext("%(sheet)s, line %(line)s") % {"sheet": change.sheet, "line": change.line}
        if change.line
        else gettext("%(sheet)s, not listed any more") % {"sheet": change.sheet}
    )
    cells = [Cell(column, old, new) for column, old, new in change.cells if old or new]
    needs, is_new = change.needs_second_person, change.what == "added"
    return Row(WHAT[change.what], place, change.slug, cells, needs, is_folded=is_new and not needs)
