"""The at-a-glance table: weeks across, exercises down, a dose only where it changes."""

from dataclasses import dataclass
from functools import partial

from programs.handouts import dose as doses
from programs.handouts import fonts, forms
from programs.handouts.columns import column, spans
from programs.handouts.days import said_days
from programs.handouts.folding import folded

# More columns are no longer read at arm's length; fewer where a dose would not fit on one line.
MOST_COLUMNS = 8
# What the style sheet leaves on A4 for the weeks, in mm, beside the names and beside the wider ones of each class.
ROOM = 130
BESIDE = {"widest-names": 92, "wide-names": 112, "roomy-names": 120}
# The size of their print and what keeps neighbours apart, in mm; blanks within a dose are narrower, in em.
EM = {"standard": 4.25, "large": 6.35}
CELL_PADDING = 1.9
NARROWER_BLANK = 0.14


@dataclass(frozen=True)
class Row:
    """One exercise in one table."""

    number: int
    name: str
    side: str
    cells: tuple
    starts_section: bool


@dataclass(frozen=True)
class Table:
    """At most eight columns."""

    columns: tuple
    rows: tuple
    names: str
    title: str


@dataclass(frozen=True)
class Glance:
    """The tables with the legend for the signs they use; `weights` says where open ones stand; `go_on` is what
    page 1 says when the start stands on another."""

    start: tuple
    start_week: str
    tables: tuple
    legends: tuple
    sides: str
    forms: tuple
    easier: str
    days: tuple
    weights: str = ""
    go_on: str = ""


def at_a_glance(snapshot, variant, wording):
    """Return the weeks × exercises tables."""
    items = [item for section in snapshot["sections"] for item in section["items"]]
    openers = {section["items"][0]["number"] for section in snapshot["sections"] if section["items"]}
    by_week = [{dose["week"]: dose for dose in item["weeks"]} for item in items]
    first_week = snapshot["program"].get("first_week", 1)
    together = spans(first_week, snapshot["program"]["weeks"], partial(_nothing_changes, by_week))
    tables, width = [], _cell_width(by_week, variant, wording)
    for part in folded(together, columns(by_week, variant, wording)):
        rows = tuple(
            Row(
                item["number"],
                item["text"]["name"],
                _side(item, wording),
                _cells(weeks, part, wording),
                item["number"] in openers,
            )
            for item, weeks in zip(items, by_week, strict=True)
        )
        heads = tuple(column(span, by_week, wording) for span in part)
        names = next((name for name, room in BESIDE.items() if len(part) * width <= room), "")
        tables.append(Table(heads, rows, names, wording.weeks(part[0][0], part[-1][1])))
    return Glance(
        start=_start(items, by_week, first_week, variant, wording),
        start_week=wording.say("glance.week", n=first_week),
        tables=tuple(tables),
        legends=_legends(items, wording),
        sides=_legend_sides(items, wording),
        forms=_forms(items, wording),
        easier=_easier(tables, wording),
        days=said_days(items, snapshot["program"], wording),
    )


def _start(items, by_week, first_week, variant, wording):
    """Return what to do in the first week, in two columns: this fits on page 1 when the whole table does not."""
    said = [
        (
            item["number"],
            item["text"]["name"],
            _side(item, wording) if first_week in weeks else "",
            tuple(map(_unbroken, doses.parts(weeks[first_week], wording, weeks.values())))
            if first_week in weeks
            else (wording.say("glance.none"),),
        )
        for item, weeks in zip(items, by_week, strict=True)
    ]
    most = len(said) if variant.is_large else -(-len(said) // 2)
    return tuple(tuple(part) for part in folded(said, most))


def _side(item, wording):
    """Return the mark of an exercise that is done on each side; a later form of another kind says it on its card."""
    return wording.say("glance.each_side_short") if item["per_side"] else ""


def _unbroken(part):
    """Return a part of a dose that stays on one line: a number with its unit."""
    return part.replace(" ", "\u00a0")


def columns(by_week, variant, wording):
    """Return how many weeks fit side by side so that no line of a cell is broken."""
    return max(1, min(MOST_COLUMNS, int(ROOM / _cell_width(by_week, variant, wording))))


def _cell_width(by_week, variant, wording):
    """Return what the widest line of a cell takes, in mm."""
    said = {
        part
        for weeks in by_week
        for dose in weeks.values()
        for part in doses.parts(dose, wording, weeks.values())
    }
    if variant.is_large:
        said.update(wording.say("glance.week", n="").split())
    widest = max((fonts.width(part) - NARROWER_BLANK * part.count(" ") for part in said), default=1)
    return widest * EM[variant.size] + CELL_PADDING


def _nothing_changes(by_week, first, second):
    """Return whether every exercise is the same in two weeks."""
    return all(_same(weeks, first, second) for weeks in by_week)


def _same(weeks, first, second):
    one, other = weeks.get(first), weeks.get(second)
    if one is None or other is None:
        return one is other
    return doses.amount(one) == doses.amount(other) and one.get("is_deload") == other.get("is_deload")


def _cells(weeks, part, wording):
    """Return one cell per span; an empty one means the same as the span before in this table."""
    cells, previous = [], None
    for first, _ in part:
        dose = weeks.get(first)
        said = doses.parts(dose, wording, weeks.values()) if dose else _nothing(wording)
        cells.append(() if said == previous else said)
        previous = said
    return tuple(cells)


def _nothing(wording):
    """Return "not this week" word by word: the cells do not wrap, so that a number stays with its unit."""
    return tuple(wording.say("glance.none").split())


def _legends(items, wording):
    every = [dose for item in items for dose in item["weeks"]]
    used = (
        ("legend_sets_times", any(dose.get("reps") for dose in every)),
        ("legend_hold", any(dose.get("hold_s") for dose in every)),
        ("legend_minutes", any(dose.get("minutes") for dose in every)),
    )
    return tuple(wording.say(f"glance.{key}") for key, is_used in used if is_used)


def _legend_sides(items, wording):
    return wording.say("glance.legend_sides") if any(item["per_side"] for item in items) else ""


def _easier(tables, wording):
    is_said = any(column.note for table in tables for column in table.columns)
    return wording.say("glance.legend_easier") if is_said else ""


def _forms(items, wording):
    """Name the later forms, because the table shows only the first name."""
    return tuple(
        (item["number"], forms.announced(form, item, wording)) for item in items for form in item["variants"]
    )
