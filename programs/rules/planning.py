"""The weeks ahead if every week goes well: the same steps as after real feedback, none invented."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from programs.rules.advancing import advance, sets_this_week
from programs.rules.dosing import starting_dose
from programs.rules.library import Library, is_at_hand
from programs.rules.scales import Family, Mode, Section, Stage
from programs.rules.screening import screen
from programs.rules.stages import condition_of, effective_stage, patient_stage
from programs.rules.stepping import item_state
from programs.rules.table import Table
from programs.rules.training import (
    CheckIn,
    ItemCheckIn,
    ItemState,
    Kind,
    ProgramState,
    Step,
    Variant,
)
from programs.rules.values import Dose, Exercise, Patient
from programs.rules.volume import program_volume

_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One exercise to plan: its dose, the smallest weight step in kg, its neighbours in the chain.

    `load_limit` is `load_limit(patient)`: without it a plan could raise a weight past the clearance.
    """

    exercise: Exercise
    section: Section
    dose: Dose | None = None
    load_increment: float | None = None
    harder: tuple[Variant, ...] = ()
    easier: tuple[Variant, ...] = ()
    load_limit: float | None = None


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One cell of the plan: the dose of one exercise in one week, what changed and why.

    `rpe` is the effort the form of that week was begun at: a harder form begins anew at 5 to 6 (evidence page, section 4, 5d).
    """

    week: int
    slug: str
    sets: int
    reps: int | None
    hold_s: int | None
    minutes: float | None
    load_kg: float | None
    rest_s: int
    rpe: float
    rpe_cap: float
    step: Step
    reason: str
    is_deload: bool = False


def plan(
    items: Sequence[PlanItem],
    weeks: int,
    mode: Mode,
    table: Table,
    stage: Stage,
    start: int = 1,
    *,
    begins_easier: bool = False,
) -> tuple[tuple[PlannedWeek, ...], ...]:
    """Plan `weeks` weeks from week number `start`, one row per item, assuming the green light every week.

    `begins_easier` makes the first week a deload whatever its number: what a log with several steps back asks for.

    Each week is `advance` after a week without pain and with all sessions done, so a plan never promises a
    step real feedback would not allow. An item without a dose gets the library's starting dose.
    """
    state = start_state(items, table, stage, start, is_deload=begins_easier)
    first = (
        "One set fewer: the programme begins with an easier week." if state.is_deload else "Starting dose."
    )
    cells = [[_cell(item, state, mode, table, Step.START, first)] for item in state.items]
    for _ in range(weeks - 1):
        answer = advance(state, _green(state, mode, table), mode, table)
        state = answer.state
        for row, item, step in zip(cells, state.items, answer.steps, strict=True):
            row.append(_cell(item, state, mode, table, step.step, step.reason))
    return tuple(tuple(row[:weeks]) for row in cells)


def start_state(
    items: Sequence[PlanItem], table: Table, stage: Stage, start: int = 1, *, is_deload: bool = False
) -> ProgramState:
    """Make the state of a program in its first week, numbered `start`; a deload by its number or as told."""
    states = tuple(
        item_state(
            one.exercise,
            one.section,
            _complete(one, stage, table),
            one.load_increment,
            one.harder,
            one.easier,
            one.load_limit,
        )
        for one in items
    )
    state = ProgramState(start, stage, states)
    is_due = start % table.progression.deload.every_weeks == 0
    return replace(
        state, is_deload=is_deload or is_due, reference_volume=program_volume(states, table.progression)
    )


def harder_variants(
    patient: Patient,
    exercise: Exercise,
    library: Library,
    equipment: frozenset[str] | None,
    table: Table,
    ticked: frozenset[str] = frozenset(),
    given: frozenset[str] = frozenset(),
) -> tuple[Variant, ...]:
    """List the harder members of the chain, nearest first, screened at their starting dose.

    The chain ends before a form of `given`, which the program holds already: no exercise is given twice.
    """
    free = tuple(takewhile(lambda one: one.slug not in given, library.harder(exercise)))
    return _variants(patient, free, equipment, table, ticked)


def easier_variants(
    patient: Patient,
    exercise: Exercise,
    library: Library,
    equipment: frozenset[str] | None,
    table: Table,
    ticked: frozenset[str] = frozenset(),
) -> tuple[Variant, ...]:
    """List the easier members of the chain, nearest first, screened at their starting dose."""
    return _variants(patient, library.easier(exercise), equipment, table, ticked)


def load_limit(patient: Patient) -> float | None:
    """Give the most weight in kg the clearance allows, or None without such a limit."""
    return min((one.load_kg for one in patient.restrictions if one.load_kg is not None), default=None)


def offered_modes(patient: Patient, table: Table) -> tuple[Mode, ...]:
    """List the modes a clinician may choose, default first; monitored is never the default.

    Only strict is offered in the acute stage, with radiculopathy, after a fracture and in the first weeks
    after surgery (evidence page, section 4; SEED).
    """
    strict = table.progression.strict_only
    is_strict = patient_stage(patient, table) is Stage.ACUTE or any(
        one.slug in strict.conditions or condition_of(one.slug, table).family in strict.families
        for one in patient.conditions
    )
    if is_strict or _is_early_after_surgery(patient, table):
        return (Mode.STRICT,)
    return (Mode.STRICT, Mode.MONITORED)


def weeks_above_cap(volumes: Sequence[tuple[int, float, bool]], mode: Mode, table: Table) -> tuple[int, ...]:
    """Name the weeks whose volume index rises above the mode's cap over the last week that was no deload.

    Each entry is (week number, volume index at full dose, whether it is a deload week).
    """
    cap, above, last = table.progression.modes[mode].volume_cap, [], None
    for week, volume, is_deload in volumes:
        if last is not None and volume > last * (1 + cap) + _EXACT:
            above.append(week)
        if not is_deload:
            last = volume
    return tuple(above)


def _complete(item: PlanItem, stage: Stage, table: Table) -> Dose:
    fresh = starting_dose(item.exercise, stage, table)
    if item.dose is None:
        return fresh
    dose = item.dose
    has_amount = (dose.reps, dose.hold_s, dose.minutes) != (None, None, None)
    return replace(
        dose,
        sets=dose.sets if dose.sets is not None else fresh.sets,
        reps=dose.reps if has_amount else fresh.reps,
        hold_s=dose.hold_s if has_amount else fresh.hold_s,
        minutes=dose.minutes if has_amount else fresh.minutes,
        rpe=dose.rpe if dose.rpe is not None else fresh.rpe,
        rest_s=dose.rest_s if dose.rest_s is not None else fresh.rest_s,
        days_per_week=dose.days_per_week or fresh.days_per_week,
    )


def _green(state: ProgramState, mode: Mode, table: Table) -> CheckIn:
    cap = table.progression.modes[mode].rpe_cap
    answers = {
        item.slug: ItemCheckIn(
            worst_pain=0,
            morning_pain=state.baseline_morning,
            settled_in_24h=True,
            rpe=min(item.rpe, cap),
            technique_ok=True,
            target_reached=True,
            leg_symptoms_worse=False,
        )
        for item in state.items
    }
    return CheckIn(answers, sessions_done=1, sessions_planned=1)


def _cell(
    item: ItemState, state: ProgramState, mode: Mode, table: Table, step: Step, reason: str
) -> PlannedWeek:
    pacing = table.progression
    lower = pacing.deload.rpe if state.is_deload else 0
    return PlannedWeek(
        week=state.week,
        slug=item.slug,
        sets=sets_this_week(item, state.is_deload, table),
        reps=int(item.amount) if item.kind is Kind.REPS else None,
        hold_s=int(item.amount) if item.kind is Kind.HOLD else item.hold_s,
        minutes=item.amount if item.kind is Kind.MINUTES else None,
        load_kg=item.load_kg,
        rest_s=item.rest_s,
        rpe=item.rpe,
        rpe_cap=pacing.modes[mode].rpe_cap - lower,
        step=step,
        reason=reason,
        is_deload=state.is_deload,
    )


def _variants(
    patient: Patient,
    exercises: Sequence[Exercise],
    equipment: frozenset[str] | None,
    table: Table,
    ticked: frozenset[str],
) -> tuple[Variant, ...]:
    stage = patient_stage(patient, table)
    return tuple(
        Variant(
            exercise=one,
            verdict=screen(patient, one, starting_dose(one, stage, table), table).verdict,
            ticked=one.slug in ticked,
            at_hand=is_at_hand(one, equipment),
        )
        for one in exercises
    )


def _is_early_after_surgery(patient: Patient, table: Table) -> bool:
    weeks = table.progression.strict_only.weeks_after_surgery
    for one in patient.conditions:
        if condition_of(one.slug, table).family is not Family.POST_SURGICAL:
            continue
        if one.weeks_since_surgery is not None and one.weeks_since_surgery < weeks:
            return True
        if effective_stage(patient, one, table) is not Stage.CHRONIC:
            return True
    return False
