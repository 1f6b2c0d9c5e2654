"""The pictures show what the words tell: whoever is told to hold on holds on."""

import json
import re
from pathlib import Path

import pytest

from exercises.figures.geometry import segment_distance
from exercises.figures.props import surfaces
from exercises.figures.render import merged_frames, solve

from .poses import POSES

TEXT = Path(__file__).resolve().parents[3] / "fixtures" / "text" / "en"
HOLD_ON = re.compile(
    r"\bHold (?:the rail|a rail|a firm chair|on|on to it|on with \w+ hands?)(?: or firm chair)?\."
)
GRIP = 1.5


def _setup(slug):
    return json.loads((TEXT / f"{slug}.json").read_text())["setup"]


HELD = [slug for slug in POSES if HOLD_ON.search(_setup(slug))]


def test_some_are_told_to_hold_on():
    assert HELD


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
