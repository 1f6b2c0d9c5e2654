"""Next week by this week's feedback: each reason to stop, regress, deload, hold and advance."""

from dataclasses import replace

import pytest

from programs.rules.advancing import advance, sets_this_week
from programs.rules.feedback import morning_rise
from programs.rules.scales import Decision, Mode, Section, Stage, Verdict
from programs.rules.training import CheckIn, ItemCheckIn, Step, Variant
from programs.rules.values import UnknownCode
from programs.rules.volume import weekly_volume
from tests.programs.rules.weeks import GREEN, check_in, exercise, held, program, state_of, timed

PRESS = state_of(exercise(), increment=2.5, load_kg=40)
BODY = state_of(exercise("bridge", (8, 14)))


def after(item, table, mode=Mode.MONITORED, week=1, stage=Stage.SUBACUTE, **answers):
    """Advance a program of one and return (its step, its new state or None)."""
    answer = advance(program(item, week=week, stage=stage), check_in(item, **answers), mode, table)
    return answer.steps[0], (answer.state.items or (None,))[0]


@pytest.mark.parametrize(
    ("mode", "pain", "decision"),
    [
        ("strict", 2, "advance"),
        ("strict", 3, "hold"),
        ("strict", 4, "regress"),
        ("monitored", 3, "advance"),
        ("monitored", 4, "hold"),
        ("monitored", 5, "hold"),
        ("monitored", 5.5, "regress"),
        ("monitored", 6, "regress"),
    ],
)
def test_pain_during_is_judged_by_the_mode(mode, pain, decision, table):
    # At the top of its range for the first time, so that no volume cap has a say.
    step, _ = after(replace(PRESS, amount=12), table, Mode(mode), worst_pain=pain)
    assert step.decision == decision


@pytest.mark.parametrize(
    ("morning", "decision"), [(1, "advance"), (0, "advance"), (2, "hold"), (3, "regress"), (9, "regress")]
)
def test_the_next_morning_is_compared_with_the_usual(morning, decision, table):
    assert after(PRESS, table, morning_pain=morning)[0].decision == decision


@pytest.mark.parametrize(
    ("morning", "baseline", "rise"),
    [(3, 2.33, 1), (3, 2.67, 0), (4, 2.5, 2), (2, 2.33, 0), (None, 2, None), (2, None, None)],
)
def test_a_rise_is_counted_in_whole_points_halves_upwards(morning, baseline, rise):
    assert morning_rise(morning, baseline) == rise


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"settled_in_24h": False}, "Pain did not settle within 24 hours."),
        ({"leg_symptoms_worse": True}, "Leg symptoms got worse or moved down."),
        ({"worst_pain": 7}, "Pain during was above 5 of 10."),
        ({"morning_pain": 3}, "Pain the next morning was clearly above the usual."),
    ],
)
def test_each_reason_to_regress(answers, reason, table):
    step, item = after(PRESS, table, **answers)
    assert (step.decision, step.step) == (Decision.REGRESS, Step.LESS_LOAD)
    assert step.reason.startswith(reason)
    assert (item.load_kg, item.amount) == (35, 8)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"missed": 1}, "A week was missed"),
        ({"worst_pain": 4}, "Pain during was above 3 of 10."),
        ({"morning_pain": 2}, "Pain the next morning was above the usual."),
        ({"rpe": 8.5}, "Effort was above RPE 8."),
        ({"sessions": (1, 2)}, "Too few sessions were done."),
        ({"sessions": (0, 0)}, "Too few sessions were done."),
        ({"technique_ok": False}, "Technique was not good enough."),
        ({"target_reached": False}, "The target was not reached."),
        ({"worst_pain": None}, "Not every question was answered."),
        ({"morning_pain": None}, "Not every question was answered."),
        ({"leg_symptoms_worse": None}, "Not every question was answered."),
    ],
)
def test_each_reason_to_hold(answers, reason, table):
    item = replace(PRESS, amount=12, weeks_at_top=1)
    step, following = after(item, table, **answers)
    assert (step.decision, step.step) == (Decision.HOLD, Step.REPEAT)
    assert step.reason.startswith(reason)
    assert following == replace(item, weeks_at_top=0)


def test_two_of_three_sessions_are_enough(table):
    assert after(PRESS, table, sessions=(2, 3))[0].decision is Decision.ADVANCE


def test_an_exercise_nobody_answered_for_holds(table):
    answer = advance(program(PRESS), CheckIn({}, 3, 3), Mode.MONITORED, table)
    assert answer.decision is Decision.HOLD


@pytest.mark.parametrize("symptom", ["stop_radiating", "stop_numb_tingle_weak", "stop_worse_persisting"])
def test_a_stop_symptom_suspends_everything(symptom, table):
    state = program(PRESS, BODY)
    answer = advance(state, check_in(PRESS, BODY, stop=[symptom]), Mode.MONITORED, table)
    assert (answer.decision, answer.is_emergency) == (Decision.STOP, False)
    assert table.stop_symptoms[symptom].label in answer.message
    assert {step.step for step in answer.steps} == {Step.STOP}
    assert answer.state == replace(state, is_suspended=True)


def test_bowel_and_bladder_are_an_emergency_before_anything_else(table):
    stop = ["stop_radiating", "stop_bowel_bladder"]
    answer = advance(program(PRESS), check_in(PRESS, stop=stop), Mode.MONITORED, table)
    assert answer.is_emergency
    assert "emergency care now" in answer.message


def test_a_suspended_program_waits_for_a_clinician(table):
    answer = advance(program(PRESS, is_suspended=True), check_in(PRESS), Mode.MONITORED, table)
    assert (answer.decision, answer.state.week) == (Decision.STOP, 1)


def test_an_unknown_stop_symptom_is_refused(table):
    with pytest.raises(UnknownCode, match="unknown stop symptom 'stop_tired'"):
        advance(program(PRESS), check_in(PRESS, stop=["stop_tired"]), Mode.STRICT, table)


@pytest.mark.parametrize(
    ("missed", "decision", "step"),
    [(1, "hold", "repeat"), (2, "regress", "restart"), (3, "regress", "restart"), (4, "stop", "reassess")],
)
def test_breaks(missed, decision, step, table):
    found, item = after(replace(PRESS, amount=10), table, missed=missed)
    assert (found.decision, found.step) == (decision, step)
    assert item.amount == (8 if step == "restart" else 10)


def test_an_exercise_that_regressed_over_a_break_regresses(table):
    assert after(PRESS, table, missed=2, worst_pain=9)[0].step is Step.LESS_LOAD


@pytest.mark.parametrize("missed", [2, 3])
@pytest.mark.parametrize("item", [PRESS, BODY], ids=["loaded", "unloaded"])
def test_a_bad_week_after_a_break_leaves_no_more_than_a_calm_one(item, missed, table):
    item = replace(item, amount=10, sets=3)
    red, calm = (after(item, table, missed=missed, worst_pain=pain)[1] for pain in (9, 0))
    assert weekly_volume(red, table.progression) <= weekly_volume(calm, table.progression)
    assert red.amount <= calm.amount == 8


def regress(item, table, times, stage=Stage.SUBACUTE):
    """Feed red weeks and return the steps taken and the item at the end."""
    steps = []
    for _ in range(times):
        step, item = after(item, table, worst_pain=9, stage=stage)
        steps.append(step.step)
        if item is None:
            break
    return steps, item


EASIER = Variant(exercise("easy", (8, 12)), Verdict.OK)


def test_three_red_weeks_running_lead_from_less_load_to_an_easier_variant_to_removal(table):
    easiest = Variant(exercise("easiest"), Verdict.OK)
    steps, left = regress(replace(PRESS, easier=(EASIER, easiest)), table, 3)
    assert steps == [Step.LESS_LOAD, Step.EASIER_VARIANT, Step.REMOVE]
    assert left is None


def test_the_easier_variant_starts_low(table):
    _, item = regress(replace(PRESS, sets=3, amount=11, easier=(EASIER,)), table, 2)
    assert (item.slug, item.sets, item.amount, item.load_kg, item.rpe) == ("easy", 2, 8, None, 6)


def test_a_good_week_between_starts_the_count_again(table):
    _, item = after(PRESS, table, worst_pain=9)
    _, item = after(item, table)
    assert item.regress_streak == 0
    assert after(item, table, worst_pain=9)[0].step is Step.LESS_LOAD


@pytest.mark.parametrize(
    "easier",
    [
        (),
        (replace(EASIER, verdict=Verdict.AVOID),),
        (replace(EASIER, verdict=Verdict.CAUTION),),
        (replace(EASIER, at_hand=False),),
    ],
)
def test_without_an_allowed_easier_variant_it_is_taken_out(easier, table):
    steps, left = regress(replace(PRESS, easier=easier), table, 2)
    assert (steps[-1], left) == (Step.REMOVE, None)


@pytest.mark.parametrize(
    ("item", "amount", "sets"),
    [
        (state_of(exercise(), reps=10), 8, 2),
        (state_of(exercise(), reps=8), 6, 2),
        (state_of(held(), hold_s=15), 12, 2),
        (state_of(timed(), minutes=5), 4, 2),
        (state_of(timed("sled", (1, 2)), minutes=1, sets=4), 1, 3),
    ],
)
def test_without_weight_the_work_shrinks_by_a_fifth(item, amount, sets, table):
    step, following = after(item, table, worst_pain=9)
    assert step.step is Step.LESS_WORK
    assert (following.amount, following.sets) == (amount, sets)


def test_work_that_cannot_shrink_goes_to_the_easier_variant(table):
    item = state_of(timed("carry", (1, 2)), minutes=1, sets=1, easier=(EASIER,))
    assert after(item, table, worst_pain=9)[0].step is Step.EASIER_VARIANT


@pytest.mark.parametrize(
    ("load", "increment", "lower"), [(40, 2.5, 35), (20, 5, 15), (7, None, 6), (2.5, 2.5, 0)]
)
def test_less_load_is_rounded_down(load, increment, lower, table):
    _, item = after(replace(PRESS, load_kg=load, load_increment=increment), table, worst_pain=9)
    assert item.load_kg == lower


def test_every_fifth_week_is_a_deload(table):
    answer = advance(program(PRESS, week=9), check_in(PRESS), Mode.MONITORED, table)
    assert answer.decision is Decision.DELOAD
    assert answer.state.is_deload
    assert sets_this_week(answer.state.items[0], True, table) == 1
    assert answer.state.items == (PRESS,)


def test_a_deload_keeps_at_least_one_set(table):
    assert sets_this_week(replace(PRESS, sets=1), True, table) == 1


def test_two_regressed_exercises_bring_a_deload_for_all(table):
    state = program(PRESS, BODY, state_of(exercise("third")), week=2)
    good = check_in(*state.items)
    red = ItemCheckIn(worst_pain=9)
    one = advance(state, CheckIn({**good.items, "press": red}, 3, 3), Mode.MONITORED, table)
    both = advance(state, CheckIn({**good.items, "press": red, "bridge": red}, 3, 3), Mode.MONITORED, table)
    assert not one.state.is_deload
    assert both.state.is_deload
    assert [step.decision for step in both.steps] == ["regress", "regress", "deload"]
    assert both.steps[0].reason.endswith("It is an easier week as well.")


def test_a_held_week_before_a_deload_loses_its_weeks_at_the_top(table):
    item = replace(PRESS, amount=12, weeks_at_top=1)
    assert after(item, table, week=4)[1].weeks_at_top == 1
    assert after(item, table, week=4, worst_pain=4)[1].weeks_at_top == 0


def top(item, table, stage=Stage.SUBACUTE, weeks=2):
    """Take an item at the top of its range through the weeks that confirm it, without the volume cap."""
    big = state_of(exercise("big"), load_kg=5000, reps=12, sets=4, section=Section.COOL_DOWN)
    state = program(item, big, stage=stage)
    for _ in range(weeks):
        answer = advance(replace(state, week=1), check_in(*state.items), Mode.MONITORED, table)
        state = answer.state
    return answer.steps[0], state.items[0]


@pytest.mark.parametrize(
    ("item", "stage", "step", "now"),
    [
        (state_of(exercise(), reps=12), "subacute", Step.SET, {"sets": 3, "amount": 8}),
        (state_of(exercise(), reps=12), "acute", Step.STAY, {"sets": 2, "amount": 12}),
        (state_of(exercise(), reps=12, sets=3), "chronic", Step.SET, {"sets": 4, "amount": 8}),
        (
            state_of(exercise(), reps=12, sets=3, load_kg=40, increment=2.5),
            "subacute",
            Step.LOAD,
            {"load_kg": 42.5, "amount": 8},
        ),
        (
            state_of(exercise(), reps=12, sets=3, load_kg=110, increment=2.5),
            "subacute",
            Step.LOAD,
            {"load_kg": 115, "amount": 8},
        ),
        (
            state_of(exercise(), reps=12, sets=3, load_kg=20, increment=2.5),
            "subacute",
            Step.EXTEND,
            {"load_kg": 20, "amount": 13, "top": 14},
        ),
        (
            state_of(exercise(), reps=12, sets=3, load_kg=40, increment=2.5, limit=42.5),
            "subacute",
            Step.LOAD,
            {"load_kg": 42.5},
        ),
        (
            state_of(exercise(), reps=12, sets=3, load_kg=40, increment=2.5, limit=42),
            "subacute",
            Step.STAY,
            {"load_kg": 40, "amount": 12},
        ),
        (state_of(held(), hold_s=45), "subacute", Step.SET, {"sets": 3, "amount": 15}),
        (state_of(held(), hold_s=45, sets=3), "subacute", Step.STAY, {"amount": 45}),
        (state_of(held(), hold_s=45, sets=3, increment=2.5), "subacute", Step.STAY, {"amount": 45}),
        (state_of(timed(), minutes=20), "subacute", Step.STAY, {"sets": 2, "amount": 20}),
        (state_of(timed("sled", (1, 2)), minutes=1), "subacute", Step.STAY, {"amount": 1}),
        (
            state_of(timed("sled", (1, 2)), minutes=1, load_kg=60, increment=5),
            "subacute",
            Step.LOAD,
            {"load_kg": 65, "amount": 1},
        ),
    ],
)
def test_two_weeks_at_the_top_bring_the_next_kind_of_step(item, stage, step, now, table):
    first, _ = top(item, table, Stage(stage), weeks=1)
    assert first.step is Step.CONFIRM
    second, following = top(item, table, Stage(stage))
    assert second.step is step
    assert {name: getattr(following, name) for name in now} == now


def test_an_extended_range_ends_in_the_next_weight(table):
    item = state_of(exercise(), reps=12, sets=3, load_kg=20, increment=2.5)
    steps = [top(item, table, weeks=weeks)[0].step for weeks in range(2, 7)]
    assert steps == [Step.EXTEND, Step.REPS, Step.CONFIRM, Step.LOAD, Step.REPS]
    _, heavier = top(item, table, weeks=5)
    assert (heavier.load_kg, heavier.amount, heavier.top) == (22.5, 8, 12)


HARDER = Variant(exercise("hard", (6, 10)), Verdict.OK)
AT_TOP = state_of(exercise(), reps=12, sets=3)


def test_what_cannot_be_loaded_moves_on_to_the_harder_variant(table):
    step, item = top(replace(AT_TOP, harder=(HARDER,)), table)
    assert step.step is Step.VARIANT
    assert (item.slug, item.sets, item.amount, item.rpe) == ("hard", 2, 6, 6)
    assert item.easier[0].exercise.slug == "press"


@pytest.mark.parametrize(
    ("variant", "moves", "words"),
    [
        (replace(HARDER, verdict=Verdict.CAUTION), False, "needs a clinician's tick"),
        (replace(HARDER, verdict=Verdict.CAUTION, ticked=True), True, "On to Hard"),
        (replace(HARDER, verdict=Verdict.AVOID, ticked=True), False, "is to be left out"),
        (replace(HARDER, at_hand=False), False, "needs equipment that is not at hand"),
        (
            replace(HARDER, exercise=exercise("fault", tags=frozenset({"fault_pattern"}))),
            False,
            "is to be left out",
        ),
    ],
)
def test_a_harder_variant_must_be_allowed(variant, moves, words, table):
    step, _ = top(replace(AT_TOP, harder=(variant,)), table)
    assert (step.step is Step.VARIANT) is moves
    assert words in step.reason


@pytest.mark.parametrize(("often", "most", "expected"), [(7, 3, 3), (5, 7, 5), (2, 3, 2), (1, 3, 1)])
def test_another_form_is_for_no_more_days_than_the_library_has_for_it(often, most, expected, table):
    dose = replace(HARDER.exercise.dose, days_max=most)
    other = replace(HARDER, exercise=replace(HARDER.exercise, dose=dose))
    _, forward = top(replace(AT_TOP, days=often, harder=(other,)), table)
    _, back = regress(replace(BODY, days=often, easier=(other,), regress_streak=1), table, 1)
    assert (forward.slug, forward.days) == (back.slug, back.days) == (other.exercise.slug, expected)


def test_at_most_one_variant_changes_in_a_week(table):
    one = replace(AT_TOP, weeks_at_top=1, harder=(HARDER,))
    two = replace(one, exercise=exercise("other"))
    answer = advance(program(one, two), check_in(one, two), Mode.MONITORED, table)
    assert [step.step for step in answer.steps] == [Step.VARIANT, Step.ONE_VARIANT]
    again = advance(answer.state, check_in(*answer.state.items), Mode.MONITORED, table)
    assert again.steps[1].step is Step.VARIANT


def test_a_step_back_to_an_easier_variant_uses_up_the_change(table):
    forward = replace(AT_TOP, weeks_at_top=1, harder=(HARDER,))
    back = replace(BODY, regress_streak=1, easier=(EASIER,))
    answers = {**check_in(forward).items, back.slug: ItemCheckIn(worst_pain=9)}
    answer = advance(program(forward, back), CheckIn(answers, 3, 3), Mode.MONITORED, table)
    assert [step.step for step in answer.steps] == [Step.ONE_VARIANT, Step.EASIER_VARIANT]


@pytest.mark.parametrize(
    ("item", "step", "amount"),
    [
        (state_of(exercise(reps=(10, 15)), reps=10), Step.REPS, 12),
        (state_of(exercise(reps=(10, 15)), reps=14), Step.REPS, 15),
        (state_of(exercise(reps=(4, 6), hold=(8, 10)), reps=4, hold_s=8), Step.REPS, 5),
        (state_of(held(), hold_s=15), Step.HOLD_LONGER, 20),
        (state_of(held(seconds=(8, 20)), hold_s=18), Step.HOLD_LONGER, 20),
        (state_of(timed(), minutes=5), Step.MINUTES, 6),
        (state_of(timed("march", (2, 6)), minutes=4), Step.CONFIRM, 4),
        (state_of(timed(), minutes=5, section=Section.WARM_UP), Step.STAY, 5),
        (state_of(held(), hold_s=20, section=Section.COOL_DOWN), Step.STAY, 20),
        (state_of(exercise(pattern="mobility"), section=Section.CORE), Step.STAY, 8),
    ],
)
def test_one_green_week_grows_the_amount(item, step, amount, table):
    found, following = top(item, table, weeks=1)
    assert (found.step, following.amount) == (step, amount)


def test_a_mcgill_hold_stays_at_its_seconds(table):
    item = state_of(exercise(reps=(4, 6), hold=(8, 10)), reps=6, hold_s=8)
    _, following = top(item, table)
    assert (following.hold_s, following.sets, following.amount) == (8, 3, 4)


def test_the_volume_cap_keeps_the_lowest_effort_first_then_the_order_of_the_session(table):
    items = [
        state_of(exercise("leg", (10, 14)), reps=10),
        state_of(exercise("easy-leg", (10, 14)), reps=10, rpe=5),
        state_of(exercise("trunk", (10, 14)), reps=10, section=Section.CORE),
    ]
    answers = {**check_in(*items).items, "easy-leg": ItemCheckIn(**{**GREEN, "rpe": 5})}
    # Each step adds a thirtieth of the whole: 5 % has room for one, 10 % for all three.
    strict = advance(program(*items), CheckIn(answers, 3, 3), Mode.STRICT, table)
    assert [step.step for step in strict.steps] == [Step.VOLUME_CAP, Step.REPS, Step.VOLUME_CAP]
    held_trunk = replace(items[1], amount=14)
    third = advance(program(items[0], held_trunk, items[2]), CheckIn(answers, 3, 3), Mode.STRICT, table)
    assert [step.step for step in third.steps] == [Step.VOLUME_CAP, Step.CONFIRM, Step.REPS]
    monitored = advance(program(*items), CheckIn(answers, 3, 3), Mode.MONITORED, table)
    assert {step.step for step in monitored.steps} == {Step.REPS}


def test_whoever_waited_longest_goes_first(table):
    items = [state_of(exercise(slug, (10, 14)), reps=10) for slug in ("a", "b", "c")]
    first = advance(program(*items), check_in(*items), Mode.STRICT, table)
    second = advance(first.state, check_in(*items), Mode.STRICT, table)
    third = advance(second.state, check_in(*items), Mode.STRICT, table)
    moved = [
        [step.slug for step in answer.steps if step.step is Step.REPS] for answer in (first, second, third)
    ]
    assert moved == [["a"], ["b"], ["c"]]


def test_a_single_repetition_may_pass_the_cap_in_monitored_mode_alone(table):
    monitored = advance(program(PRESS), check_in(PRESS), Mode.MONITORED, table)
    strict = advance(program(PRESS), check_in(PRESS), Mode.STRICT, table)
    assert monitored.steps[0].step is Step.REPS
    assert strict.steps[0].step is Step.VOLUME_CAP


def test_strict_mode_holds_a_rise_just_above_its_cap(table):
    # One repetition more is 4 of 72, or 5.6 %.
    leg = state_of(exercise(reps=(10, 14)), reps=10)
    still = state_of(exercise("still", (8, 12)), section=Section.COOL_DOWN)
    answer = advance(program(leg, still), check_in(leg, still), Mode.STRICT, table)
    assert answer.steps[0].step is Step.VOLUME_CAP


def test_a_single_repetition_never_passes_the_hard_cap(table):
    six = state_of(exercise(reps=(6, 10)), reps=6, load_kg=40)
    answer = advance(program(six), check_in(six), Mode.MONITORED, table)
    assert answer.steps[0].step is Step.VOLUME_CAP


def test_a_whole_set_never_passes_the_cap(table):
    item = state_of(exercise(reps=(8, 10)), reps=10)
    answer = advance(program(replace(item, weeks_at_top=1)), check_in(item), Mode.MONITORED, table)
    assert answer.steps[0].step is Step.VOLUME_CAP
    assert answer.state.items[0].amount == 10


@pytest.mark.parametrize(
    ("item", "volume"),
    [
        (state_of(exercise(), reps=10, load_kg=40), 1600),
        (state_of(exercise(), reps=10, load_kg=0.5), 40),
        (state_of(exercise(reps=(4, 6), hold=(8, 10)), reps=4, hold_s=8), 16),
        (state_of(held(), hold_s=30), 40),
        (state_of(timed(), minutes=5), 400),
    ],
)
def test_the_volume_index_counts_three_seconds_as_one_repetition(item, volume, table):
    assert weekly_volume(item, table.progression) == volume


def test_a_program_without_exercises_holds(table):
    assert advance(program(), check_in(), Mode.STRICT, table).decision is Decision.HOLD
