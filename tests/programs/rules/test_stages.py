"""Stages go by each diagnosis's own date; doubt, flare and irritability only ever make them stricter."""

import math

import pytest

from programs.rules.scales import Stage
from programs.rules.screening import screen
from programs.rules.stages import (
    condition_of,
    effective_stage,
    patient_stage,
    stage_notes,
    weeks_waited,
)
from programs.rules.values import Patient, PatientCondition, UnknownCode

GENERAL, SURGERY, FRACTURE = "disc-herniation", "post-surgical-fusion", "vertebral-compression-fracture"
A, S, C = Stage.ACUTE, Stage.SUBACUTE, Stage.CHRONIC


def dated(slug, weeks):
    key = {SURGERY: "weeks_since_surgery", FRACTURE: "weeks_since_fracture"}.get(slug, "weeks_since_onset")
    return PatientCondition(slug, **{key: weeks})


@pytest.mark.parametrize(
    ("slug", "weeks", "stage"),
    [
        (GENERAL, 0, A),
        (GENERAL, 3.99, A),
        (GENERAL, 4, S),
        (GENERAL, 12, S),
        (GENERAL, 12.01, C),
        (SURGERY, 5.9, A),
        (SURGERY, 6, S),
        (SURGERY, 12, S),
        (SURGERY, 13, C),
        (FRACTURE, 3.9, A),
        (FRACTURE, 4, S),
        (FRACTURE, 12, S),
        (FRACTURE, 12.1, C),
    ],
)
def test_boundaries_count_as_subacute(slug, weeks, stage, table):
    condition = dated(slug, weeks)
    assert effective_stage(Patient(conditions=(condition,)), condition, table) is stage


@pytest.mark.parametrize(
    ("slug", "wrong_date"),
    [
        (GENERAL, {"weeks_since_surgery": 30, "weeks_since_fracture": 30}),
        (SURGERY, {"weeks_since_onset": 30, "weeks_since_fracture": 30}),
        (FRACTURE, {"weeks_since_onset": 30, "weeks_since_surgery": 30}),
    ],
)
def test_another_date_does_not_count_and_acute_is_assumed(slug, wrong_date, table):
    condition = PatientCondition(slug, **wrong_date)
    patient = Patient(conditions=(condition,))
    assert effective_stage(patient, condition, table) is A
    assert "acute is assumed" in stage_notes(patient, table)[0]


NEVER = -math.inf
WAITS = [
    ({}, 0),
    ({"red_pain_weeks": ((1, 0),)}, 1),
    ({"red_pain_weeks": ((2.9, 1.9),)}, 2.9),
    ({"red_pain_weeks": ((3, 2),)}, 0),
    ({"red_pain_weeks": ((5, 4), (2, 1))}, 2),
    ({"red_pain_weeks": ((4.9, 3.9), (2, 1))}, 4.9),
    ({"red_pain_weeks": ((0, -1),)}, 0),
    ({"irritable_weeks": ((9, NEVER),)}, 9),
    ({"irritable_weeks": ((9, 0.1),)}, 0),
    ({"irritable_weeks": ((9, 2),), "red_pain_weeks": ((3, 0),)}, 9),
    ({"irritable_weeks": ((2, NEVER),), "red_pain_weeks": ((5, 3),)}, 5),
    ({"irritable_weeks": ((9, 3),), "red_pain_weeks": ((3, 0),)}, 3),
]


@pytest.mark.parametrize(("facts", "weeks"), WAITS)
def test_a_stage_waits_for_irritability_and_for_two_weeks_without_red_pain(facts, weeks, table):
    assert weeks_waited(Patient(**facts), table) == weeks


@pytest.mark.parametrize(
    ("slug", "weeks", "held", "waits"),
    [
        (GENERAL, 4.5, A, True),
        (GENERAL, 5, S, False),
        (GENERAL, 12.5, S, True),
        (GENERAL, 30, C, False),
        (GENERAL, 0.5, A, False),
        (SURGERY, 6.5, A, True),
        (FRACTURE, 4.5, A, True),
    ],
)
def test_while_it_waits_the_stage_of_the_day_before_counts_and_no_earlier_one(
    slug, weeks, held, waits, table
):
    condition = dated(slug, weeks)
    patient = Patient(conditions=(condition,), red_pain_weeks=((1, 0),))
    assert effective_stage(patient, condition, table) is patient_stage(patient, table) is held
    assert any("waits" in note for note in stage_notes(patient, table)) is waits


def test_without_a_diagnosis_the_stage_waits_too(table):
    assert patient_stage(Patient(weeks_since_onset=4.5, red_pain_weeks=((1, 0),)), table) is A


def test_an_entered_stage_waits_for_nothing(table):
    condition = dated(GENERAL, 4.5)
    patient = Patient(conditions=(condition,), stage=C, red_pain_weeks=((1, 0),))
    assert effective_stage(patient, condition, table) is C


def test_high_irritability_holds_the_stage_and_moves_it_one_earlier(table):
    condition = dated(GENERAL, 14)
    patient = Patient(conditions=(condition,), irritability="high", irritable_weeks=((4, NEVER),))
    assert effective_stage(patient, condition, table) is A


def test_an_entered_stage_wins_over_dates(table):
    condition = dated(GENERAL, 1)
    assert effective_stage(Patient(conditions=(condition,), stage=C), condition, table) is C


@pytest.mark.parametrize(("entered", "found"), [(A, A), (S, A), (C, S)])
def test_high_irritability_moves_one_stage_earlier(entered, found, table):
    patient = Patient(conditions=(dated(GENERAL, 1),), stage=entered, irritability="high")
    assert patient_stage(patient, table) is found
    assert "Irritability is high" in stage_notes(patient, table)[0]


@pytest.mark.parametrize("irritability", ["low", "moderate"])
def test_other_irritability_moves_nothing(irritability, table):
    assert patient_stage(Patient(stage=C, irritability=irritability), table) is C


def test_a_flare_counts_as_acute(table):
    patient = Patient(conditions=(dated(GENERAL, 30),), flare=True, irritability="high")
    assert patient_stage(patient, table) is A
    assert stage_notes(patient, table) == ("A flare is recorded, so the limits of the acute stage apply.",)


def test_each_diagnosis_keeps_its_own_stage_and_the_earliest_counts_for_the_person(table, library):
    conditions = (dated(GENERAL, 30), dated(SURGERY, 7))
    patient = Patient(conditions=conditions)
    assert screen(patient, library["leg-press"], None, table).stages == {GENERAL: C, SURGERY: S}
    assert patient_stage(patient, table) is S


def test_the_same_diagnosis_twice_shows_its_earlier_stage(table, library):
    patient = Patient(conditions=(dated(GENERAL, 30), dated(GENERAL, 7)))
    assert screen(patient, library["leg-press"], None, table).stages == {GENERAL: S}


@pytest.mark.parametrize(("weeks", "stage"), [(None, A), (2, A), (8, S), (20, C)])
def test_without_a_diagnosis_the_onset_decides(weeks, stage, table):
    assert patient_stage(Patient(weeks_since_onset=weeks), table) is stage


def test_without_anything_acute_is_assumed_and_said(table):
    assert stage_notes(Patient(), table) == (
        "No diagnosis, stage or onset is recorded, so acute is assumed.",
    )
    assert stage_notes(Patient(stage=C), table) == ()


def test_unknown_codes_are_named(table):
    with pytest.raises(UnknownCode, match="unknown condition 'sciatica'"):
        condition_of("sciatica", table)
    with pytest.raises(UnknownCode, match="unknown irritability 'High'"):
        patient_stage(Patient(irritability="High"), table)


def test_a_stage_given_as_text_is_the_same_stage_and_a_wrong_one_is_refused():
    assert Patient(stage="acute").stage is A
    with pytest.raises(UnknownCode, match="unknown stage 'late'"):
        Patient(stage="late")
