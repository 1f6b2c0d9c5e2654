"""What one exercise's week says about the next: regress, hold or advance, before the program's own rules."""

import math
from collections.abc import Sequence

from programs.rules.pacing import ModeLimits, Progression
from programs.rules.scales import Decision
from programs.rules.training import CheckIn, ItemCheckIn

Judged = tuple[Decision, str]


def judge_week(
    answer: ItemCheckIn,
    check_in: CheckIn,
    baseline_morning: float | None,
    limits: ModeLimits,
    pacing: Progression,
) -> Judged:
    """Judge one exercise's answers: the first reason to regress wins, then the first to hold.

    Pain above the amber line, a morning two points above the usual or pain that did not settle in 24 hours
    regress (TRAFFIC, SILB07). An answer left out holds: not answered is not "fine".
    """
    rise = morning_rise(answer.morning_pain, baseline_morning)
    reason = _reason_to_regress(answer, rise, limits, pacing)
    if reason:
        return Decision.REGRESS, reason
    reason = _reason_to_hold(answer, check_in, rise, limits, pacing)
    return (Decision.HOLD, reason) if reason else (Decision.ADVANCE, "")


def asks_for_step_back(
    answer: ItemCheckIn, baseline_morning: float | None, limits: ModeLimits, pacing: Progression
) -> bool:
    """Tell whether one exercise's answers alone ask for a step back (TRAFFIC, SILB07)."""
    return bool(
        _reason_to_regress(answer, morning_rise(answer.morning_pain, baseline_morning), limits, pacing)
    )


def worst_of(answers: Sequence[ItemCheckIn]) -> ItemCheckIn:
    """Add up what several rows of a week say of one exercise: the worst of each; what one row left open is open."""
    return ItemCheckIn(
        worst_pain=_highest([one.worst_pain for one in answers]),
        morning_pain=_highest([one.morning_pain for one in answers]),
        settled_in_24h=_unless([one.settled_in_24h for one in answers], bad=False),
        rpe=_highest([one.rpe for one in answers]),
        technique_ok=_unless([one.technique_ok for one in answers], bad=False),
        target_reached=_unless([one.target_reached for one in answers], bad=False),
        leg_symptoms_worse=_unless([one.leg_symptoms_worse for one in answers], bad=True),
    )


def morning_rise(morning: float | None, baseline: float | None) -> int | None:
    """Give the morning's pain above the usual in whole points of the scale, halves upwards; None if unknown."""
    if morning is None or baseline is None:
        return None
    return math.floor(morning - baseline + 0.5)


def _reason_to_regress(answer: ItemCheckIn, rise: int | None, limits: ModeLimits, pacing: Progression) -> str:
    reasons = {
        "Leg symptoms got worse or moved down.": answer.leg_symptoms_worse is True,
        f"Pain during was above {limits.amber_max:g} of 10.": _above(answer.worst_pain, limits.amber_max),
        "Pain the next morning was clearly above the usual.": rise is not None
        and rise >= pacing.feedback.morning_regress,
        "Pain did not settle within 24 hours.": answer.settled_in_24h is False,
    }
    return _first(reasons)


def _reason_to_hold(
    answer: ItemCheckIn,
    check_in: CheckIn,
    rise: int | None,
    limits: ModeLimits,
    pacing: Progression,
) -> str:
    reasons = {
        "A week was missed: repeat this one.": check_in.weeks_missed > 0,
        f"Pain during was above {limits.green_max:g} of 10.": _above(answer.worst_pain, limits.green_max),
        "Pain the next morning was above the usual.": rise is not None
        and rise >= pacing.feedback.morning_hold,
        f"Effort was above RPE {limits.rpe_cap:g}.": _above(answer.rpe, limits.rpe_cap),
        "Too few sessions were done.": _adherence(check_in) < pacing.feedback.adherence_min,
        "Technique was not good enough.": answer.technique_ok is False,
        "The target was not reached.": answer.target_reached is False,
        "Not every question was answered.": rise is None or _is_incomplete(answer),
    }
    return _first(reasons)


def _is_incomplete(answer: ItemCheckIn) -> bool:
    return None in (
        answer.worst_pain,
        answer.settled_in_24h,
        answer.rpe,
        answer.technique_ok,
        answer.target_reached,
        answer.leg_symptoms_worse,
    )


def _adherence(check_in: CheckIn) -> float:
    if check_in.sessions_planned <= 0:
        return 0
    # Two of three sessions are meant by 67 %, so the share is rounded to whole per cent.
    return round(check_in.sessions_done / check_in.sessions_planned, 2)


def _above(value: float | None, limit: float) -> bool:
    return value is not None and value > limit


def _highest(numbers: Sequence[float | None]) -> float | None:
    return max((one for one in numbers if one is not None), default=None)


def _unless(given: Sequence[bool | None], *, bad: bool) -> bool | None:
    if bad in given:
        return bad
    return None if None in given else not bad


def _first(reasons: dict[str, bool]) -> str:
    return next((reason for reason, holds in reasons.items() if holds), "")
