"""One row of a clearance's restrictions: read, written, refused."""

import pytest

from clinic.forms.restrictions import read, written
from clinic.vocabulary import restriction_words

KNOWN = [
    (
        "demand:axial_compression",
        "2",
        {"demand": "axial_compression", "max": 2},
        "Compression of the spine: at most 2 of 4",
    ),
    ("load_kg", "12,5 kg", {"load_kg": 12.5}, "No load above 12.5\u00a0kg"),
    ("slug", "Romanian deadlift", {"slug": "romanian-deadlift"}, "Not this exercise: romanian deadlift"),
    (
        "tag:deadlift_family",
        "",
        {"tag": "deadlift_family"},
        "None of these: Deadlifts (conventional, sumo, Romanian)",
    ),
    ("tag", "Overhead press", {"tag": "overhead_press"}, "None of these: overhead press"),
    ("position:prone", "", {"position": "prone"}, "Not in this position: lying face down"),
    ("position", "hanging", {"position": "hanging"}, "Not in this position: hanging"),
]


@pytest.mark.parametrize(("what", "limit", "restriction", "words"), KNOWN)
def test_a_row_is_read_as_a_restriction(what, limit, restriction, words):
    assert read(what, limit) == restriction


@pytest.mark.parametrize(("what", "limit", "restriction", "words"), KNOWN)
def test_a_restriction_is_said_in_words(what, limit, restriction, words):
    assert restriction_words(restriction) == words


@pytest.mark.parametrize("restriction", [one[2] for one in KNOWN])
def test_a_restriction_comes_back_from_its_row(restriction):
    boxes = written(restriction)
    assert read(boxes["what"], str(boxes.get("limit", ""))) == restriction


@pytest.mark.parametrize(
    ("what", "limit", "words"),
    [
        ("demand:impact", "4", "0 to 3"),
        ("demand:impact", "", "0 to 3"),
        ("demand:impact", "²", "0 to 3"),
        ("load_kg", "heavy", "in kg"),
        ("load_kg", "501", "0 to 500"),
        ("load_kg", "NaN", "in kg"),
        ("slug", "", "Write its name"),
        ("slug", "!!!", "Write its name"),
        ("tag:deadlift_family", "2", "needs no limit"),
    ],
)
def test_a_row_that_says_nothing_clear_is_refused(what, limit, words):
    with pytest.raises(ValueError, match=words):
        read(what, limit)
