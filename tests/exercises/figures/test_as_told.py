"""The pictures show what the words tell: whoever is told to hold on holds on, whoever is told to stay near a wall is near one."""

import json
import re
from pathlib import Path

import pytest

from exercises.figures.geometry import segment_distance
from exercises.figures.props import primitives, surfaces
from exercises.figures.render import merged_frames, solve

from .poses import POSES

TEXT = Path(__file__).resolve().parents[3] / "fixtures" / "text" / "en"
HOLD_ON = re.compile(
    r"\bHold (?:the rail|a rail|a firm chair|on|on to it|on with \w+ hands?)(?: or firm chair)?\."
)
NEARBY = re.compile(
    r"\b(?:[Bb]eside|near|touch|against|if you like|Hold) (?:a|an|the) (?:[\w-]+ )*?(?:wall|rail|chair|table|counter)\b"
    r"|\bchair near you\b"
)
GRIP = 1.5
# How far from the shoulder a hand gets with an arm's length and a little lean.
REACH = 45.0
UPRIGHT = {"wall", "rail", "bar", "chair"}


def _said(slug, key):
    return json.loads((TEXT / f"{slug}.json").read_text())[key]


HELD = [slug for slug in POSES if HOLD_ON.search(_said(slug, "setup"))]


NEAR = [slug for slug in POSES if NEARBY.search(_said(slug, "setup"))]


def test_some_are_told_to_hold_on():
    assert HELD
    assert set(NEAR) > {"step-up", "low-step-up", "bulgarian-split-squat", "single-leg-box-squat"}


@pytest.mark.parametrize("slug", HELD)
def test_who_is_told_to_hold_on_has_a_hand_on_the_support(slug):
    spec = POSES[slug]
    for frame in merged_frames(spec):
        pose = solve(spec, frame)
        faces = surfaces(
            [item for part in (spec, frame) for key in ("props", "over") for item in part.get(key, [])]
        )
        hands = [at for name, at in pose.points.items() if name.endswith((".hand", ".wrist"))]

        assert (
            min(segment_distance(hand, start, end) - thick for hand in hands for start, end, thick in faces)
            < GRIP
        )


@pytest.mark.parametrize("slug", NEAR)
def test_who_is_told_to_stay_near_a_support_has_one_within_reach_at_the_start(slug):
    spec = POSES[slug]
    frame = merged_frames(spec)[0]
    things = [item for part in (spec, frame) for key in ("props", "over") for item in part.get(key, [])]
    faces = surfaces([item for item in things if item["kind"] in UPRIGHT])
    pose = solve(spec, frame)
    shoulders = [at for name, at in pose.points.items() if name.endswith("shoulder")]

    assert faces
    assert (
        min(segment_distance(at, start, end) - thick for at in shoulders for start, end, thick in faces)
        < REACH
    )


def _things(slug):
    spec = POSES[slug]
    return [
        item
        for part in (spec, *merged_frames(spec))
        for key in ("props", "over")
        for item in part.get(key, [])
    ]


@pytest.mark.parametrize("slug", [slug for slug in POSES if re.search(r"\bchair\b", _said(slug, "alt"))])
def test_a_chair_that_is_described_has_a_seat(slug):
    assert "box" in {item["kind"] for item in primitives(_things(slug))}


@pytest.mark.parametrize("slug", [slug for slug in POSES if re.search(r"\brail\b", _said(slug, "alt"))])
def test_a_rail_that_is_described_is_no_chair(slug):
    assert "chair" not in {item["kind"] for item in _things(slug)}


@pytest.mark.parametrize("slug", ["leg-press", "single-leg-leg-press"])
def test_the_leg_press_bends_the_knees_first_as_its_steps_do(slug):
    start, finish = (solve(POSES[slug], frame) for frame in merged_frames(POSES[slug]))
    reach = [abs(pose["near.sole"] - pose["near.hip"]) for pose in (start, finish)]

    assert _said(slug, "steps")[1].startswith("Bend your knee")
    assert reach[0] > reach[1]


@pytest.mark.parametrize("slug", [slug for slug in POSES if "side rails" in _said(slug, "setup")])
def test_side_rails_lie_under_the_bar_at_its_lowest(slug):
    spec = POSES[slug]
    [rail] = [item["pins"] for item in spec["props"] if "pins" in item]
    bars = [
        solve(spec, frame).named(item["at"]).imag
        for frame in merged_frames(spec)
        for item in frame["hold"]
        if item["kind"] == "barbell"
    ]

    assert 3 < min(bars) - rail < 10


@pytest.mark.parametrize("slug", [slug for slug in POSES if "firm padded roller" in _said(slug, "setup")])
def test_the_roller_lies_on_the_ankles(slug):
    spec = POSES[slug]
    rollers = [item for item in spec["base"]["over"] if item["kind"] == "hub"]

    for frame in merged_frames(spec):
        ankle = solve(spec, frame)["near.ankle"]
        assert any(abs(complex(*roller["at"]) - ankle) < roller["r"] + 4 for roller in rollers)


@pytest.mark.parametrize(
    "slug", [slug for slug in POSES if any("hand with your eyes" in s for s in _said(slug, "steps"))]
)
def test_a_head_that_follows_the_hand_turns(slug):
    start, finish = merged_frames(POSES[slug])

    assert "look" not in start
    assert finish["look"] == "left"
