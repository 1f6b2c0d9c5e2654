"""One exercise of a draft under the rules: its verdict, its weeks, what has been ticked and what has been overridden."""

from dataclasses import dataclass, replace

from django.utils import timezone

from programs.facts import dose_facts
from programs.models.item import CARRIED_OVER
from programs.rules.scales import Mode, Verdict
from programs.rules.screening import Screening
from programs.rules.values import Dose, Exercise, Finding

# In a draft; X03 asks for the pain of the last week, which is the longest span that a criterion names.
OVERRIDE_DAYS = 7


@dataclass(frozen=True)
class WeekCaution:
    """A caution that speaks at the dose of these weeks and not at the first one."""

    finding: Finding
    weeks: tuple[int, ...]
    dose: Dose


@dataclass(frozen=True)
class ItemReview:
    """One exercise in the program with its verdict; `unread` holds the cautions nobody has ticked yet.

    `weeks_to_change` are later weeks whose load, effort, harder form or planned sets must not be given. `week_cautions` are what
    speaks only in some weeks, as a rule because they were set by hand: to be ticked like any other caution.
    `unpublished` names what no new program may give any more, itself or the harder form of a week.
    """

    row: object
    facts: Exercise
    dose: Dose
    screening: Screening
    weeks_to_change: tuple[int, ...] = ()
    week_cautions: tuple[WeekCaution, ...] = ()
    unpublished: tuple[str, ...] = ()

    @property
    def is_overridden(self) -> bool:
        """Tell whether a recorded override covers every finding that says avoid, all of which allow one.

        It covers a rule for the diagnosis it was given for, as long as nothing in the record contradicts its criteria, and in a
        draft for OVERRIDE_DAYS: what is issued is issued with criteria that somebody has just confirmed.
        """
        avoids = {hit.basis for hit in self.screening.findings if hit.verdict is Verdict.AVOID}
        return (
            bool(self.row.override_by_id)
            and not _has_lapsed(self.row)
            and self.screening.is_overridable
            and avoids <= set(self.row.override_rules)
        )

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the whole item: its first dose, or the care that one of its weeks needs."""
        is_careful = self.screening.verdict is Verdict.OK and self.week_cautions
        return Verdict.CAUTION if self.is_overridden or is_careful else self.screening.verdict

    @property
    def bases(self) -> frozenset[str]:
        """Return the basis of every rule that speaks, in the first week or a later one."""
        hits = [*self.screening.findings, *(one.finding for one in self.week_cautions)]
        return frozenset(hit.basis for hit in hits)

    @property
    def unread(self) -> frozenset[str]:
        """Return what nobody has ticked: a tick is for a rule and what it speaks for, the diagnosis or the log."""
        if self.verdict is not Verdict.CAUTION:
            return frozenset()
        return self.bases - frozenset(self.row.acknowledged_rules)


def _has_lapsed(row):
    age = timezone.localdate() - timezone.localdate(row.override_at)
    return row.program.is_draft and age.days > OVERRIDE_DAYS


def judge_item(now, row, cells) -> ItemReview:
    """Judge one exercise of the program in situation `now`, in its first dose and in each of its weeks."""
    dose = dose_facts(row)
    screening = now.screen(row.exercise, dose)
    to_change, cautions = _judge_weeks(now, row, dose, screening, cells)
    return ItemReview(
        row=row,
        facts=now.facts(row.exercise),
        dose=dose,
        screening=screening,
        weeks_to_change=to_change,
        week_cautions=cautions,
        unpublished=tuple(
            form.name
            for form in {one.pk: one for one in (row.exercise, *(cell.exercise for cell in cells))}.values()
            if form.status != form.Status.PUBLISHED
        ),
    )


def dose_of_week(row, dose, cell) -> Dose:
    """Return `dose` at the load and effort of one week; a heavier week is also a larger share of the 1RM."""
    load = None if cell.load_kg is None else float(cell.load_kg)
    share = dose.percent_1rm
    if share and load and dose.load_kg and cell.exercise_id == row.exercise_id:
        share *= load / dose.load_kg
    return replace(dose, load_kg=load, rpe=cell.rpe, percent_1rm=share)


def weeks_above_stage(now, row, cells) -> tuple[int, ...]:
    """Return the weeks with more sets than the stage allows that counts by now: planned, or carried over, in a later one.

    Sets that the clinician chose in this version, for all weeks or for one, are the clinician's; a week set by hand in the version
    before is asked for again.
    """
    most = now.table.progression.sets_max[now.stage]
    if row.sets_by_hand:
        most = max(most, row.sets)
    return tuple(
        cell.week for cell in cells if cell.sets > most and (not cell.is_pinned or cell.step == CARRIED_OVER)
    )


def effort_cap(program, table) -> float:
    """Return the highest effort (RPE) that the pain light of a program allows (evidence page, section 4)."""
    return table.progression.modes[Mode(program.mode)].rpe_cap


def _judge_weeks(now, row, dose, screening, cells):
    """Return (weeks that must be left out or whose harder form does not suit, cautions of single weeks).

    A week is judged by what a verdict depends on: which form, how heavy, how hard. A harder form must be fine.
    """
    above, cap = weeks_above_stage(now, row, cells), effort_cap(row.program, now.table)
    known = {hit.basis for hit in screening.findings}
    must_go = {hit.basis for hit in screening.findings if hit.verdict is Verdict.AVOID}
    judged = {}
    to_change, careful = [], {}
    for cell in cells:
        if cell.week in above or (cell.rpe or 0) > cap:
            to_change.append(cell.week)
            continue
        key = (cell.exercise_id, cell.load_kg, cell.rpe)
        if key == (row.exercise_id, row.load_kg, row.rpe):
            continue
        if key not in judged:
            at_week = dose_of_week(row, dose, cell)
            judged[key] = at_week, now.screen(cell.exercise, at_week)
        at_week, found = judged[key]
        if _is_too_much(found, must_go, is_harder=cell.exercise_id != row.exercise_id):
            to_change.append(cell.week)
            continue
        for hit in found.findings:
            if hit.basis not in known:
                careful.setdefault(hit.basis, (hit, [], at_week))[1].append(cell.week)
    cautions = tuple(WeekCaution(hit, tuple(weeks), at_week) for hit, weeks, at_week in careful.values())
    return tuple(to_change), cautions


def _is_too_much(found, must_go, *, is_harder):
    new = {hit.basis for hit in found.findings if hit.verdict is Verdict.AVOID} - must_go
    return bool(new) or (is_harder and found.verdict is not Verdict.OK)
