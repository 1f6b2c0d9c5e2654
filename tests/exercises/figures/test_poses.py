"""Every stored pose is well formed, passes the pose lint and draws a small clean picture."""

import re
from xml.etree import ElementTree

import pytest

from exercises.figures.lint import lint
from exercises.figures.render import frames
from exercises.figures.schema import validate

from .poses import POSES

every_pose = pytest.mark.parametrize("slug", POSES)


@every_pose
def test_spec_is_well_formed(slug):
    validate(POSES[slug], slug)


@every_pose
def test_lint_finds_nothing(slug):
    assert lint(slug, POSES[slug]) == []


@every_pose
def test_text_is_kept_out_of_the_spec(slug):
    assert not {"name", "alt"} & POSES[slug].keys()


@every_pose
@pytest.mark.parametrize("palette", ["colour", "mono"])
def test_each_frame_draws_in_both_palettes(slug, palette):
    drawn = frames(POSES[slug], palette)

    assert len(drawn) == len(POSES[slug]["frames"])
    for frame in drawn:
        ElementTree.fromstring(frame.svg)  # noqa: S314 - our own output


@every_pose
def test_pictures_hold_shapes_only(slug):
    for frame in frames(POSES[slug]):
        assert set(re.findall(r"<(\w+)", frame.svg)) <= {"svg", "path", "circle"}
        assert not re.search(r"\b(id|class|style|href|on\w+)=", frame.svg)


@every_pose
def test_mono_uses_grey_only(slug):
    for frame in frames(POSES[slug], "mono"):
        for red, green, blue in re.findall(r"#(..)(..)(..)", frame.svg):
            assert red == green == blue


@every_pose
def test_each_figure_shows_a_movement_or_a_highlight(slug):
    assert any(frame.get("arrows") or frame.get("highlight") for frame in POSES[slug]["frames"])


@every_pose
def test_all_frames_share_one_scale(slug):
    boxes = {re.search(r'viewBox="([^"]+)"', frame.svg).group(1) for frame in frames(POSES[slug])}

    assert len(boxes) == 1


def test_what_goes_to_and_fro_has_two_positions():
    moving = [spec for spec in POSES.values() if "to_and_fro" in spec]

    assert moving
    assert all(len(spec["frames"]) == 2 and spec["to_and_fro"] is True for spec in moving)


def test_pictures_are_small():
    sizes = [sum(len(frame.svg) for frame in frames(spec)) for spec in POSES.values()]

    assert sum(sizes) / len(sizes) < 9_000
    assert max(sizes) < 16_000
