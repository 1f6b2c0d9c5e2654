"""How wide the columns of the table for the fridge door are, so that every dose keeps its lines."""

from dataclasses import dataclass, replace

from programs.handouts import fonts

# What the style sheet leaves between the margins, in mm.
PAGE = {"a4": 184, "letter": 191.9}
# The size of print at each of its steps, in points; a point in mm.
POINTS = (12, 11.5, 11, 10.5, 10, 9.5, 9)
POINT = 25.4 / 72
# How wide the names may be, in letters of the print, widest first. The last still holds most names on three lines.
NAMES = (23, 20, 18, 17, 16, 15, 14, 13, 12, 11)
# With this most names take two lines; what is left makes the weeks roomier.
ENOUGH = 16
# How much wider than high the room for a picture is, in mm: who lies is wider than high.
BESIDE_HEIGHT = 6
# What keeps a dose apart from its neighbour, in mm: as it should be, and at least.
PADDINGS = (3, 1.5)
# Blanks within a dose are narrower, in em.
NARROWER_BLANK = 0.1
# The numbers of the weeks are larger than the doses.
HEAD = 1.15
# What the style sheet has for weeks that need more room than the others, in tenths of an em.
WIDE = (32, 34, 36, 38, 40, 42, 45, 50, 60, 80)


@dataclass(frozen=True)
class Widths:
    """The names in em, and the weeks: equally wide, but for those that are `wide` tenths of an em."""

    names: int
    wide: int
    are_wide: tuple


def widths_of(table, fit, height, paper, *, is_tight=False):
    """Return the widths at this step of print and height of the pictures in mm; None where there is no room.

    The names come first until most take two lines, then the room round the doses, then equal weeks; where it is tight,
    only the names count, whose lines decide how high the table is.
    """
    em = POINTS[fit] * POINT
    room = (PAGE[paper] - height - BESIDE_HEIGHT) / em
    roomy, tight = (_best(_least(table, padding / em), room) for padding in PADDINGS)
    if is_tight:
        return tight
    if tight and (not roomy or roomy.names < min(tight.names, ENOUGH)):
        return replace(tight, names=min(tight.names, ENOUGH))
    return roomy


def _best(least, room):
    """Return the widths with the widest names, equal weeks where the others have no more than enough; or None."""
    equal = Widths(_widest(room - len(least) * max(least)), 0, (False,) * len(least))
    return max((found for found in (equal, *_unequal(least, room)) if found.names), key=_merit, default=None)


def _merit(widths):
    return min(widths.names, ENOUGH), not widths.wide, widths.names


def _unequal(least, room):
    """Yield the widths in which the weeks that need most room are wider than the others."""
    wide = next((tenths for tenths in WIDE if tenths / 10 >= max(least)), None)
    for usual in sorted(set(least))[:-1] if wide else ():
        are_wide = tuple(width > usual for width in least)
        weeks = sum(wide / 10 if is_wide else usual for is_wide in are_wide)
        yield Widths(_widest(room - weeks), wide, are_wide)


def _widest(room):
    return next((names for names in NAMES if names <= room), 0)


def _least(table, padding):
    """Return how wide each column is at least, in em; what spans several may use the room of all of them."""
    least = [_head_width(head) + padding for head in table.columns]
    cells = [placed for row in table.rows for placed in _placed(row.cells)]
    for first, cell in sorted(cells, key=lambda placed: placed[1].columns):
        columns = range(first, first + cell.columns)
        lacking = max(part.width for part in cell.parts) + padding - sum(least[column] for column in columns)
        for column in columns:
            least[column] += max(0, lacking) / cell.columns
    return least


def _head_width(head):
    return max(fonts.width(head.weeks) * HEAD, fonts.width(head.note))


def _placed(cells):
    """Yield each cell with the column it begins in."""
    first = 0
    for cell in cells:
        yield first, cell
        first += cell.columns
