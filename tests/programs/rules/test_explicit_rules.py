"""Every explicit rule speaks once where it should and stays silent once where it should."""

import pytest

from programs.rules.scales import Verdict
from programs.rules.screening import screen
from programs.rules.values import Dose
from tests.programs.rules.cases import patient, rules_of

DISC, RADIC, DDD = "disc-herniation", "disc-herniation-radiculopathy", "degenerative-disc-disease"
DISCECTOMY, FUSION = "post-surgical-discectomy", "post-surgical-fusion"
FRACTURE, BONE = "vertebral-compression-fracture", "osteoporosis"
LAX, STENOSIS, STRAIN = "hypermobility-instability", "lumbar-spinal-stenosis", "acute-muscle-strain"
PLAIN = "nonspecific-chronic-lbp"
HURTS = {"pain_nprs": 3}

# rule, verdict, (speaks: condition, stage, exercise, facts), (silent: the same)
CASES = (
    ("X01", "avoid", (PLAIN, "chronic", "leg-press-deep-range"), (PLAIN, "chronic", "leg-press")),
    ("X02", "avoid", (PLAIN, "acute", "sumo-deadlift"), (PLAIN, "subacute", "sumo-deadlift")),
    ("X03", "avoid", (DDD, "chronic", "romanian-deadlift"), (PLAIN, "chronic", "romanian-deadlift")),
    ("X04", "caution", (STRAIN, "acute", "trap-bar-deadlift"), (STRAIN, "subacute", "trap-bar-deadlift")),
    ("X05", "avoid", (PLAIN, "subacute", "good-morning"), (PLAIN, "chronic", "good-morning")),
    ("X06", "avoid", (PLAIN, "chronic", "good-morning", HURTS), (PLAIN, "chronic", "good-morning")),
    ("X07", "caution", (PLAIN, "chronic", "good-morning"), (PLAIN, "subacute", "good-morning")),
    ("X08", "avoid", (PLAIN, "subacute", "superman"), (PLAIN, "chronic", "superman")),
    ("X09", "caution", (PLAIN, "chronic", "sit-up"), (PLAIN, "acute", "sit-up")),
    ("X10", "avoid", (FUSION, "acute", "glute-bridge"), (FUSION, "subacute", "glute-bridge")),
    ("X11", "avoid", (FUSION, "acute", "bird-dog"), (FUSION, "acute", "quadruped-leg-reach")),
    ("X12", "avoid", (FUSION, "acute", "cat-camel"), (DISCECTOMY, "acute", "cat-camel")),
    ("X13", "caution", (DISCECTOMY, "acute", "glute-bridge"), (DISCECTOMY, "subacute", "glute-bridge")),
    ("X14", "caution", (DISCECTOMY, "acute", "bird-dog"), (FUSION, "acute", "bird-dog")),
    ("X15", "avoid", (BONE, "chronic", "childs-pose"), (LAX, "chronic", "childs-pose")),
    ("X16", "caution", (LAX, "chronic", "childs-pose"), (LAX, "chronic", "cat-camel")),
    ("X17", "caution", (STENOSIS, "chronic", "walking"), (STENOSIS, "chronic", "stationary-bike")),
    ("X18", "caution", (RADIC, "subacute", "recumbent-bike"), (RADIC, "chronic", "recumbent-bike")),
    ("X19", "avoid", (FRACTURE, "subacute", "rack-pull"), (FRACTURE, "chronic", "rack-pull")),
    ("X20", "avoid", (PLAIN, "acute", "jogging"), (PLAIN, "subacute", "jogging")),
    ("X21", "caution", (BONE, "chronic", "mcgill-curl-up"), (DISC, "chronic", "mcgill-curl-up")),
    ("X22", "avoid", (FUSION, "acute", "sit-to-stand"), (FUSION, "acute", "assisted-sit-to-stand")),
)


def find(case, library, table):
    condition, stage, slug, *facts = case
    return screen(patient(condition, stage=stage, **(facts[0] if facts else {})), library[slug], None, table)


@pytest.mark.parametrize(("rule", "verdict", "speaks", "silent"), CASES, ids=[case[0] for case in CASES])
def test_each_rule_speaks_and_stays_silent(rule, verdict, speaks, silent, library, table):
    finding = next(one for one in find(speaks, library, table).findings if one.rule == rule)
    assert finding.verdict == verdict
    assert finding.sources
    assert rule not in rules_of(find(silent, library, table))


def test_every_explicit_rule_has_its_case(table):
    assert sorted(case[0] for case in CASES) == sorted(rule.id for rule in table.explicit)


def test_pain_nobody_recorded_counts_as_pain(library, table):
    silent = patient(PLAIN, pain_nprs=None)
    assert "X06" in rules_of(screen(silent, library["good-morning"], None, table))


def test_a_rule_for_all_is_judged_at_the_earliest_stage_and_names_no_condition(library, table):
    found = screen(patient(PLAIN, stage="acute"), library["conventional-deadlift"], None, table)
    assert next(one for one in found.findings if one.rule == "X02").condition is None


def test_a_rule_for_two_of_the_diagnoses_speaks_for_both(library, table):
    found = screen(patient(DISC, DDD), library["sumo-deadlift"], None, table)
    assert [one.condition for one in found.findings if one.rule == "X03"] == [DDD, DISC]


def test_only_the_chronic_deadlift_rule_can_be_overridden(library, table):
    for stage, allowed in (("subacute", False), ("chronic", True)):
        found = screen(patient(DISC, stage=stage), library["romanian-deadlift"], None, table)
        assert next(one for one in found.findings if one.rule == "X03").overridable is allowed
    assert not screen(patient(PLAIN, stage="acute"), library["jogging"], None, table).is_overridable


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        ({"pain_nprs": 3, "back_extensor_hold_s": 60}, ()),
        ({"pain_nprs": 3.5}, ("pain 3.5 of 10",)),
        ({"pain_nprs": None}, ("pain not recorded",)),
        ({"back_extensor_hold_s": 59}, ("back-extensor hold 59 s",)),
        ({"pain_nprs": 7, "leg_symptoms_at_baseline": True}, ("pain 7 of 10", "leg symptoms")),
    ],
)
def test_the_record_must_not_contradict_an_override(facts, against, library, table):
    found = screen(patient(DISC, **facts), library["romanian-deadlift"], None, table)
    hit = next(one for one in found.findings if one.rule == "X03")
    assert (hit.held_against, hit.overridable) == (against, not against)


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        ({"pain_nprs": 3}, ()),
        ({"pain_nprs": 4, "trains_alone": True}, ("pain 4 of 10", "trains alone")),
        ({"pain_nprs": None}, ("pain not recorded",)),
    ],
)
def test_nor_the_override_of_a_limit(facts, against, library, table):
    found = screen(
        patient("disc-herniation-radiculopathy", **facts), library["barbell-back-squat"], None, table
    )
    limits = [one for one in found.findings if one.rule.startswith("T-") and one.verdict is Verdict.AVOID]
    assert limits
    assert {(one.held_against, one.overridable) for one in limits} == {(against, not against)}
    cautions = [one for one in found.findings if one.verdict is Verdict.CAUTION]
    assert not any(one.held_against for one in cautions)


def test_an_override_is_given_for_a_rule_and_a_diagnosis(library, table):
    found = screen(patient(DISC, DDD), library["sumo-deadlift"], None, table).findings
    assert {f"X03 for {DDD}", f"X03 for {DISC}"} <= {one.basis for one in found}
    limits = [one for one in found if one.demand and one.condition]
    assert limits
    assert all(one.basis == one.rule for one in limits)


@pytest.mark.parametrize(
    ("conditions", "stage", "allowed"),
    [
        (("disc-herniation-radiculopathy",), "chronic", True),
        (("disc-herniation-radiculopathy",), "subacute", False),
        ((BONE,), "chronic", False),
        ((FUSION,), "chronic", False),
        ((FRACTURE,), "chronic", False),
        (("disc-herniation-radiculopathy", BONE), "chronic", False),
    ],
)
def test_a_limit_is_overridable_only_when_chronic_and_never_with_fragile_bone_or_fusion(
    conditions, stage, allowed, library, table
):
    found = screen(patient(*conditions, stage=stage), library["barbell-back-squat"], Dose(rpe=8), table)
    avoids = [one for one in found.findings if one.verdict is Verdict.AVOID]
    assert [one.overridable for one in avoids] == [allowed] * len(avoids)
    assert found.is_overridable is (allowed and bool(avoids))
