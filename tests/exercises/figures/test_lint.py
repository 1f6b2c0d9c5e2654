"""Each rule of the pose lint fires once on a pose that breaks it and names the joint and the frame."""

import copy

import pytest

from exercises.figures.lint import joint_angles, lint
from exercises.figures.render import merged_frames, solve

SQUAT = {
    "props": [{"kind": "floor", "x": [-30, 30]}],
    "frames": [
        {"trunk": 90, "leg": [0, 0, 0], "arm": [20, 90]},
        {"trunk": 64, "leg": [110, 108, 24], "arm": [32, 90], "arrows": [{"track": "buttock"}]},
    ],
}


def changed(**frame):
    spec = copy.deepcopy(SQUAT)
    spec["frames"][1] |= frame
    return spec


def test_a_sound_pose_has_no_findings():
    assert lint("squat", SQUAT) == []


@pytest.mark.parametrize(
    ("frame", "finding"),
    [
        ({"leg": [150, 100, 0]}, "squat frame 2: near hip 150 outside -35..140"),
        ({"leg": [20, -12, 0]}, "squat frame 2: near knee -12 outside -3..155"),
        ({"leg": [20, 20, 50]}, "squat frame 2: near ankle 50 outside -60..35"),
        ({"arm": [20, -30]}, "squat frame 2: near elbow -30 outside -5..155"),
        ({"arm": {"at": [60, 60]}}, "squat frame 2: near hand misses its target by 32.1"),
        ({"pin": ["near.sole", [0, -4]]}, "squat frame 2: near sole lies 4.0 under the floor"),
        (
            {"pin": ["near.sole", [0, 9]]},
            "squat frame 2: nothing of the body touches a support (nearest 9.0)",
        ),
        ({"round": 30}, "squat frame 2: spine rounded by 30 although it should stay neutral"),
    ],
)
def test_each_fault_is_named(frame, finding):
    assert finding in lint("squat", changed(**frame))


def test_a_figure_that_stands_still_is_found():
    spec = {**SQUAT, "frames": [SQUAT["frames"][0], SQUAT["frames"][0]]}

    assert lint("squat", spec) == ["squat: hardly moves (0.0)", "squat: has no arrow"]


def test_a_static_hold_needs_only_a_highlight():
    spec = {**SQUAT, "static": True, "frames": [{**SQUAT["frames"][0], "highlight": [{"at": "near.thigh"}]}]}

    assert lint("squat", spec) == []


@pytest.mark.parametrize(
    ("limb", "target", "joint"),
    [
        ("leg_far", {"at": [30, 40], "bend": -1}, "far knee"),
        ("arm_far", {"at": [20, 70], "bend": 1}, "far elbow"),
    ],
)
def test_only_a_limb_turned_out_may_bend_the_other_way(limb, target, joint):
    straight, turned = changed(**{limb: target}), changed(**{limb: {**target, "turned": True}})

    assert any(joint in finding for finding in lint("squat", straight))
    assert not any(joint in finding for finding in lint("squat", turned))


def test_a_round_back_may_be_meant():
    assert lint("squat", {**changed(round=30), "spine": "flexed"}) == []


def test_measured_angles_are_the_angles_of_the_spec():
    pose = solve(SQUAT, merged_frames(SQUAT)[1])

    measured = joint_angles(pose, "near")

    assert [round(measured[joint]) for joint in ("hip", "knee", "ankle", "shoulder", "elbow")] == [
        110,
        108,
        24,
        32,
        90,
    ]
