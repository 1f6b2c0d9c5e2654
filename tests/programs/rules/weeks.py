"""Small builders for exercises in training and for the weeks' feedback."""

from programs.rules.scales import Section, Stage
from programs.rules.stepping import item_state
from programs.rules.training import CheckIn, ItemCheckIn, ProgramState
from programs.rules.values import Dose, DoseRange, Exercise

GREEN = {
    "worst_pain": 1,
    "morning_pain": 1,
    "settled_in_24h": True,
    "rpe": 6,
    "technique_ok": True,
    "target_reached": True,
    "leg_symptoms_worse": False,
}


def exercise(slug="press", reps=(8, 12), hold=(None, None), minutes=(None, None), **facts):
    """Build an exercise counted in repetitions unless told otherwise."""
    dose = DoseRange(
        sets=2,
        reps_min=reps[0],
        reps_max=reps[1],
        hold_s_min=hold[0],
        hold_s_max=hold[1],
        minutes_min=minutes[0],
        minutes_max=minutes[1],
        days_min=2,
        days_max=3,
        start_rpe=6,
    )
    return Exercise(slug, slug.title(), movement_pattern=facts.pop("pattern", "squat"), dose=dose, **facts)


def held(slug="wall", seconds=(15, 45), **facts):
    return exercise(slug, (None, None), hold=seconds, **facts)


def timed(slug="walk", minutes=(5, 20), **facts):
    return exercise(slug, (None, None), minutes=minutes, **facts)


def state_of(one, section=Section.MAIN, increment=None, harder=(), easier=(), limit=None, **dose):
    """Place an exercise with the bottom of its range, two sets on two days, unless told otherwise."""
    usual = one.dose
    dose = {"sets": 2, "rpe": 6, "days_per_week": 2, **dose}
    if not {"reps", "hold_s", "minutes"} & set(dose):
        dose |= {"reps": usual.reps_min, "hold_s": usual.hold_s_min, "minutes": usual.minutes_min}
    return item_state(one, section, Dose(**dose), increment, harder, easier, limit)


def program(*items, week=1, stage=Stage.SUBACUTE, **facts):
    return ProgramState(week, stage, items, **{"baseline_morning": 1, **facts})


def check_in(*items, sessions=(3, 3), missed=0, stop=(), **changes):
    """Answer the week the same for every exercise: green but for what is changed."""
    answer = ItemCheckIn(**{**GREEN, **changes})
    return CheckIn({item.slug: answer for item in items}, *sessions, frozenset(stop), missed)
