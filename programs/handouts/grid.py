"""The dose of an exercise that changes often: weeks across, bare numbers below, in half the height of phrases."""

from dataclasses import dataclass

from programs.handouts import dose as doses
from programs.handouts import fonts
from programs.handouts.folding import folded

# Room beside the names of the rows, the size of bold print and the padding of a cell, in mm.
ROOM = {"standard": 146, "large": 130}
EM = {"standard": 4.41, "large": 6.35}
PADDING = 0.9
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
    """Some runs of weeks side by side; each row is its name and one number per run."""

    weeks: tuple
    rows: tuple


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
    room, em = ROOM[variant.size], EM[variant.size]
    widths = {run.first: _width(run, used, wording) * em + PADDING for run in runs}
    for rows in range(1, len(runs)):
        parts = folded(runs, -(-len(runs) // rows))
        if all(sum(widths[run.first] for run in part) <= room for part in parts):
            return parts
    return [[run] for run in runs]


def _width(run, used, wording):
    said = [word for field in used for word in _said(run.dose, field, wording).split()]
    return max(fonts.width(word) for word in [*said, _weeks(run)])


def grid(runs, used, wording):
    """Return the weeks and the rows of numbers."""
    return Grid(
        weeks=tuple(wording.apart(_weeks(run)) for run in runs),
        rows=tuple(
            (wording.at(NAMES[field]), tuple(_said(run.dose, field, wording) for run in runs))
            for field in used
        ),
    )


def easier(runs, wording):
    """Return which weeks are easier ones, as a sentence, or nothing."""
    weeks = [_weeks(run) for run in runs if run.is_easier]
    said = wording.at("glance.easier_week")
    listed = wording.at("dates.list_comma").join(map(wording.apart, weeks))
    return f"{said[:1].upper()}{said[1:]}: {listed}." if weeks else ""


def _weeks(run):
    return str(run.first) if run.first == run.last else f"{run.first}–{run.last}"


def _values(runs, field):
    return {run.dose.get(field) for run in runs}


def _said(dose, field, wording):
    return doses.load(dose, wording) if field == "load_kg" else str(dose[field])
