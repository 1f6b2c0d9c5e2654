"""Where a dose comes from: the library's starting dose, or the dose of the exercise it replaces."""

from programs.rules.library import holds_load
from programs.rules.scales import Stage
from programs.rules.table import Table
from programs.rules.values import Dose, DoseRange, Exercise


def starting_dose(exercise: Exercise, stage: Stage, table: Table) -> Dose:
    """Give the dose a new exercise starts with: bottom of its range, few sets, low effort (RPE).

    Two sets, or fewer where the library has fewer; RPE 5 while acute, 6 later, or lower where the library
    starts lower (evidence page, section 4, "Start").
    """
    usual, start = exercise.dose, table.progression.start
    effort = start.rpe_acute if stage is Stage.ACUTE else start.rpe
    return Dose(
        sets=min(usual.sets, start.sets),
        reps=usual.reps_min,
        hold_s=usual.hold_s_min,
        minutes=usual.minutes_min,
        rest_s=usual.rest_s,
        rpe=effort if usual.start_rpe is None else min(usual.start_rpe, effort),
        days_per_week=usual.days_min,
        per_side=usual.per_side,
    )


def carry_over(dose: Dose | None, replacement: Exercise, stage: Stage, table: Table) -> tuple[Dose, str]:
    """Move a dose to a replacement and say in words what stayed and what changed.

    Sets, effort (RPE, share of 1RM) and days stay, so the training purpose stays; repetitions, seconds and
    minutes move to the nearest end of the replacement's range. The weight in kg never moves: it belongs to
    the other exercise. A weight is spoken of only where there was one, and chosen afresh only on what holds one.
    """
    fresh = starting_dose(replacement, stage, table)
    if dose is None:
        return fresh, "No dose was set yet, so this is the library's starting dose."
    usual = replacement.dose
    moved = Dose(
        sets=dose.sets if dose.sets is not None else fresh.sets,
        reps=_within(dose.reps, usual.reps_min, usual.reps_max),
        hold_s=_within(dose.hold_s, usual.hold_s_min, usual.hold_s_max),
        minutes=_minutes_within(dose.minutes, usual),
        rest_s=usual.rest_s,
        rpe=dose.rpe if dose.rpe is not None else fresh.rpe,
        percent_1rm=dose.percent_1rm if replacement.externally_loadable else None,
        days_per_week=_within(dose.days_per_week, usual.days_min, usual.days_max),
        per_side=usual.per_side,
    )
    return moved, _note(dose, moved, replacement)


def amount(dose: Dose) -> str:
    """Say the amount of one set in words with its unit."""
    parts = []
    if dose.reps is not None:
        parts.append(f"{dose.reps} times")
    if dose.hold_s is not None:
        parts.append(f"{dose.hold_s} s hold")
    if dose.minutes is not None:
        parts.append(f"{dose.minutes:g} min")
    return " with ".join(parts) or "no stated amount"


def _within(value: int | None, least: int | None, most: int | None) -> int | None:
    if least is None or most is None:
        return None
    return least if value is None else max(least, min(most, value))


def _minutes_within(minutes: float | None, usual: DoseRange) -> float | None:
    if usual.minutes_min is None or usual.minutes_max is None:
        return None
    if minutes is None:
        return usual.minutes_min
    return max(usual.minutes_min, min(usual.minutes_max, minutes))


def _note(before: Dose, after: Dose, replacement: Exercise) -> str:
    sentences = ["Sets, effort and days a week stay."]
    if before.days_per_week is not None and before.days_per_week != after.days_per_week:
        sentences = [
            f"Sets and effort stay; {before.days_per_week} days a week becomes {after.days_per_week}."
        ]
    if amount(before) == amount(after):
        sentences.append(f"So does the amount: {amount(after)}.")
    else:
        sentences.append(f"{amount(before)} becomes {amount(after)}, this exercise's usual range.")
    if before.load_kg or before.percent_1rm:
        sentences.append(_weight(replacement))
    return " ".join(sentences)


def _weight(replacement: Exercise) -> str:
    if not replacement.externally_loadable:
        return "It takes no added weight."
    if holds_load(replacement):
        return "Choose the weight afresh and start light."
    return "Begin without added weight."
