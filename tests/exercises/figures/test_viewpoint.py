"""A figure on a mat drawn as a plate is seen from above; every other figure is not."""

import pytest

from exercises.figures.viewpoint import is_seen_from_above

from .poses import POSES
from .test_lint import SQUAT

MAT = {"kind": "plate", "pts": [[-40, -4], [40, -4], [40, 104], [-40, 104]], "fill": "mat"}
LYING = {"view": "front", "base": {"trunk": 90, "pin": ["pelvis", [0, 52]]}, "frames": [{}, {}]}


def test_exactly_these_pictures_are_seen_from_above():
    assert {slug for slug, spec in POSES.items() if is_seen_from_above(spec)} == {
        "adductor-squeeze",
        "knee-rolls",
        "side-lying-quad-stretch",
        "supine-butterfly-stretch",
        "supine-glute-cross-stretch",
    }


def test_every_mat_drawn_as_a_plate_lies_under_its_figure():
    plates = {
        slug
        for slug, spec in POSES.items()
        for prop in spec.get("props", [])
        if prop["kind"] == "plate" and prop.get("fill") == "mat"
    }
    assert [slug for slug in plates if not is_seen_from_above(POSES[slug])] == []


def test_a_mat_under_the_whole_figure_is_seen_from_above():
    assert is_seen_from_above({**LYING, "props": [MAT]})
    assert is_seen_from_above({**LYING, "frames": [{"props": [MAT]}, {"props": [MAT]}]})


@pytest.mark.parametrize(
    "props",
    [
        [],
        [{**MAT, "fill": "wall"}],
        [{"kind": "plate", "pts": MAT["pts"]}],
        [{"kind": "mat", "x": [-40, 40]}],
        [{"kind": "mat3d", "x": [-40, 40], "y": [-4, 104]}],
        [{**MAT, "pts": [[-15, 82], [15, 82], [15, 101], [-15, 101]]}],
    ],
    ids=[
        "nothing",
        "a wall",
        "a plate of no kind",
        "a mat from its edge",
        "a mat in perspective",
        "a pillow",
    ],
)
def test_anything_else_behind_the_figure_is_not(props):
    assert not is_seen_from_above({**LYING, "props": props})


def test_a_mat_in_one_frame_only_is_not_enough():
    assert not is_seen_from_above({**LYING, "frames": [{"props": [MAT]}, {}]})


def test_a_figure_that_stands_on_the_floor_is_not():
    assert not is_seen_from_above(SQUAT)
