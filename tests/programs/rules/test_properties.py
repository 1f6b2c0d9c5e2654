"""What must hold for everybody, tried on random people and programs."""

from dataclasses import replace
from itertools import islice, pairwise

from hypothesis import given
from hypothesis import strategies as st

from programs.rules.advancing import advance, reference_volume
from programs.rules.dosing import carry_over
from programs.rules.explain import explain
from programs.rules.gates import gates
from programs.rules.library import holds_load
from programs.rules.planning import PlanItem, harder_variants, plan, start_state
from programs.rules.replacing import replacements
from programs.rules.scales import Decision, Mode, Stage, Verdict
from programs.rules.screening import screen
from programs.rules.training import CheckIn, ItemCheckIn, Step
from programs.rules.values import Dose, Patient, PatientCondition
from programs.rules.volume import program_volume
from tests.programs.rules import oracle, strategies


@given(
    condition=st.sampled_from(oracle.CONDITIONS),
    facts=st.fixed_dictionaries(
        {
            "sensitivities": st.frozensets(st.sampled_from(strategies.SENSITIVITIES)),
            "directional_preference": st.sampled_from((None, "extension", "flexion")),
            "pain_nprs": st.integers(0, 10),
        }
    ),
    dose=strategies.doses,
    first=st.integers(0, 4),
)
def test_no_exercise_gets_stricter_with_time(condition, facts, dose, first, library, table):
    for exercise in islice(library, first, None, 5):
        verdicts = [
            screen(Patient((PatientCondition(condition),), stage, **facts), exercise, dose, table).verdict
            for stage in Stage
        ]
        assert verdicts == sorted(verdicts, reverse=True), exercise.slug


@given(patient=strategies.patients, more=strategies.patients, slug=strategies.slugs, dose=strategies.doses)
def test_one_more_concern_never_softens_a_verdict(patient, more, slug, dose, library, table):
    before = screen(patient, library[slug], dose, table).verdict
    for name in ("conditions", "restrictions"):
        added = replace(patient, **{name: getattr(patient, name) + getattr(more, name)})
        # Without any diagnosis the stage is assumed acute, which a known later stage may rightly relax.
        if name == "conditions" and not patient.conditions:
            continue
        assert screen(added, library[slug], dose, table).verdict >= before
    added = replace(patient, sensitivities=patient.sensitivities | more.sensitivities)
    assert screen(added, library[slug], dose, table).verdict >= before


@given(patient=strategies.patients, slug=strategies.slugs, dose=strategies.doses)
def test_the_verdict_is_the_worst_finding_and_every_finding_is_reasoned(patient, slug, dose, library, table):
    found = screen(patient, library[slug], dose, table)
    assert found.verdict is max((one.verdict for one in found.findings), default=Verdict.OK)
    for one in found.findings:
        assert one.verdict > Verdict.OK
        assert one.reason
        assert set(one.sources) <= set(table.sources)


@given(patient=strategies.patients, slug=strategies.slugs)
def test_more_effort_never_softens_a_verdict(patient, slug, library, table):
    verdicts = [screen(patient, library[slug], Dose(rpe=rpe), table).verdict for rpe in (6, 7.5, 8, 10)]
    assert verdicts == sorted(verdicts)


@given(
    patient=strategies.patients,
    slug=strategies.slugs,
    dose=strategies.doses,
    equipment=strategies.equipment,
    exclude=st.frozensets(strategies.slugs, max_size=20),
)
def test_replacements_are_better_at_hand_and_new(patient, slug, dose, equipment, exclude, library, table):
    original = screen(patient, library[slug], dose, table)
    found = replacements(patient, library[slug], library, equipment, table, exclude, dose)
    offered = [option.slug for option in found.options]
    assert len(offered) == len(set(offered)) <= 3
    assert not set(offered) & {*exclude, slug, "leg-press-deep-range"}
    assert [option.verdict for option in found.options] == sorted(option.verdict for option in found.options)
    for option in found.options:
        exercise = library[option.slug]
        again = screen(patient, exercise, option.dose, table)
        assert (option.verdict, option.findings) == (again.verdict, again.findings)
        assert option.verdict < original.verdict or option.verdict is original.verdict is Verdict.OK
        assert sum(again.demand[one] for one in original.limiting_demands) <= sum(
            original.demand[one] for one in original.limiting_demands
        )
        if equipment is not None:
            assert all(options & equipment for options in exercise.equipment)
        assert option.why
        assert option.changes
        assert option.dose_note
    assert found.rest_pattern is (not offered and original.verdict > Verdict.OK)


@given(slug=strategies.slugs, dose=strategies.doses, stage=strategies.stages)
def test_a_weight_is_spoken_of_only_where_there_was_one(slug, dose, stage, library, table):
    moved, note = carry_over(dose, library[slug], stage, table)
    was_loaded = dose is not None and bool(dose.load_kg or dose.percent_1rm)
    assert ("weight" in note) is was_loaded
    assert "Choose the weight" not in note or holds_load(library[slug])
    assert moved.load_kg is None


def items_of(placed, patient, library, table, increment):
    return [
        PlanItem(
            library[slug],
            section,
            load_increment=increment if library[slug].externally_loadable else None,
            harder=harder_variants(patient, library[slug], library, None, table),
        )
        for slug, section in placed
    ]


def is_under_cap(before, after, total_before, total, limits):
    """Tell whether a week keeps to the cap, or rises by one single repetition under the hard cap."""
    if total <= total_before * (1 + limits.volume_cap) + 1e-6:
        return True
    changed = [(one, two) for one, two in zip(before, after, strict=True) if one.amount != two.amount]
    single = len(changed) == 1 and changed[0][1].amount - changed[0][0].amount == 1
    return single and total <= total_before * (1 + limits.hard_cap) + 1e-6


@given(
    placed=strategies.placed,
    patient=strategies.patients,
    mode=strategies.modes,
    stage=strategies.stages,
    increment=st.sampled_from((None, 1, 2.5, 5)),
)
def test_no_planned_week_rises_above_the_cap(placed, patient, mode, stage, increment, library, table):
    limits = table.progression.modes[mode]
    state = start_state(items_of(placed, patient, library, table, increment), table, stage)
    for _ in range(14):
        reference = reference_volume(state, table)
        following = advance(state, green(state), mode, table).state
        total = program_volume(following.items, table.progression)
        assert is_under_cap(state.items, following.items, reference, total, limits)
        state = following


def green(state):
    answer = ItemCheckIn(0, state.baseline_morning, True, 6, True, True, False)
    return CheckIn({item.slug: answer for item in state.items}, 1, 1)


@given(
    placed=strategies.placed,
    patient=strategies.patients,
    mode=strategies.modes,
    start=st.integers(1, 6),
)
def test_a_plan_holds_no_variant_that_was_not_allowed(placed, patient, mode, start, library, table):
    items = items_of(placed, patient, library, table, None)
    for item, row in zip(items, plan(items, 16, mode, table, Stage.ACUTE, start), strict=True):
        allowed = {one.exercise.slug for one in item.harder if one.verdict is Verdict.OK}
        assert {cell.slug for cell in row} <= {item.exercise.slug} | allowed
        for before, after in pairwise(row):
            assert after.week == before.week + 1
            assert after.is_deload is (after.week % 5 == 0)
            assert after.sets >= 1


@given(
    placed=strategies.placed,
    mode=strategies.modes,
    stage=strategies.stages,
    pains=st.lists(st.integers(0, 10), min_size=8, max_size=8),
    mornings=st.lists(st.integers(0, 5), min_size=8, max_size=8),
)
def test_red_pain_never_advances_and_amber_never_grows(placed, mode, stage, pains, mornings, library, table):
    limits = table.progression.modes[mode]
    state = start_state(items_of(placed, Patient(), library, table, 2.5), table, stage)
    state = replace(state, baseline_morning=2)
    answers = {
        item.slug: ItemCheckIn(pain, morning, True, 6, True, True, False)
        for item, pain, morning in zip(state.items, pains, mornings, strict=False)
    }
    answer = advance(state, CheckIn(answers, 3, 3), mode, table)
    left = {item.slug: item for item in answer.state.items}
    for item, step in zip(state.items, answer.steps, strict=True):
        worst, morning = answers[item.slug].worst_pain, answers[item.slug].morning_pain
        if worst > limits.amber_max or morning >= 4:
            assert step.decision is Decision.REGRESS
        elif worst > limits.green_max or morning >= 3:
            assert step.decision in (Decision.HOLD, Decision.DELOAD)
            assert left[item.slug].amount == item.amount


@given(
    placed=strategies.placed, symptom=st.sampled_from([one["id"] for one in oracle.RULES["stop_symptoms"]])
)
def test_any_stop_symptom_stops_everything(placed, symptom, library, table):
    state = start_state(items_of(placed, Patient(), library, table, None), table, Stage.CHRONIC)
    answer = advance(state, replace(green(state), stop_symptoms=frozenset({symptom})), Mode.MONITORED, table)
    assert {step.step for step in answer.steps} == {Step.STOP}
    assert answer.state.items == state.items


@given(patient=strategies.patients, flag=st.sampled_from([one["id"] for one in oracle.RULES["red_flags"]]))
def test_a_red_flag_never_lowers_the_gate(patient, flag, table):
    before = gates(patient, table)
    after = gates(replace(patient, red_flags=frozenset({flag})), table)
    assert after.level >= before.level
    assert {one.id for one in before.gates} < {one.id for one in after.gates}


@given(
    question=st.fixed_dictionaries(
        {
            "conditions": st.lists(st.sampled_from(oracle.CONDITIONS), max_size=3),
            "stage": st.sampled_from((None, *oracle.STAGES)),
            "sensitivities": st.lists(st.sampled_from(strategies.SENSITIVITIES), max_size=3),
            "requested": st.lists(strategies.slugs, min_size=1, max_size=3),
        }
    ),
    random=st.randoms(use_true_random=False),
)
def test_the_answer_does_not_depend_on_the_order_of_the_question(question, random, library, table):
    shuffled = {key: random.sample(v, len(v)) if isinstance(v, list) else v for key, v in question.items()}
    shuffled = dict(random.sample(sorted(shuffled.items()), len(shuffled)))
    assert explain(question, library, table) == explain(shuffled, library, table)
