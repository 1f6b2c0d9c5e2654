"""The outside check: the answer's exact shape, what is left out, and what is refused in one line."""

import json

import pytest

from programs.rules.explain import explain
from programs.rules.questions import UnknownInput, parse_question
from programs.rules.values import DEMANDS

PAGE_EXAMPLE = {
    "conditions": ["disc-herniation-radiculopathy"],
    "stage": "subacute",
    "weeks_since_onset": 6,
    "age": 45,
    "pain_nprs": 4,
    "irritability": "low",
    "sensitivities": ["flexion", "sitting"],
    "directional_preference": "extension",
    "red_flags": ["ces_bladder_dysfunction"],
    "diagnosis_confirmed": True,
    "clearance_valid": True,
    "restrictions": [{"demand": "axial_compression", "max": 2}],
    "surgeon_release": False,
    "equipment": None,
    "requested": ["romanian-deadlift", "leg-press"],
    "doses": {"leg-press": {"rpe": 8, "percent_1rm": 75}},
}


def ask(library, table, **question):
    return explain({"requested": [], **question}, library, table)


def test_the_example_of_the_architecture_page(library, table):
    answer = explain(PAGE_EXAMPLE, library, table)
    assert list(answer) == ["gate", "gates", "verdicts"]
    assert answer["gate"] == "block_emergency"
    assert [list(gate) for gate in answer["gates"]] == [["id", "level", "message"]]
    deadlift = answer["verdicts"]["romanian-deadlift"]
    assert list(deadlift) == ["verdict", "findings", "replacements"]
    assert deadlift["verdict"] == "avoid"
    assert deadlift["replacements"][0] == {
        "slug": "lying-leg-curl",
        "verdict": "ok",
        "why": "hamstrings without spinal load",
    }
    rule = next(one for one in deadlift["findings"] if one["rule"] == "X03")
    assert rule == {
        "rule": "X03",
        "condition": "disc-herniation-radiculopathy",
        "demand": None,
        "value": None,
        "limit": None,
        "verdict": "avoid",
        "reason": rule["reason"],
        "sources": ["SEED", "BERG15", "MICH12"],
    }
    json.dumps(answer)


def test_the_order_of_the_question_changes_nothing(library, table):
    turned = {
        key: list(reversed(value)) if isinstance(value, list) else value
        for key, value in reversed(PAGE_EXAMPLE.items())
    }
    assert json.dumps(explain(turned, library, table)) == json.dumps(explain(PAGE_EXAMPLE, library, table))


def test_what_is_left_out_is_unremarkable(library, table):
    question = {"conditions": ["facet-joint-pain"], "stage": "chronic", "requested": ["leg-press"]}
    answer = explain(question, library, table)
    assert (answer["gate"], answer["gates"]) == ("issue", [])
    assert answer["verdicts"]["leg-press"]["verdict"] == "ok"


def test_null_is_left_out(library, table):
    empty = dict.fromkeys(PAGE_EXAMPLE) | {"requested": ["leg-press"]}
    assert explain(empty, library, table) == explain({"requested": ["leg-press"]}, library, table)


@pytest.mark.parametrize(
    ("question", "gate", "ids"),
    [
        ({"irritability": "high"}, "issue_with_warning", ["W06"]),
        ({"conditions": ["post-surgical-fusion"]}, "block_clearance", ["G05"]),
        ({"conditions": ["post-surgical-fusion"], "surgeon_release": True}, "issue", []),
        ({"red_flags": ["infection_fever"]}, "block_urgent", ["G02"]),
        ({"red_flags": ["inflammatory_pattern"]}, "issue_with_warning", ["inflammatory_pattern"]),
        ({"diagnosis_confirmed": False, "clearance_valid": False}, "block_clearance", ["G03", "G04"]),
        ({"age": 15}, "block_clearance", ["W02"]),
        ({"pain_nprs": 9, "age": 17}, "issue_with_warning", ["W02", "W09"]),
        (
            {"conditions": ["vertebral-compression-fracture"], "weeks_since_fracture": 3},
            "block_clearance",
            ["G06"],
        ),
        ({"conditions": ["vertebral-compression-fracture"], "weeks_since_fracture": 6}, "issue", []),
    ],
)
def test_the_gate_is_judged_for_the_patient_alone(question, gate, ids, library, table):
    answer = ask(library, table, **question)
    assert (answer["gate"], [one["id"] for one in answer["gates"]]) == (gate, ids)


@pytest.mark.parametrize(
    ("weeks", "verdict"),
    [
        ({"weeks_since_surgery": 20}, "caution"),
        ({"weeks_since_surgery": 5}, "avoid"),
        ({"weeks_since_onset": 20}, "avoid"),
    ],
)
def test_weeks_count_for_the_family_of_the_condition(weeks, verdict, library, table):
    question = {"conditions": ["post-surgical-fusion"], "requested": ["goblet-squat"], **weeks}
    heavy = {"goblet-squat": {"rpe": 8}}
    assert ask(library, table, **question, doses=heavy)["verdicts"]["goblet-squat"]["verdict"] == verdict


def test_equipment_limits_what_is_offered(library, table):
    question = {"conditions": ["disc-herniation"], "stage": "subacute", "requested": ["romanian-deadlift"]}
    answer = ask(library, table, **question, equipment=["mat", "none", "dumbbell-or-kettlebell"])
    offered = [one["slug"] for one in answer["verdicts"]["romanian-deadlift"]["replacements"]]
    assert offered
    assert all(library[slug].equipment in ((), (frozenset({"mat"}),)) for slug in offered)


@pytest.mark.parametrize(
    "restriction",
    [
        {"demand": "axial_compression", "max": 1},
        {"slug": "goblet-squat"},
        {"tag": "neural", "words": "nerve is calm"},
        {"load_kg": 12.5},
        {"position": "standing"},
    ],
)
def test_every_kind_of_restriction_is_read(restriction, library, table):
    answer = ask(
        library,
        table,
        stage="chronic",
        requested=["goblet-squat", "sciatic-nerve-slider"],
        restrictions=[restriction],
        doses={"goblet-squat": {"load_kg": 20}},
    )
    found = [f for one in answer["verdicts"].values() for f in one["findings"] if f["rule"].startswith("R-")]
    assert found[0]["verdict"] == "avoid"


def test_every_demand_can_be_restricted(library, table):
    for demand in DEMANDS:
        ask(library, table, restrictions=[{"demand": demand, "max": 0}])


REFUSED = (
    ({"conditions": ["sciatica"]}, "unknown condition 'sciatica'"),
    ({"conditions": "disc-herniation"}, "conditions must be a list, not 'disc-herniation'"),
    ({"conditions": [3]}, "conditions must hold texts, not 3"),
    ({"stage": "late"}, "unknown stage 'late'"),
    ({"stage": 3}, "stage must be a text, not 3"),
    ({"requested": ["squat\nthrust"]}, r"unknown exercise 'squat\nthrust'"),
    ({"requested": None}, "missing key 'requested'"),
    ({"stgae": "acute"}, "unknown key 'stgae'"),
    ({"sensitivities": ["bending"]}, "unknown sensitivity 'bending'"),
    ({"directional_preference": "up"}, "unknown directional preference 'up'"),
    ({"red_flags": ["ces"]}, "unknown red flag 'ces'"),
    ({"irritability": "severe"}, "unknown irritability 'severe'"),
    ({"age": -1}, "age must be 0 to 120, not -1"),
    ({"age": 121}, "age must be 0 to 120, not 121"),
    ({"age": "45"}, "age must be a number, not '45'"),
    ({"age": True}, "age must be a number, not True"),
    ({"pain_nprs": 11}, "pain_nprs must be 0 to 10, not 11"),
    ({"weeks_since_onset": -0.5}, "weeks_since_onset is -0.5: the onset would lie in the future"),
    ({"weeks_since_surgery": -2}, "weeks_since_surgery is -2: the surgery would lie in the future"),
    ({"weeks_since_fracture": 5201}, "weeks_since_fracture must be 0 to 5200, not 5201"),
    (
        {"directional_preference": ["extension", "flexion"]},
        "directional_preference names several directions: only one can be the one that eases",
    ),
    ({"weeks_since_surgery": float("inf")}, "weeks_since_surgery must be 0 to 5200, not inf"),
    ({"clearance_valid": "yes"}, "clearance_valid must be true or false, not 'yes'"),
    ({"equipment": ["leg press"]}, "unknown equipment 'leg press'"),
    ({"restrictions": ["impact"]}, "a restriction must be an object"),
    ({"restrictions": [{"demnad": "impact"}]}, "unknown restriction field 'demnad'"),
    ({"restrictions": [{"demand": "bounce", "max": 1}]}, "unknown demand 'bounce'"),
    ({"restrictions": [{"demand": "impact", "max": 5}]}, "max must be 0 to 4, not 5"),
    ({"restrictions": [{"demand": "impact", "max": 1.5}]}, "max must be a whole number, not 1.5"),
    ({"restrictions": [{"demand": "impact"}]}, "a restriction on a demand needs a max"),
    ({"restrictions": [{}]}, "a restriction names exactly one of"),
    ({"restrictions": [{"tag": "deadlift"}]}, "unknown tag 'deadlift'"),
    ({"restrictions": [{"position": "floating"}]}, "unknown position 'floating'"),
    ({"restrictions": [{"slug": "squat"}]}, "unknown exercise 'squat'"),
    ({"restrictions": [{"slug": "leg-press", "words": 3}]}, "words of a restriction must be a text"),
    ({"doses": []}, "doses must be an object"),
    ({"doses": {"squat": {}}}, "unknown exercise 'squat'"),
    ({"doses": {"leg-press": 8}}, "the dose of 'leg-press' must be an object"),
    ({"doses": {"leg-press": {"rep": 8}}}, "unknown dose field 'rep'"),
    ({"doses": {"leg-press": {"rpe": 11}}}, "rpe must be 0 to 10, not 11"),
    ({"doses": {"leg-press": {"percent_1rm": 101}}}, "percent_1rm must be 0 to 100, not 101"),
    ({"doses": {"leg-press": {"sets": 2.5}}}, "sets must be a whole number, not 2.5"),
)


@pytest.mark.parametrize(("question", "message"), REFUSED, ids=[one[1] for one in REFUSED])
def test_what_nobody_knows_is_refused_in_one_line(question, message, library, table):
    with pytest.raises(UnknownInput) as caught:
        ask(library, table, **question)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "malformed JSON: Expecting value"),
        ("{", "malformed JSON: Expecting property name"),
        ("[]", "malformed JSON: the question must be one object"),
        ('{"age": NaN}', "malformed JSON: NaN is no number"),
        ('{"age": 3, "age": 4}', "key 'age' stands twice"),
        ("[" * 100_000, "malformed JSON"),
    ],
)
def test_malformed_questions_are_refused_in_one_line(text, message):
    with pytest.raises(UnknownInput) as caught:
        parse_question(text)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_sound_question_is_parsed():
    assert parse_question('{"requested": ["leg-press"]}') == {"requested": ["leg-press"]}


def test_a_full_dose_is_read(library, table):
    dose = {"sets": 2, "reps": 10, "rest_s": 60, "rpe": 7, "days_per_week": 2, "per_side": True}
    answer = ask(library, table, stage="chronic", requested=["leg-press"], doses={"leg-press": dose})
    assert answer["verdicts"]["leg-press"]["verdict"] == "ok"
