"""The differences of an import as its page shows them."""

from dataclasses import dataclass

from exercises.exchange.policies import why_not_apply

ROWS_SHOWN = 300
LONGEST_SHOWN = 400
WHAT = {"added": "New", "changed": "Changed", "removed": "Removed"}


@dataclass(frozen=True)
class Cell:
    """One value, before and after; long ones are cut for reading."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class Row:
    """One row of the file and what it changes."""

    what: str
    place: str
    slug: str
    cells: list[Cell]
    needs_second_person: bool


def import_page(kept, plan, user):
    """Return what the page of a waiting import shows. The first rows are shown, all are counted."""
    return {
        "kept": kept,
        "digest": plan.digest,
        "counts": [(f"{kind}, {what}", number) for (kind, what), number in sorted(plan.counts.items())],
        "unchanged": plan.unchanged,
        "rows": [_row(change) for change in plan.changes[:ROWS_SHOWN]],
        "hidden": max(0, len(plan.changes) - ROWS_SHOWN),
        "guarded": plan.needs_second_person,
        "obstacle": why_not_apply(kept, plan, user),
        "total": len(plan.changes),
    }


def _row(change):
    place = f"{change.sheet}, line {change.line}" if change.line else f"{change.sheet}, not listed any more"
    cells = [Cell(column, _cut(old), _cut(new)) for column, old, new in change.cells if old or new]
    return Row(WHAT[change.what], place, change.slug, cells, change.needs_second_person)


def _cut(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
