"""Sensitivities, direction of ease, clearance limits and symptom response: each speaks and stays silent."""

from dataclasses import replace

import pytest

from programs.rules.demands import effective_demand
from programs.rules.scales import Verdict
from programs.rules.screening import screen
from programs.rules.values import Demand, Dose, Exercise, Patient, PatientCondition, Restriction, UnknownCode
from tests.programs.rules.cases import patient, rules_of

PLAIN = "nonspecific-chronic-lbp"
FIELDS = {
    "flexion": "lumbar_flexion",
    "extension": "lumbar_extension",
    "rotation": "rotation_asymmetry",
    "compression": "axial_compression",
    "shear": "anterior_shear",
    "impact": "impact",
    "neural": "neural_tension",
}


def exercise(**facts):
    return Exercise("made-up", "Made up", **facts)


def verdict_of(rule, screening):
    found = [one.verdict for one in screening.findings if one.rule == rule]
    return found[0] if found else Verdict.OK


@pytest.mark.parametrize(("stage", "caution_at"), [("acute", 1), ("subacute", 2), ("chronic", 2)])
@pytest.mark.parametrize("name", FIELDS)
def test_a_sensitivity_tightens_its_own_demand(name, stage, caution_at, table):
    sensitive = patient(stage=stage, sensitivities=frozenset({name}))
    expected = [Verdict.OK] * caution_at + [Verdict.CAUTION] + [Verdict.AVOID] * (4 - caution_at)
    found = [
        verdict_of(
            f"S-{name}", screen(sensitive, exercise(demand=Demand(**{FIELDS[name]: value})), None, table)
        )
        for value in range(5)
    ]
    assert found == expected


def test_a_sensitivity_leaves_other_demands_alone(table):
    sensitive = patient(stage="acute", sensitivities=frozenset({"flexion"}))
    assert screen(sensitive, exercise(demand=Demand(lumbar_extension=4)), None, table).findings == ()


@pytest.mark.parametrize(
    ("stage", "slug", "verdict"),
    [
        ("chronic", "leg-press", "caution"),
        ("acute", "leg-extension", "caution"),
        ("acute", "stationary-bike", "avoid"),
        ("subacute", "stationary-bike", "caution"),
        ("acute", "clamshell", "ok"),
    ],
)
def test_sitting_asks_for_care_and_leaves_long_sitting_out_while_acute(stage, slug, verdict, library, table):
    sensitive = patient(stage=stage, sensitivities=frozenset({"sitting"}))
    assert verdict_of("S-sitting", screen(sensitive, library[slug], None, table)) == verdict


@pytest.mark.parametrize(
    ("direction", "stage", "slug", "verdict"),
    [
        ("extension", "acute", "double-knee-to-chest", "avoid"),
        ("extension", "subacute", "double-knee-to-chest", "avoid"),
        ("extension", "chronic", "double-knee-to-chest", "caution"),
        ("extension", "acute", "prone-press-up", "ok"),
        ("flexion", "acute", "prone-press-up", "avoid"),
        ("flexion", "subacute", "prone-press-up", "avoid"),
        ("flexion", "chronic", "prone-press-up", "caution"),
        ("flexion", "acute", "double-knee-to-chest", "ok"),
    ],
)
def test_a_drill_against_the_direction_of_ease_is_held_back(direction, stage, slug, verdict, library, table):
    person = patient(stage=stage, directional_preference=direction)
    assert verdict_of(f"D-{direction}", screen(person, library[slug], None, table)) == verdict


RESTRICTIONS = (
    (Restriction(demand="axial_compression", max=3), "barbell-back-squat", "goblet-squat"),
    (Restriction(slug="leg-press"), "leg-press", "hack-squat"),
    (Restriction(tag="barbell_spinal_load"), "rack-pull", "trap-bar-deadlift"),
    (Restriction(position="prone"), "lying-leg-curl", "seated-leg-curl"),
)


@pytest.mark.parametrize(
    ("restriction", "closed", "open_slug"), RESTRICTIONS, ids=[one[0].rule for one in RESTRICTIONS]
)
def test_a_clearance_limit_is_avoid_and_cannot_be_overridden(restriction, closed, open_slug, library, table):
    person = patient(PLAIN, restrictions=(restriction,))
    found = screen(person, library[closed], None, table)
    finding = next(one for one in found.findings if one.rule == restriction.rule)
    assert finding.verdict is Verdict.AVOID
    assert not finding.overridable
    assert not found.is_overridable
    assert restriction.rule not in rules_of(screen(person, library[open_slug], None, table))


def test_a_ceiling_counts_the_heavy_dose(library, table):
    person = patient(restrictions=(Restriction(demand="axial_compression", max=2, words="Until week 9."),))
    assert screen(person, library["goblet-squat"], Dose(rpe=7), table).verdict is Verdict.OK
    finding = screen(person, library["goblet-squat"], Dose(rpe=8), table).findings[0]
    assert (finding.value, finding.limit, finding.verdict) == (3, 2, Verdict.AVOID)
    assert finding.reason.endswith("Until week 9.")


@pytest.mark.parametrize(
    ("slug", "load", "verdict"),
    [
        ("leg-press", 20.5, "avoid"),
        ("leg-press", 20, "ok"),
        ("leg-press", None, "caution"),
        ("clamshell", None, "ok"),
    ],
)
def test_a_weight_limit_asks_for_a_look_when_no_weight_is_stated(slug, load, verdict, library, table):
    person = patient(restrictions=(Restriction(load_kg=20),))
    found = screen(person, library[slug], Dose(load_kg=load), table)
    assert verdict_of("R-load-20-kg", found) == verdict
    if load is None and verdict == "caution":
        assert "Keep the load at 20 kg or less." in found.findings[0].reason


def test_what_an_exercise_did_before_counts(library, table):
    person = patient(
        worsens_leg_symptoms=frozenset({"leg-press"}), red_zone_pain=frozenset({"leg-extension"})
    )
    assert verdict_of("Y-leg-symptoms", screen(person, library["leg-press"], None, table)) == "avoid"
    assert verdict_of("Y-red-zone-pain", screen(person, library["leg-extension"], None, table)) == "caution"
    assert screen(person, library["lying-leg-curl"], None, table).findings == ()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"sensitivities": frozenset({"bending"})}, "unknown sensitivity 'bending'"),
        ({"directional_preference": "sideways"}, "unknown directional preference 'sideways'"),
    ],
)
def test_unknown_codes_are_refused(facts, message, library, table):
    with pytest.raises(UnknownCode, match=message):
        screen(replace(Patient(), **facts), library["leg-press"], None, table)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "exactly one"),
        ({"slug": "leg-press", "tag": "neural"}, "exactly one"),
        ({"demand": "impact"}, "needs a max"),
        ({"slug": "leg-press", "max": 2}, "needs a max"),
        ({"demand": "bounce", "max": 2}, "unknown demand 'bounce'"),
        ({"demand": "impact", "max": 5}, "0 to 4"),
    ],
)
def test_a_restriction_must_make_sense(fields, message):
    with pytest.raises(ValueError, match=message):
        Restriction(**fields)


def test_a_demand_must_be_zero_to_four_and_known():
    with pytest.raises(ValueError, match="impact must be 0 to 4, not 5"):
        Demand(impact=5)
    with pytest.raises(UnknownCode, match="unknown demand 'bounce'"):
        Demand()["bounce"]


def test_heavy_work_adds_to_compression_and_shear_never_from_nothing(table):
    loaded = exercise(externally_loadable=True, demand=Demand(axial_compression=4, lumbar_flexion=1))
    assert effective_demand(loaded, Dose(percent_1rm=75), table) == {
        **effective_demand(loaded, None, table),
        "axial_compression": 4,
        "anterior_shear": 0,
        "lumbar_flexion": 1,
    }
    light = exercise(externally_loadable=True, demand=Demand(axial_compression=1, anterior_shear=1))
    heavy = effective_demand(light, Dose(rpe=8), table)
    assert (heavy["axial_compression"], heavy["anterior_shear"]) == (2, 2)
    assert (
        effective_demand(exercise(demand=Demand(anterior_shear=1)), Dose(rpe=10), table)["anterior_shear"]
        == 1
    )


def test_findings_come_worst_first_whatever_the_order_of_the_diagnoses(library, table):
    slugs = ("disc-herniation", "osteoporosis", "facet-joint-pain")
    one = screen(patient(*slugs), library["romanian-deadlift"], None, table)
    other = screen(patient(*reversed(slugs)), library["romanian-deadlift"], None, table)
    assert one == other
    ranks = [finding.verdict.rank for finding in one.findings]
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("event", ["onset", "surgery", "fracture"])
def test_an_event_in_the_future_is_refused_in_one_line(event):
    name = f"weeks_since_{event}"
    PatientCondition(PLAIN, **{name: 0})
    with pytest.raises(ValueError, match=f"{name} is -1: the {event} would lie in the future"):
        PatientCondition(PLAIN, **{name: -1})


def test_a_patients_own_onset_in_the_future_is_refused():
    with pytest.raises(ValueError, match="the onset would lie in the future"):
        Patient(weeks_since_onset=-0.1)
