"""The differences of an import as its page shows them."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.exchange.policies import why_not_apply

ROWS_SHOWN = 200
WHAT = {"added": _("New"), "changed": _("Changed"), "removed": _("Removed")}
COUNTED = {
    "added": _("%(kind)s, added"),
    "changed": _("%(kind)s, changed"),
    "removed": _("%(kind)s, removed"),
}
DIFFERENCES = (
    _("Sheet"),
    _("Line"),
    "slug",
    _("What"),
    _("Column"),
    _("Now"),
    _("After"),
    _("Needs a second librarian"),
)


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


def import_page(kept, plan, user, number=None):
    """Return what the page shows of a waiting import: some rows at a time, first what a second person agrees to."""
    page = Paginator(_guarded_first(plan), ROWS_SHOWN).get_page(number)
    return {
        "kept": kept,
        "digest": plan.digest,
        "counts": [
            (COUNTED[what] % {"kind": kind}, number) for (kind, what), number in sorted(plan.counts.items())
        ],
        "unchanged": plan.unchanged,
        "page": page,
        "rows": [_row(change) for change in page],
        "guarded": plan.needs_second_person,
        "obstacle": why_not_apply(kept, plan, user),
        "total": len(plan.changes),
    }


def differences_table(plan):
    """Return (columns, rows) with every cell that changes, for a spreadsheet."""
    columns = [str(name) for name in DIFFERENCES]
    rows = [
        [change.sheet, str(change.line or ""), change.slug, str(WHAT[change.what]), *cell, _second(change)]
        for change in _guarded_first(plan)
        for cell in change.cells
    ]
    return columns, rows


def _guarded_first(plan):
    return sorted(plan.changes, key=lambda change: not change.needs_second_person)


def _second(change):
    return gettext("yes") if change.needs_second_person else gettext("no")


def _row(change):
    place = (
        gettext("%(sheet)s, line %(line)s") % {"sheet": change.sheet, "line": change.line}
        if change.line
        else gettext("%(sheet)s, not listed any more") % {"sheet": change.sheet}
    )
    cells = [Cell(column, old, new) for column, old, new in change.cells if old or new]
    needs, is_new = change.needs_second_person, change.what == "added"
    return Row(WHAT[change.what], place, change.slug, cells, needs, is_folded=is_new and not needs)
