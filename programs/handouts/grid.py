"""The dose of an exercise that changes: weeks across, bare numbers below, in half the height of phrases."""

from dataclasses import dataclass

from programs.handouts import dose as doses
from programs.handouts import fonts
from programs.handouts.folding import folded

# Room in a card on A4 beside the names of the rows, the size of bold print and what keeps numbers apart, in mm.
ROOM = {"standard": 142, "large": 124}
# In large print beside short names, and what those take.
ROOM_BESIDE_BRIEF, BRIEF = 141, 31
EM = {"standard": 4.41, "large": 6.35}
PADDING = 1.6
# What the style sheet has for columns that need more room than the others, in tenths of an em.
WIDE = (14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 45, 50, 60, 80)
# What names the numbers of each field; a rest that changes needs its phrase and has no row.
NAMES = {
    "sets": "exercise.sets",
    "reps": "exercise.times",
    "hold_s": "exercise.hold_seconds",
    "minutes": "exercise.minutes",
    "load_kg": "exercise.weight",
    "rpe": "exercise.effort",
}


@dataclass(frozen=True)
class Grid:
    """Some runs of weeks side by side; each row is its name and one number per run, or a single one for all of them.

    `columns` holds for each run the tenths of an em of a column that needs more than its share of the table, else 0.
    """

    weeks: tuple
    rows: tuple
    is_brief: bool
    columns: tuple


def fields(runs, said_below):
    """Return the fields that need a row, or none where bare numbers would leave something unsaid."""
    used = [field for field in doses.FIELDS if field not in said_below and _values(runs, field) != {None}]
    is_plain = all(field in NAMES and None not in _values(runs, field) for field in used)
    # "1 set, 10 minutes" says no more than "10 minutes".
    if "minutes" in used and _values(runs, "sets") == {1}:
        used.remove("sets")
    return used if is_plain else []


def side_by_side(runs, used, variant, wording):
    """Return the runs in as few rows as fit without breaking a word, of nearly equal length."""
    widths, room = _widths(runs, used, variant, wording), _room(used, variant, wording)
    for most in range(len(runs), 1, -1):
        if all(sum(part) <= room for part in folded(widths, most)):
            return folded(runs, most)
    return folded(runs, 1)


def _columns(widths, room):
    """Return each width that is more than an equal share of the room the others leave, and 0 for those with such a share."""
    if len(widths) == 1:
        return (0,)
    wide = set()
    while True:
        share = (room - sum(widths[place] for place in wide)) / (len(widths) - len(wide))
        wider = {place for place, width in enumerate(widths) if place in wide or width > share}
        if wider == wide:
            return tuple(width if place in wide else 0 for place, width in enumerate(widths))
        wide = wider


def _widths(runs, used, variant, wording):
    """Return how wide the column of each run is at least, in tenths of an em, as the style sheet has them."""
    padding = PADDING / EM[variant.size]
    needed = [(_width(run, used, wording) + padding) * 10 for run in runs]
    return [next((tenths for tenths in WIDE if tenths >= width), WIDE[-1]) for width in needed]


def _room(used, variant, wording):
    """Return the room for the columns of one table, in tenths of an em."""
    room = ROOM_BESIDE_BRIEF if variant.is_large and _is_brief(used, wording) else ROOM[variant.size]
    return room / EM[variant.size] * 10


def _is_brief(used, wording):
    """Return whether every row has a name that large print sets in a narrow column."""
    return max(fonts.width(wording.at(NAMES[field])) for field in used) * EM["large"] <= BRIEF


def _width(run, used, wording):
    said = [word for field in used for word in _said(run.dose, field, wording).split()]
    return max(fonts.width(word) for word in [*said, wording.span(run.first, run.last)])


def grid(runs, used, variant, wording):
    """Return the weeks and the rows of numbers."""
    widths, room = _widths(runs, used, variant, wording), _room(used, variant, wording)
    return Grid(
        weeks=tuple(wording.apart(wording.span(run.first, run.last)) for run in runs),
        rows=tuple(
            (wording.at(NAMES[field]), _once(tuple(_said(run.dose, field, wording) for run in runs)))
            for field in used
        ),
        is_brief=_is_brief(used, wording),
        columns=_columns(widths, room),
    )


def _once(numbers):
    return numbers[:1] if len(set(numbers)) == 1 else numbers


def _values(runs, field):
    return {run.dose.get(field) for run in runs}


def _said(dose, field, wording):
    return doses.load(dose, wording) if field == "load_kg" else str(dose[field])
