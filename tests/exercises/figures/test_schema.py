"""A wrong spec is refused with one line that names figure, frame and key."""

import pytest

from exercises.figures.schema import PoseError, validate

FRAME = {"trunk": 90}


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({}, "squat: 'frames' must be a list with at least one frame."),
        ({"frames": []}, "squat: 'frames' must be a list with at least one frame."),
        ({"frames": [FRAME], "name": "Squat"}, "squat: unknown key 'name'."),
        ({"frames": [FRAME], "view": "above"}, "squat: 'view' must be one of side, front, back."),
        (
            {"frames": [FRAME], "spine": "bent"},
            "squat: 'spine' must be one of neutral, flexed, extended, moving.",
        ),
        ({"frames": [FRAME], "props": [{"kind": "sofa"}]}, "squat: 'props' has an unknown kind 'sofa'."),
        ({"frames": [FRAME, {"tunk": 90}]}, "squat: frame 2: unknown key 'tunk'."),
        ({"frames": [{"look": "up"}]}, "squat: frame 1: 'look' must be one of left, right."),
        ({"frames": [{"trunk": "up"}]}, "squat: frame 1: 'trunk' must be a number."),
        ({"frames": [FRAME], "base": {"leg": [90]}}, "squat: base: 'leg' must be two or three angles."),
        ({"frames": [{"leg": 90}]}, "squat: frame 1: 'leg' must be angles or a mapping."),
        ({"frames": [{"leg": {"to": [0, 0]}}]}, "squat: frame 1: unknown key 'leg.to'."),
        (
            {"frames": [{"arm_near": {"at": [0]}}]},
            "squat: frame 1: 'arm_near.at' must be a point name or [x, y].",
        ),
        ({"frames": [{"pin": ["near.sole"]}]}, "squat: frame 1: 'pin' must be [point, [x, y]]."),
        ({"frames": [{"arrows": [{"w": 2}]}]}, "squat: frame 1: unknown key 'arrows.w'."),
        ({"frames": [{"arrows": [{"off": [0, 1]}]}]}, "squat: frame 1: 'arrows' needs 'pts' or 'track'."),
        (
            {"frames": [{"arrows": [{"pts": [[0, 1]]}]}]},
            "squat: frame 1: 'arrows.pts' must be a list of [x, y].",
        ),
        ({"frames": [{"hold": [{"kind": "band"}]}]}, "squat: frame 1: 'hold' needs 'at'."),
        (
            {"frames": [{"hold": [{"kind": "cat", "at": "near.hand"}]}]},
            "squat: frame 1: 'hold' has an unknown kind 'cat'.",
        ),
    ],
)
def test_a_wrong_spec_is_refused_in_one_line(spec, message):
    with pytest.raises(PoseError) as refused:
        validate(spec, "squat")

    assert str(refused.value) == message


def test_a_small_spec_is_accepted():
    validate({"frames": [{"trunk": 90, "leg": [0, 0, 0], "arrows": [{"track": "pelvis"}]}]})
