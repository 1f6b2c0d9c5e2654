"""One exercise's next step, forwards or back, before the program as a whole has its say."""

import math
from dataclasses import replace

from programs.rules.dosing import starting_dose
from programs.rules.pacing import Progression
from programs.rules.scales import Section, Stage, Verdict
from programs.rules.table import Table
from programs.rules.training import ItemState, Kind, Step, Variant
from programs.rules.values import Dose, Exercise

_EXACT = 1e-9
_COMFORT = frozenset({"mobility", "stretch", "neural", "breathing"})
_UNITS = {Kind.REPS: "times", Kind.HOLD: "s", Kind.MINUTES: "min"}

Stepped = tuple[ItemState | None, Step, str]


def step_forward(item: ItemState, stage: Stage, table: Table) -> Stepped:
    """Give the next step after a good week: amount, then a set, then weight, then a harder variant.

    Warm-up, cool-down and comfort drills keep their dose: they prepare and ease, they are not the training
    (OWEN20). Minutes grow inside the library's range; bouts below five minutes grow by weight alone.
    """
    if item.section in (Section.WARM_UP, Section.COOL_DOWN) or _is_comfort(item.exercise):
        return item, Step.STAY, "Warm-up, cool-down and easing drills keep their dose."
    pacing = table.progression
    if item.amount < item.top and not _is_short_bout(item, pacing):
        return _more(item, pacing)
    weeks = item.weeks_at_top + 1
    if weeks < pacing.steps.weeks_at_top:
        return (
            replace(item, weeks_at_top=weeks),
            Step.CONFIRM,
            "Top of the range reached once: confirm it next week.",
        )
    return _beyond_top(replace(item, weeks_at_top=pacing.steps.weeks_at_top), stage, table)


def step_back(item: ItemState, stage: Stage, table: Table) -> Stepped:
    """Give the step after a bad week: less load or work, then an easier variant, then out for review."""
    regress = table.progression.regress
    streak = item.regress_streak + 1
    back = replace(item, regress_streak=streak, weeks_at_top=0, weeks_waiting=0)
    if streak >= regress.remove_at:
        return None, Step.REMOVE, f"Week {streak} of regress running: take it out and review."
    if streak >= regress.variant_at:
        return _easier(back, stage, table)
    if item.load_kg:
        return _less_load(back, item.load_kg, regress.load)
    return _less_work(back, 1 - regress.reps, stage, table)


def step_restart(item: ItemState, table: Table) -> Stepped:
    """Give the step after a break of two or three weeks: four fifths of the amount."""
    share = table.progression.breaks.restart_volume
    restarted = replace(item, amount=_lowered(item, share), weeks_at_top=0, weeks_waiting=0)
    return restarted, Step.RESTART, f"Restart at {share:.0%} of the volume after the break."


def item_state(
    exercise: Exercise,
    section: Section,
    dose: Dose,
    load_increment: float | None = None,
    harder: tuple[Variant, ...] = (),
    easier: tuple[Variant, ...] = (),
    load_limit: float | None = None,
) -> ItemState:
    """Place a complete dose in its exercise's range; the range stretches to hold a dose outside it."""
    kind, amount, low, high = _counted(exercise, dose)
    return ItemState(
        exercise=exercise,
        section=section,
        kind=kind,
        sets=dose.sets if dose.sets is not None else exercise.dose.sets,
        amount=amount,
        low=min(low, amount),
        high=max(high, amount),
        days=dose.days_per_week or exercise.dose.days_min,
        rpe=dose.rpe if dose.rpe is not None else exercise.dose.start_rpe or 0,
        rest_s=dose.rest_s if dose.rest_s is not None else exercise.dose.rest_s,
        hold_s=dose.hold_s if kind is Kind.REPS else None,
        load_kg=dose.load_kg,
        load_increment=load_increment,
        load_limit=load_limit,
        harder=harder,
        easier=easier,
    )


def _is_comfort(exercise: Exercise) -> bool:
    return exercise.movement_pattern in _COMFORT


def _is_short_bout(item: ItemState, pacing: Progression) -> bool:
    # A whole minute more on a bout of one or two is no small step: such bouts grow by weight alone.
    return item.kind is Kind.MINUTES and item.amount < pacing.steps.short_bout_below_minutes


def _more(item: ItemState, pacing: Progression) -> Stepped:
    size = _step_size(item, pacing)
    amount = min(item.top, item.amount + size)
    grown = replace(item, amount=amount, weeks_at_top=0)
    added = f"+{amount - item.amount:g}"
    if item.kind is Kind.REPS:
        plural = "rep" if amount - item.amount == 1 else "reps"
        return grown, Step.REPS, f"{added} {plural} per set."
    step = Step.HOLD_LONGER if item.kind is Kind.HOLD else Step.MINUTES
    return grown, step, f"{added} {_UNITS[item.kind]} per set."


def _step_size(item: ItemState, pacing: Progression) -> float:
    steps = pacing.steps
    if item.kind is Kind.HOLD:
        return steps.hold_step_s
    if item.kind is Kind.MINUTES:
        return steps.minutes_step
    return steps.long_rep_step if item.high >= steps.long_rep_from else steps.rep_step


def _beyond_top(item: ItemState, stage: Stage, table: Table) -> Stepped:
    pacing = table.progression
    if item.kind is not Kind.MINUTES and item.sets < pacing.sets_max[stage]:
        back = replace(item, sets=item.sets + 1, amount=item.low, extra=0, weeks_at_top=0)
        return back, Step.SET, "+1 set, back to the bottom of the range."
    if item.load_increment:
        return _more_load(item, item.load_increment, pacing)
    if item.kind is Kind.MINUTES:
        return item, Step.STAY, "This time is enough: it stays there."
    return _harder(item, stage, table)


def _more_load(item: ItemState, increment: float, pacing: Progression) -> Stepped:
    steps, load = pacing.steps, item.load_kg or 0
    added = max(increment, _down_to(load * steps.load_step, increment))
    if item.load_limit is not None and load + added > item.load_limit + _EXACT:
        return item, Step.STAY, f"The clearance allows {item.load_limit:g} kg: the weight stays."
    too_big = added > load * steps.load_step_max + _EXACT
    if too_big and item.kind is not Kind.REPS:
        return item, Step.STAY, f"The next weight is more than {steps.load_step_max:.0%} heavier: it stays."
    if too_big and not item.extra:
        grown, _, _ = _more(replace(item, extra=steps.extend_reps, weeks_at_top=0), pacing)
        reason = f"The next weight is more than {steps.load_step_max:.0%} heavier: a longer range first."
        return grown, Step.EXTEND, reason
    heavier = replace(item, load_kg=load + added, amount=item.low, extra=0, weeks_at_top=0)
    return heavier, Step.LOAD, f"+{added:g} kg, back to the bottom of the range."


def _harder(item: ItemState, stage: Stage, table: Table) -> Stepped:
    if not item.harder:
        return item, Step.STAY, "Top of the range and no harder variant: it stays there."
    following = item.harder[0]
    if not following.is_allowed:
        reason = f"The harder variant {following.exercise.name} {_objection(following)}: it stays here."
        return item, Step.STAY, reason
    # The variant left behind was allowed until now, so it is where a bad week would lead back to.
    here = Variant(item.exercise, Verdict.OK)
    moved = _start_variant(item, following.exercise, stage, table)
    moved = replace(moved, harder=item.harder[1:], easier=(here, *item.easier))
    return moved, Step.VARIANT, f"On to {following.exercise.name}, from the bottom of its range."


def _objection(variant: Variant) -> str:
    if not variant.at_hand:
        return "needs equipment that is not at hand"
    return "needs a clinician's tick" if variant.verdict is Verdict.CAUTION else "is to be left out"


def _easier(item: ItemState, stage: Stage, table: Table) -> Stepped:
    if not item.easier or not item.easier[0].is_allowed:
        return None, Step.REMOVE, "No easier variant is allowed: take it out and review."
    following = item.easier[0]
    moved = _start_variant(item, following.exercise, stage, table)
    moved = replace(moved, regress_streak=item.regress_streak, easier=item.easier[1:])
    return moved, Step.EASIER_VARIANT, f"Back to the easier {following.exercise.name}."


def _start_variant(item: ItemState, exercise: Exercise, stage: Stage, table: Table) -> ItemState:
    # Another form is one change: it is done on no more days than the one before, nor than the library has for it.
    days = min(item.days, exercise.dose.days_max)
    dose = replace(starting_dose(exercise, stage, table), days_per_week=days)
    return item_state(exercise, item.section, dose, load_limit=item.load_limit)


def _less_load(item: ItemState, load: float, share: float) -> Stepped:
    # Without a known increment half a kilogram is the finest step a gym has.
    lower = _down_to(load * (1 - share), item.load_increment or 0.5)
    return replace(item, load_kg=lower), Step.LESS_LOAD, f"{share * 100:.0f}\u00a0% less load, rounded down."


def _less_work(item: ItemState, share: float, stage: Stage, table: Table) -> Stepped:
    lower = _lowered(item, share)
    if lower < item.amount:
        return (
            replace(item, amount=lower),
            Step.LESS_WORK,
            f"{(1 - share) * 100:.0f}\u00a0% less in each set, rounded down.",
        )
    if item.sets > 1:
        return replace(item, sets=item.sets - 1), Step.LESS_WORK, "-1 set, as one set cannot get smaller."
    return _easier(item, stage, table)


def _lowered(item: ItemState, share: float) -> float:
    return max(1, _down_to(item.amount * share, 1))


def _down_to(value: float, grain: float) -> float:
    return math.floor(value / grain + _EXACT) * grain


def _counted(exercise: Exercise, dose: Dose) -> tuple[Kind, float, float, float]:
    usual = exercise.dose
    if dose.reps is not None:
        return Kind.REPS, dose.reps, usual.reps_min or dose.reps, usual.reps_max or dose.reps
    if dose.hold_s is not None:
        return Kind.HOLD, dose.hold_s, usual.hold_s_min or dose.hold_s, usual.hold_s_max or dose.hold_s
    minutes = dose.minutes
    if minutes is None:
        raise ValueError(f"the dose of {exercise.slug!r} has no repetitions, seconds or minutes")
    return Kind.MINUTES, minutes, usual.minutes_min or minutes, usual.minutes_max or minutes
