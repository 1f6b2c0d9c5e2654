"""The week grid: what stands in each cell and what its step means."""

from dataclasses import dataclass

from django.urls import reverse

from programs.dosing import in_words
from programs.rules.loading import default_table

QUIET_STEPS = {"start", "hold", "same"}


@dataclass(frozen=True)
class WeekHead:
    number: int
    is_deload: bool


@dataclass(frozen=True)
class Cell:
    """One week of one exercise, ready to print."""

    words: str
    variant: str
    step_label: str
    reason: str
    url: str
    is_step: bool
    is_deload: bool
    is_pinned: bool


def week_heads(weeks):
    """Return the weeks of a program, each marked when the plan makes it an easier one."""
    return [WeekHead(number, is_deload(number)) for number in range(1, weeks + 1)]


def is_deload(week):
    """Tell whether `week` is a planned easier week (every fifth, BELL23)."""
    return week % default_table().progression.deload.every_weeks == 0


def cells_of(item, rows):
    """Return an item's weeks as printable cells, in order."""
    return [_cell(item, row) for row in rows]


def _cell(item, row):
    variant = row.exercise.name if row.exercise_id != item.exercise_id else ""
    return Cell(
        words=in_words(row, per_side=row.exercise.per_side),
        variant=variant,
        step_label=STEP_LABELS.get(row.step, row.step.replace("_", " ")),
        reason=row.reason,
        url=reverse("week-dose-edit", args=[item.program_id, item.pk, row.week]),
        is_step=row.step not in QUIET_STEPS and not is_deload(row.week),
        is_deload=is_deload(row.week),
        is_pinned=row.is_pinned,
    )


STEP_LABELS = {
    "start": "start",
    "set_by_clinician": "set by hand",
}
