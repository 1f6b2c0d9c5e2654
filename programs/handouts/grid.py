"""The dose of an exercise that changes often: weeks across, bare numbers below, in half the height of phrases."""

from dataclasses import dataclass

from programs.handouts import dose as doses
from programs.handouts import fonts
from programs.handouts.folding import folded

# Room in a card on A4 and beside the names of the rows, the size of bold print and the padding of a cell, in mm.
CARD = {"standard": 178, "large": 176}
ROOM = {"standard": 142, "large": 124}
# In large print beside short names, and what those take.
ROOM_BESIDE_BRIEF, BRIEF = 141, 31
EM = {"standard": 4.41, "large": 6.35}
PADDING = 1.6
CELL_PADDING = 3
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
    """Some runs of weeks side by side; each row is its name and one number per run, or a single one for all of them."""

    weeks: tuple
    rows: tuple
    is_brief: bool


def fields(runs, said_below):
    """Return the fields that need a row, or none where bare numbers would leave something unsaid."""
    used = [field for field in doses.FIELDS if field not in said_below and _values(runs, field) != {None}]
    is_plain = all(field in NAMES and None not in _values(runs, field) for field in used)
    # "1 set, 10 minutes" says no more than "10 minutes".
    if "minutes" in used and _values(runs, "sets") == {1}:
        used.remove("sets")
    return used if is_plain else []


def side_by_side(runs, used, variant, wording):
    """Return the runs in as few rows as fit without breaking a word, of nearly equal length; columns are equally wide."""
    widest = max(_width(run, used, wording) for run in runs) * EM[variant.size] + PADDING
    room = ROOM_BESIDE_BRIEF if variant.is_large and _is_brief(used, wording) else ROOM[variant.size]
    return folded(runs, max(1, int(room / widest)))


def _is_brief(used, wording):
    """Return whether every row has a name that large print sets in a narrow column."""
    return max(fonts.width(wording.at(NAMES[field])) for field in used) * EM["large"] <= BRIEF


def fits(row, variant):
    """Return whether phrases in equally wide columns of one table stay on their lines; `row` holds each column's."""
    room = CARD[variant.size] / len(row) - CELL_PADDING
    return all(fonts.width(phrase) * EM[variant.size] <= room for phrases in row for phrase in phrases)


def _width(run, used, wording):
    said = [word for field in used for word in _said(run.dose, field, wording).split()]
    return max(fonts.width(word) for word in [*said, wording.span(run.first, run.last)])


def grid(runs, used, wording):
    """Return the weeks and the rows of numbers."""
    return Grid(
        weeks=tuple(wording.apart(wording.span(run.first, run.last)) for run in runs),
        rows=tuple(
            (wording.at(NAMES[field]), _once(tuple(_said(run.dose, field, wording) for run in runs)))
            for field in used
        ),
        is_brief=_is_brief(used, wording),
    )


def _once(numbers):
    return numbers[:1] if len(set(numbers)) == 1 else numbers


def _values(runs, field):
    return {run.dose.get(field) for run in runs}


def _said(dose, field, wording):
    return doses.load(dose, wording) if field == "load_kg" else str(dose[field])
