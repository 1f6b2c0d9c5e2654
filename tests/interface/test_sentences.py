"""Lists in sentences, and sentences of ours that records keep."""

import re

import pytest
from django.utils import translation

from exercises import reasons
from exercises.pose_words import finding_in_words
from programs import step_words
from tests.interface.marked import LETTER, unmarked
from text.kept import said_again
from text.lists import all_of, any_of, listed


@pytest.mark.parametrize(
    ("items", "everything", "one_of_them", "open_list"),
    [
        ([], "", "", ""),
        (["a"], "a", "a", "a"),
        (["a", "b"], "a and b", "a or b", "a, b"),
        (["a", "b", "c"], "a, b and c", "a, b or c", "a, b, c"),
        (["50%", "%(last)s", 3], "50%, %(last)s and 3", "50%, %(last)s or 3", "50%, %(last)s, 3"),
    ],
)
def test_a_list_is_joined_as_people_say_it(items, everything, one_of_them, open_list):
    assert (all_of(items), any_of(items), listed(items)) == (everything, one_of_them, open_list)


def test_a_list_may_come_from_anywhere():
    assert all_of(name for name in ("a", "b")) == "a and b"


def test_the_translator_says_where_the_last_word_stands(marked_language):
    assert all_of(["a", "b"]) == "a« and »b"


PATTERNS = ["Moved %(what)s up", "Moved %(what)s", "%(why)s (taken over by %(who)s)"]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("Moved Leg press (50%) up", "«Moved »Leg press (50%)« up»"),
        ("Moved Leg press", "«Moved »Leg press"),
        ("New rests (taken over by Jo)", "New rests« (taken over by »Jo)"),
        ("Removed leg press", "Removed leg press"),
        ("Moved a\nb", "«Moved »a\nb"),
        ("", ""),
    ],
)
def test_what_a_record_keeps_is_said_again(kept, said, marked_language):
    assert said_again(kept, PATTERNS) == said


def test_in_english_it_reads_as_it_was_kept():
    with translation.override("en-gb"):
        assert said_again("Moved Leg press up", PATTERNS) == "Moved Leg press up"


def test_a_code_in_it_is_called_by_its_name(marked_language):
    assert (
        said_again("Edited: dose", ["Edited: %(part)s"], part={"dose": "Usual dose"})
        == "«Edited: »Usual dose"
    )


KEPT = [step_words, reasons]


def kept_sentences(module):
    return {value for name, value in vars(module).items() if name.isupper() and isinstance(value, str)}


@pytest.mark.parametrize("module", KEPT)
def test_every_sentence_of_ours_is_said_again_and_none_hides_another(module, marked_language):
    assert kept_sentences(module) == set(module.PATTERNS)
    for pattern in module.PATTERNS:
        filled = re.sub(r"%\(\w+\)s", "A squat", pattern)
        said = re.findall(r"\w+", unmarked(module.in_words(filled)))
        assert said == ["A", "squat"] * pattern.count("%(")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "near hip 150 outside -35..140",
            "the near hip is at 150°, but this joint only goes from -35° to 140°.",
        ),
        (
            "far hand misses its target by 3.2",
            "the far hand misses its target by 3.2 (the body is 100 tall).",
        ),
        (
            "left toe lies 2.1 under the floor",
            "the left toe lies 2.1 under the floor (the body is 100 tall).",
        ),
        (
            "nothing of the body touches a support (nearest 9.0)",
            "nothing of the body touches a support (nearest 9.0).",
        ),
        (
            "spine rounded by 30 although it should stay neutral",
            "spine rounded by 30 although it should stay neutral.",
        ),
    ],
)
def test_what_the_pose_lint_finds_is_a_sentence(line, said, request):
    assert finding_in_words(f"figure frame 2: {line}") == f"Finish: {said}"
    request.getfixturevalue("marked_language")
    assert not LETTER.search(unmarked(finding_in_words(f"figure frame 3: {line}")))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hardly moves (0.4)", "The figure hardly moves (0.4)."),
        ("has no arrow", "The figure has no arrow."),
    ],
)
def test_what_it_finds_of_the_whole_figure_too(line, said, request):
    assert finding_in_words(f"figure: {line}") == said
    request.getfixturevalue("marked_language")
    assert not LETTER.search(unmarked(finding_in_words(f"figure: {line}")))
