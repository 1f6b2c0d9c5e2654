"""The pose editor: every number has a control, nothing is lost, and bad input is a sentence."""

import json

import pytest

from exercises.figures.lint import lint
from exercises.figures.schema import validate
from exercises.pose_controls import positions
from exercises.pose_steps import (
    STANDING,
    read_number,
    read_pose,
    with_arrow,
    with_limb,
    with_numbers,
    with_thing,
    without,
)
from tests.exercises.figures.poses import POSES

SQUAT = POSES["goblet-squat"]


def controls(pose):
    return {
        control.path: control
        for position in positions(pose)
        for group in position.groups
        for control in group.controls
    }


@pytest.mark.parametrize("slug", POSES)
def test_sending_every_number_back_changes_nothing(slug):
    sent = {path: str(control.value) for path, control in controls(POSES[slug]).items()}
    assert with_numbers(POSES[slug], sent) == POSES[slug]


@pytest.mark.parametrize("slug", POSES)
def test_every_number_is_within_its_slider(slug):
    assert all(one.low <= one.value <= one.high for one in controls(POSES[slug]).values())


def test_every_joint_angle_has_a_control_with_the_limits_of_the_joint():
    found = controls({"frames": [{"leg_near": [10, 20, 5]}]})
    knee = found["frames.0.leg_near.1"]
    assert (knee.label, knee.value, knee.low, knee.high) == ("Knee", 20, -3, 155)


def test_a_number_is_put_where_it_belongs():
    changed = with_numbers(SQUAT, {"frames.1.trunk": "70", "frames.0.pin.1.1": "51,5"})
    assert changed["frames"][1]["trunk"] == 70
    assert changed["frames"][0]["pin"][1] == [0, 51.5]
    assert SQUAT["frames"][1]["trunk"] == 64


def test_what_is_not_said_is_offered_and_only_kept_when_moved():
    assert controls(SQUAT)["frames.1.round"].value == 0
    assert "round" not in with_numbers(SQUAT, {"frames.1.round": "0"})["frames"][1]
    assert with_numbers(SQUAT, {"frames.1.round": "8"})["frames"][1]["round"] == 8


def test_unknown_paths_are_left_alone():
    assert with_numbers(SQUAT, {"frames.9.trunk": "1", "__class__": "2"}) == SQUAT


@pytest.mark.parametrize("text", ["", "north", "nan", "inf", "1e9", "-401"])
def test_a_bad_number_is_refused_by_name(text):
    with pytest.raises(ValueError, match="^Trunk: "):
        read_number(text, "Trunk")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"a": NaN}',
        '{"n": 1e12}',
        "[" * 500,
        '{"a": "' + "x" * 20_001 + '"}',
        '{"frames": [{}, {}, {}, {}, {}]}',
        r'{"frames": [{"\ud800": 1}]}',
        r'{"frames": [{"fist": "\u0000"}]}',
        r'{"frames": [{"order": ["\udfff"]}]}',
        r'{"view": "\u202e"}',
    ],
)
def test_a_bad_text_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="pose"):
        read_pose(text)


@pytest.mark.parametrize("how", ["angles", "reach"])
@pytest.mark.parametrize("limb", ["leg_near", "arm_far", "arm"])
def test_a_limb_keeps_its_place_when_it_is_described_anew(limb, how):
    changed = with_limb(SQUAT, "frames.1", limb, how)
    validate(changed)
    assert not [line for line in lint("squat", changed) if "misses" in line or "outside" in line]


@pytest.mark.parametrize(("view", "limb"), [("side", "leg_near"), ("front", "leg_left")])
def test_limbs_can_be_changed_in_every_view(view, limb):
    pose = next(pose for pose in POSES.values() if pose.get("view", "side") == view)
    for how in ("angles", "reach"):
        validate(with_limb(pose, "frames.0", limb, how))


def test_things_and_arrows_come_and_go():
    chair = {"kind": "chair", "x": 20, "h": 27}
    changed = with_arrow(with_thing(SQUAT, "props", chair), "frames.0")
    assert changed["props"][-1] == chair
    assert len(changed["frames"][0]["arrows"]) == 1
    assert without(without(changed, "props.1"), "frames.0.arrows") == SQUAT


@pytest.mark.parametrize("path", ["", "nothing", "frames.9", "frames.x", "props.0.kind.z"])
def test_taking_away_what_is_not_there_changes_nothing(path):
    assert without(SQUAT, path) == SQUAT


def test_the_blank_figure_is_well_formed():
    validate(STANDING)
    assert json.loads(json.dumps(STANDING)) == STANDING
