"""The engine and a naive second evaluator agree on every cell of the evidence data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.library import read_exercise
from programs.rules.scales import Stage
from programs.rules.screening import screen
from programs.rules.values import Dose, Patient, PatientCondition
from tests.programs.rules import oracle
from tests.programs.rules.cases import HEAVY

SENSITIVITIES = ("flexion", "extension", "rotation", "compression", "shear", "impact", "neural", "sitting")


def found_by_engine(screening):
    return {(one.rule, one.condition, str(one.verdict)) for one in screening.findings}


@pytest.mark.parametrize("stage", oracle.STAGES)
@pytest.mark.parametrize("condition", oracle.CONDITIONS)
def test_every_exercise_agrees_for_one_condition_at_light_and_heavy_doses(condition, stage, library, table):
    patient = Patient(conditions=(PatientCondition(condition),), stage=Stage(stage))
    for exercise in library:
        record = oracle.EXERCISES[exercise.slug]
        for heavy, dose in ((False, None), (True, HEAVY), (True, Dose(percent_1rm=75))):
            found = screen(patient, exercise, dose, table)
            expected = oracle.hits(record, {condition: stage}, heavy=heavy)
            assert found_by_engine(found) == expected, exercise.slug
            assert found.verdict == oracle.verdict(expected), exercise.slug


@pytest.mark.parametrize("stage", oracle.STAGES)
@pytest.mark.parametrize("condition", oracle.CONDITIONS)
def test_every_demand_at_every_ordinal_agrees(condition, stage, table):
    patient = Patient(conditions=(PatientCondition(condition),), stage=Stage(stage))
    for record in oracle.LADDER:
        found = screen(patient, read_exercise(record), None, table)
        assert found_by_engine(found) == oracle.hits(record, {condition: stage}), record["slug"]


WEEKS = {"acute": 2, "subacute": 8, "chronic": 20}


@given(data=st.data())
def test_random_people_agree(data, library, table):
    conditions = data.draw(st.lists(st.sampled_from(oracle.CONDITIONS), min_size=1, max_size=3, unique=True))
    stages = {slug: data.draw(st.sampled_from(oracle.STAGES)) for slug in conditions}
    sensitivities = data.draw(st.frozensets(st.sampled_from(SENSITIVITIES), max_size=4))
    preference = data.draw(st.sampled_from((None, "extension", "flexion")))
    pain, heavy = data.draw(st.integers(0, 10)), data.draw(st.booleans())
    weeks = [PatientCondition(slug, *[WEEKS[stages[slug]]] * 3) for slug in conditions]
    patient = Patient(
        conditions=tuple(weeks),
        sensitivities=sensitivities,
        directional_preference=preference,
        pain_nprs=pain,
    )
    for slug in data.draw(st.lists(st.sampled_from(sorted(oracle.EXERCISES)), min_size=15, max_size=15)):
        found = screen(patient, library[slug], HEAVY if heavy else None, table)
        expected = oracle.hits(
            oracle.EXERCISES[slug],
            stages,
            heavy=heavy,
            sensitivities=sensitivities,
            preference=preference,
            pain=pain,
        )
        assert found_by_engine(found) == expected


def test_a_dose_just_below_heavy_adds_nothing(library, table):
    patient = Patient(conditions=(PatientCondition("disc-herniation"),), stage=Stage.SUBACUTE)
    light = Dose(rpe=7.5, percent_1rm=74)
    for exercise in library:
        assert (
            screen(patient, exercise, light, table).findings
            == screen(patient, exercise, None, table).findings
        )
