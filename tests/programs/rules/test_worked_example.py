"""The fourteen worked weeks of the evidence page, section 4, row by row."""

import pytest

from programs.rules.advancing import advance, sets_this_week
from programs.rules.scales import Decision, Mode, Section, Stage
from programs.rules.stepping import item_state
from programs.rules.training import CheckIn, ItemCheckIn, ProgramState, Step
from programs.rules.values import Dose, DoseRange, Exercise

LEG_PRESS = Exercise(
    "leg-press",
    "Leg press",
    externally_loadable=True,
    dose=DoseRange(sets=2, reps_min=8, reps_max=12, days_min=2),
)

# week, sets, reps, kg, weekly volume, change, pain, morning, RPE, decision, step for next week
ROWS = (
    (1, 2, 8, 40.0, 1280, "", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (2, 2, 9, 40.0, 1440, "+12%", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (3, 2, 10, 40.0, 1600, "+11%", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (4, 2, 11, 40.0, 1760, "+10%", 2, 0, 7, Decision.DELOAD, Step.DELOAD, "One set fewer next week"),
    (5, 1, 11, 40.0, 880, "(deload)", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (6, 2, 12, 40.0, 1920, "+9%", 2, 0, 7, Decision.ADVANCE, Step.CONFIRM, "Top of the range reached once"),
    (7, 2, 12, 40.0, 1920, "+0%", 2, 0, 7, Decision.ADVANCE, Step.SET, "+1 set, back to the bottom"),
    (8, 3, 8, 40.0, 1920, "+0%", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (9, 3, 9, 40.0, 2160, "+12%", 4, 0, 7, Decision.DELOAD, Step.DELOAD, "One set fewer next week"),
    (10, 2, 9, 40.0, 1440, "(deload)", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (11, 3, 10, 40.0, 2400, "+11%", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (12, 3, 11, 40.0, 2640, "+10%", 6, 2, 8, Decision.REGRESS, Step.LESS_LOAD, "10\u00a0% less load"),
    (13, 3, 11, 35.0, 2310, "-12%", 2, 0, 7, Decision.ADVANCE, Step.REPS, "+1 rep per set."),
    (14, 3, 12, 35.0, 2520, "+9%", 2, 0, 7, Decision.DELOAD, Step.DELOAD, "One set fewer next week"),
)


def feedback(pain, morning, rpe):
    answer = ItemCheckIn(
        worst_pain=pain,
        morning_pain=morning,
        settled_in_24h=True,
        rpe=rpe,
        technique_ok=True,
        target_reached=True,
        leg_symptoms_worse=False,
    )
    return CheckIn({"leg-press": answer}, sessions_done=2, sessions_planned=2)


def simulate(table):
    """Walk through the weeks and write them as the evidence page does."""
    dose = Dose(sets=2, reps=8, load_kg=40.0, rpe=6, days_per_week=2)
    item = item_state(LEG_PRESS, Section.MAIN, dose, load_increment=2.5)
    state, last, written = ProgramState(1, Stage.SUBACUTE, (item,)), None, []
    for week, *_, pain, morning, rpe, _, _, _ in ROWS:
        now = state.items[0]
        sets = sets_this_week(now, state.is_deload, table)
        volume = sets * now.amount * now.load_kg * now.days
        change = "" if last is None else f"{volume / last - 1:+.0%}"
        if state.is_deload:
            change = "(deload)"
        else:
            last = volume
        answer = advance(state, feedback(pain, morning, rpe), Mode.MONITORED, table)
        step = answer.steps[0]
        written.append((week, sets, now.amount, now.load_kg, volume, change, pain, morning, rpe))
        written[-1] += (answer.decision, step.step, step.reason)
        state = answer.state
    return written


@pytest.fixture(scope="module")
def weeks(table):
    return simulate(table)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"week-{row[0]}")
def test_every_week_is_as_worked_on_the_evidence_page(weeks, row):
    found = weeks[row[0] - 1]
    assert found[:-1] == row[:-1]
    assert row[-1] in found[-1]
