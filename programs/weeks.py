"""The week grid: what stands in each cell and what its step means."""

from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.dosing import in_words
from programs.models import WeekDose
from programs.models.item import CARRIED_OVER
from programs.rules.planning import weeks_above_cap
from programs.rules.scales import Mode
from programs.stage_facts import DAYS_A_WEEK
from programs.training_days import days_in_words

QUIET_STEPS = {"start", "stay", "confirm-top", "volume-cap", "one-variant", "repeat"}
STEP_LABELS = {
    "start": _("start"),
    "reps": _("more times"),
    "hold-longer": _("longer hold"),
    "minutes": _("more minutes"),
    "confirm-top": _("same again"),
    "set": _("one more set"),
    "extend-range": _("more times"),
    "load": _("more weight"),
    "variant": _("harder form"),
    "stay": _("stays"),
    "volume-cap": _("waits: volume"),
    "one-variant": _("waits: one change"),
    "repeat": _("repeat"),
    "deload": _("easier week"),
    "set_by_clinician": _("set by hand"),
    CARRIED_OVER: _("set by hand before"),
}


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


def week_heads(program):
    """Return the weeks of a program, each marked when the plan makes it an easier one."""
    return [
        WeekHead(number, program.is_easier_week(number))
        for number in range(program.first_week, program.last_week + 1)
    ]


def stored_cells(program):
    """Return the stored weeks by item, in order. One query."""
    cells = {}
    rows = WeekDose.objects.filter(item__program=program).select_related("exercise").order_by("week")
    for row in rows:
        cells.setdefault(row.item_id, []).append(row)
    return cells


def days_of_forms(row, cells):
    """Return {exercise id: days a week} of an item and of the forms its weeks move on to, as the plan counts them.

    Another form is done on no more days than the form before it, nor than the library has for it.
    """
    often = row.days_per_week
    days = {row.exercise_id: often}
    for cell in cells:
        if cell.exercise_id not in days:
            often = min(often, cell.exercise.days_max)
            days[cell.exercise_id] = often
    return days


def fast_weeks(program, rows, cells, table):
    """Return the weeks in which the whole program grows by more than its pain light allows (gate W07).

    The first is compared with the last week that was no easier one of the version before (evidence page, section 4, rule 6).
    """
    weights = {row.exercise_id: row.load_kg for row in rows}
    volumes = _volumes(program, rows, cells, table)
    return weeks_above_cap([*_last_full_week(program, weights, table), *volumes], Mode(program.mode), table)


def _last_full_week(program, weights, table):
    """Give the week before the first one, from the versions that led to it; nothing where the patient has trained none yet."""
    earlier = program.supersedes
    while earlier is not None:
        rows = list(earlier.items.select_related("exercise"))
        volumes = _volumes(earlier, rows, stored_cells(earlier), table, weights)
        full = [one for one in volumes if not one[2] and one[0] <= _last_trained(earlier, program)]
        if full:
            return full[-1:]
        earlier = earlier.supersedes
    return []


def _last_trained(earlier, program):
    """Return the last week of an earlier version before this one begins: by number, or by the calendar where both count alike."""
    if program.first_week > earlier.first_week:
        return program.first_week - 1
    return earlier.first_week + (program.starts_on - earlier.starts_on).days // DAYS_A_WEEK - 1


def _volumes(program, rows, cells, table, weights=MappingProxyType({})):
    """Return (week, volume, whether it is an easier one); a weight nobody had written down counts as the one in `weights`."""
    totals = dict.fromkeys(range(program.first_week, program.last_week + 1), 0.0)
    for row in rows:
        weeks = cells.get(row.pk, [])
        days = days_of_forms(row, weeks)
        for cell in weeks:
            load = cell.load_kg or weights.get(cell.exercise_id)
            totals[cell.week] += _volume(
                cell, load, days[cell.exercise_id], table.progression.seconds_per_rep
            )
    return [(week, total, program.is_easier_week(week)) for week, total in totals.items()]


def _volume(cell, load, days, seconds_per_rep):
    # The index of the evidence page, section 4: sets × times (or seconds / 3) × load × days.
    if cell.minutes:
        count = cell.minutes * 60 / seconds_per_rep
    else:
        count = cell.reps or (cell.hold_s or 0) / seconds_per_rep
    return cell.sets * count * max(float(load or 0), 1) * days


def cells_of(item, rows):
    """Return an item's weeks as printable cells, in order."""
    days = days_of_forms(item, rows)
    return [_cell(item, row, days[row.exercise_id]) for row in rows]


def _cell(item, row, days):
    is_easier = item.program.is_easier_week(row.week)
    return Cell(
        words=in_words(row),
        variant=_other_form(item, row, days),
        step_label=STEP_LABELS.get(row.step, row.step.replace("_", " ")),
        reason=row.reason,
        url=reverse("week-dose-edit", args=[item.program_id, item.pk, row.week]),
        is_step=row.step not in QUIET_STEPS and not is_easier,
        is_deload=is_easier,
        is_pinned=row.is_pinned,
    )


def _other_form(item, row, days):
    """Name the form of a week where it is not the item's own, with its days a week where those are others."""
    if row.exercise_id == item.exercise_id:
        return ""
    if days == item.days_per_week:
        return row.exercise.name
    return f"{row.exercise.name}, {days_in_words(days, item.program.training_days)}"
