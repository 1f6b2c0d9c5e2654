"""The renderer draws the same small picture every time, and keeps what the spec asks for."""

import math
from pathlib import Path

import pytest

import exercises.figures
from exercises.figures import draw_front
from exercises.figures.body import SHANK, THIGH
from exercises.figures.geometry import two_bones
from exercises.figures.held import HELD
from exercises.figures.machines import MACHINES
from exercises.figures.palette import PALETTES
from exercises.figures.pen import SCALE
from exercises.figures.props import PROPS, primitives
from exercises.figures.render import frames, merged_frames, render, solve

from .poses import POSES
from .test_lint import SQUAT

PACKAGE = Path(exercises.figures.__file__).parent


def test_drawing_twice_gives_the_same_picture():
    assert frames(SQUAT) == frames(SQUAT)


def test_the_aspect_is_width_over_height():
    frame = frames(SQUAT)[0]
    width, height = (int(number) for number in frame.svg.split('viewBox="')[1].split('"')[0].split()[2:])

    assert frame.aspect == pytest.approx(width / height, abs=0.001)


def test_the_strip_holds_every_frame_in_one_picture():
    strip = render(SQUAT, "mono")

    assert strip.count("<g ") == 2
    assert strip.count("<svg") == 1


def test_the_view_box_holds_the_whole_body():
    box = frames(SQUAT)[0].svg.split('viewBox="')[1].split('"')[0]
    left, top, width, height = (int(number) / SCALE for number in box.split())
    crown = solve(SQUAT, merged_frames(SQUAT)[0])["crown"]

    assert left <= crown.real <= left + width
    assert top <= -crown.imag <= top + height


def test_a_target_out_of_reach_stretches_no_bone():
    middle, end = two_bones(0j, 100 + 0j, 10, 8, 1)

    assert abs(middle) == pytest.approx(10)
    assert abs(end - middle) == pytest.approx(8)


def test_bones_keep_their_length_through_the_movement():
    poses = [solve(SQUAT, frame) for frame in merged_frames(SQUAT)]

    thighs = {round(abs(pose["near.knee"] - pose["near.hip"]), 6) for pose in poses}
    assert thighs == {24.5}


def test_a_limb_that_points_at_the_viewer_is_seen_shortened():
    leg = {"at": [10, 10], "fs": [0.8, 0.5]}
    pose = solve({}, {"trunk": 90, "pin": ["pelvis", [0, 40]], "leg_near": leg})

    assert abs(pose["near.knee"] - pose["near.hip"]) == pytest.approx(THIGH * 0.8)
    assert abs(pose["near.ankle"] - pose["near.knee"]) == pytest.approx(SHANK * 0.5)


def test_shorts_have_no_notch_where_two_thighs_lie_together():
    def corners(bend):
        spec = {"view": "front", "frames": [{"leg_left": {"abd": bend}, "leg_right": {"abd": 0}}]}
        pose = solve(spec, spec["frames"][0])
        return draw_front._short_leg(pose, "left"), draw_front._short_leg(pose, "right")

    assert draw_front._meet(*corners(-10))
    assert not draw_front._meet(*corners(15))


def test_machines_are_built_from_known_primitives():
    built = [item for spec in POSES.values() for item in primitives(spec.get("props", []))]

    assert {item["kind"] for item in built} <= PROPS.keys()


def test_no_two_registries_share_a_name():
    assert not PROPS.keys() & MACHINES.keys()
    assert HELD


def test_the_package_imports_no_django():
    assert not [
        path.name
        for path in PACKAGE.glob("*.py")
        if "django" in path.read_text().lower().replace("no django", "")
    ]


def test_a_frame_in_the_front_view_stands_on_flat_feet():
    spec = {"view": "front", "frames": [{"leg": {"abd": 22}}]}
    pose = solve(spec, merged_frames(spec)[0])

    assert math.isclose(pose["left.sole"].real, pose["left.ankle"].real)


@pytest.mark.parametrize("palette", ["colour", "mono"])
def test_a_head_that_looks_aside_is_drawn_in_profile(palette):
    ahead, left, right = (
        render({"view": "front", "frames": [frame]}, palette)
        for frame in ({}, {"look": "left"}, {"look": "right"})
    )

    assert len({ahead, left, right}) == 3
    # One eye and one ear instead of two eyes.
    assert ahead.count("<circle") == left.count("<circle") == right.count("<circle") == 2


def test_a_loop_round_both_thighs_has_a_light_edge():
    def edges(end):
        band = {"kind": "band", "at": "near.knee", "to": end}
        return render({"frames": [{"hold": [band]}]}).count(PALETTES["colour"]["halo"])

    assert edges("far.knee") == edges("far.ankle") + 1 == edges([40, 20]) + 1
