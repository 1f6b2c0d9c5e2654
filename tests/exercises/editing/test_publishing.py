"""What an exercise lacks before it can be published, each with a sentence that names the place."""

import json
from copy import deepcopy

import pytest

from exercises.content import content_of
from exercises.publishing import pose_findings, problems
from exercises.working_copy import published_slugs
from tests.exercises.figures.poses import POSES

SQUAT = POSES["goblet-squat"]


@pytest.fixture
def content(squat):
    return content_of(squat)


def words(content, published=()):
    return [one.words for one in problems(content, published, seed_refs=["squat:goblet"])]


def test_the_released_library_lacks_nothing(library):
    known = published_slugs()
    lacking = {one.slug: problems(content_of(one), known, seed_refs=one.seed_refs) for one in library}
    assert {slug: found for slug, found in lacking.items() if found} == {}


@pytest.mark.parametrize(
    ("part", "changes", "sentence"),
    [
        ("facts", {"position": ""}, "Choose the position."),
        ("facts", {"primary_muscles": []}, "Choose the main muscles."),
        ("demands", {"demand_evidence": ""}, "State the eight demands on the back and what they rest on."),
        ("dose", {"sets": 0}, "Say how many sets are usual."),
        ("dose", {"days_min": 0}, "Say on how many days a week it is usual."),
        ("coaching", {"caution": True}, "Say why the exercise is to be approached with caution."),
    ],
)
def test_what_is_missing_is_said(content, part, changes, sentence):
    content[part] |= changes
    content["alternatives"] = []
    assert words(content) == [sentence]


@pytest.mark.parametrize(
    ("evidence", "notes", "seed_refs", "is_refused"),
    [
        ("measured", "As in the books.", [], True),
        ("derived", "", [], True),
        ("measured", "Three times body weight (HART16).", [], False),
        ("derived", "", ["squat:goblet"], False),
        ("expert", "", [], False),
    ],
)
def test_what_is_called_measured_names_its_source(content, evidence, notes, seed_refs, is_refused):
    content["demands"]["demand_evidence"] = evidence
    content["coaching"]["notes"] = notes
    content["alternatives"] = []
    found = [one.words for one in problems(content, (), seed_refs=seed_refs)]
    assert any("or choose that they rest on expert judgement" in one for one in found) is is_refused
    assert len(found) == is_refused


@pytest.mark.parametrize(("name", "called"), [("alt", "picture in words"), ("steps", "steps")])
def test_a_missing_text_names_language_and_field(content, name, called):
    content["words"]["en"][name] = ""
    content["alternatives"] = []
    assert words(content) == [f"English text: {called} is missing."]


def test_a_translation_that_was_begun_must_be_finished(content):
    content["words"]["de"] = {**content["words"]["en"], "feel": ""}
    content["alternatives"] = []
    assert words(content) == ["German text: what to feel is missing."]


def test_a_translation_has_as_many_steps_as_the_english(content):
    content["words"]["de"] = {**content["words"]["en"], "steps": ["Eins."]}
    content["alternatives"] = []
    assert words(content) == ["German text: it has 1 steps and the English 5."]


def test_a_fault_needs_no_words_for_patients(content):
    content["facts"]["tags"] = ["fault_pattern"]
    content["words"] = {}
    content["alternatives"] = []
    assert words(content) == []


def test_an_unpublished_alternative_is_named(content):
    content["alternatives"] = [{"slug": "belt-squat", "why": "kinder"}]
    assert words(content, {"leg-press"}) == ["The alternative “belt-squat” is not published: choose another."]


def test_no_picture_is_a_problem(content):
    content["picture"] = {}
    content["alternatives"] = []
    assert words(content) == ["Picture: There is none yet."]


def test_a_joint_beyond_its_limits_is_named():
    pose = deepcopy(SQUAT)
    pose["frames"][1]["trunk"] = 20
    assert "Finish: the near hip is at 150°, but this joint only goes from -35° to 140°." in pose_findings(
        pose
    )


def test_a_hand_out_of_reach_is_named():
    pose = deepcopy(SQUAT)
    pose["frames"][0]["arm"] = {"at": [80, 60]}
    assert any(line.startswith("Start: the near hand misses its target") for line in pose_findings(pose))


@pytest.mark.parametrize(
    "pose",
    [
        {"frames": [{"leg": [0]}]},
        {"frames": [{"pin": ["nose", [0, 0]]}]},
        {"frames": [{"trunk": 90}], "props": [{"kind": "box"}]},
        {"frames": [{"trunk": 90}], "props": [{"kind": "wall", "x": "left"}]},
        {"frames": 3},
        {
            "frames": [{}, {"trunk": 60}],
            "props": [{"kind": "box", "x": [0, 9], "y": [0, 5], "fill": "plaid"}],
        },
        {"frames": [{"leg": {"at": "nowhere"}}]},
    ],
)
def test_a_pose_that_cannot_be_drawn_is_a_problem_and_no_crash(pose):
    assert pose_findings(json.loads(json.dumps(pose)))
