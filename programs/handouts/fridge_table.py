"""The table on the page for the fridge door: exercises down, weeks across, every dose whole in its weeks."""

from dataclasses import dataclass

from programs.handouts import fonts
from programs.handouts.columns import Column, column, is_easier, spans
from programs.handouts.direction import joined
from programs.handouts.fridge_widths import NARROWER_BLANK


@dataclass(frozen=True)
class Part:
    """One line of a dose. What is measured stays on one line; words such as "not this week" may break at their blanks."""

    text: str
    is_measure: bool = True

    @property
    def width(self):
        """Return how much room it needs at least, in em."""
        if self.is_measure:
            return fonts.width(self.text) - NARROWER_BLANK * self.text.count(" ")
        return max(map(fonts.width, self.text.split()))


@dataclass(frozen=True)
class Said:
    """What is said of one exercise in one week, in which form of it."""

    week: int
    form: str
    parts: tuple


@dataclass(frozen=True)
class Cell:
    """A dose and how many columns in a row it is good for."""

    columns: int
    parts: tuple


@dataclass(frozen=True)
class Row:
    """One exercise."""

    move: object
    cells: tuple
    starts_section: bool


@dataclass(frozen=True)
class Table:
    """Every exercise with every week."""

    week: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def across(self):
        """Return how many columns stand beside the picture: the name and the weeks."""
        return len(self.columns) + 1


def table(moves, said, openers, by_week, wording):
    """Return the table; `said` holds for each move what is said of it week by week, `openers` the numbers that begin a part."""
    weeks = [one.week for one in said[0]] if said else []

    def is_same(first, second):
        pair = first - weeks[0], second - weeks[0]
        if is_easier(first, by_week) != is_easier(second, by_week):
            return False
        return all(_reads_the_same(*(of_move[place] for place in pair)) for of_move in said)

    together = spans(weeks[0], len(weeks), is_same) if weeks else []
    return Table(
        week=joined(wording.say("glance.week", n="")).strip(),
        columns=tuple(column(span, by_week, wording) for span in together),
        rows=tuple(
            Row(move, _cells([of_move[first - weeks[0]] for first, _ in together]), move.number in openers)
            for move, of_move in zip(moves, said, strict=True)
        ),
    )


def _reads_the_same(one, other):
    return (one.form, one.parts) == (other.form, other.parts)


def _cells(said):
    """Return one cell for neighbouring columns that say the same, so that nobody has to infer anything."""
    cells, last = [], None
    for one in said:
        if last and _reads_the_same(last, one):
            cells[-1] = Cell(cells[-1].columns + 1, one.parts)
        else:
            cells.append(Cell(1, one.parts))
        last = one
    return tuple(cells)
