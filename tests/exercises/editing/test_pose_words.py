"""What the figures refuse, in words a librarian reads in their own language."""

import re

import pytest

from exercises.figures.schema import PoseError, validate
from exercises.pose_words import REFUSALS, refusal_in_words
from exercises.publishing import pose_findings
from tests.interface.conftest import marked_language  # noqa: F401
from tests.interface.marked import unmarked

FRAME = {"trunk": 90}
REFUSED = [
    ({"frames": []}, "“frames” must be a list with at least one position."),
    ({"frames": [FRAME], "view": "above"}, "“view” must be one of these: side, front, back."),
    ({"frames": [FRAME], "base": 3}, "In all positions (base): must be names and values in braces."),
    ({"frames": [FRAME], "props": 3}, "“props” must be a list."),
    ({"frames": [FRAME], "props": [{"kind": "sofa"}]}, "“props” has the unknown kind “sofa”."),
    ({"frames": [FRAME, {"tunk": 90}]}, "Finish: “tunk” is not a word of a pose."),
    ({"frames": [FRAME, FRAME, {"trunk": "up"}]}, "Position 3: “trunk” must be a number."),
    ({"frames": [{"leg": [90]}]}, "Start: “leg” must be two or three angles."),
    ({"frames": [{"leg": 9}]}, "Start: “leg” must be angles in brackets, or names and values in braces."),
    (
        {"frames": [{"arm": {"at": 0}}]},
        "Start: “arm.at” must be the name of a point, or two numbers in brackets.",
    ),
    ({"frames": [{"arrows": 3}]}, "Start: “arrows” must be a list of names and values in braces."),
    ({"frames": [{"arrows": [{}]}]}, "Start: an arrow needs “pts” or “track”."),
    ({"frames": [{"hold": [{"kind": "band"}]}]}, "Start: “hold” needs “at”."),
]


def refusal(spec):
    with pytest.raises(PoseError) as refused:
        validate(spec)
    return refusal_in_words(refused.value)


@pytest.mark.parametrize(("spec", "sentence"), REFUSED)
def test_a_refused_pose_is_told_in_a_sentence(spec, sentence):
    assert refusal(spec) == sentence


@pytest.mark.parametrize("spec", [spec for spec, _ in REFUSED])
def test_a_refused_pose_is_told_in_the_reader_s_language(spec, marked_language):  # noqa: F811
    words = re.findall(r"[A-Za-z]+", unmarked(refusal(spec)))
    assert not {"must", "needs", "unknown", "word", "Start", "Finish", "Position", "positions"} & {*words}


def test_every_refusal_has_been_asked_for():
    said = [sentence for _, sentence in REFUSED]
    assert len(said) == len(REFUSALS) + 1


def test_a_key_without_end_is_cut_with_a_sign():
    assert refusal({"frames": [{"x" * 500: 1}]}) == f"Start: “{'x' * 59}…” is not a word of a pose."


def test_what_cannot_be_drawn_is_told_in_a_sentence():
    for fault, name in (({"leg": {"at": "near.tail"}}, "near.sole"), ({"pin": ["wing", [0, 0]]}, "wing")):
        (found,) = pose_findings({"frames": [fault]})
        assert found.startswith(f"It cannot be drawn: the point or measure “{name}” is not there.")
