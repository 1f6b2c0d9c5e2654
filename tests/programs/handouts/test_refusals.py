"""What is missing means no PDF and a sentence that says what to do."""

import logging

import pytest

from programs.handouts import render
from programs.handouts.errors import HandoutError, RenderFailed
from programs.handouts.presenter import Handout
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from programs.handouts.watch import no_complaints


def refusal(snapshot, variant=None):
    with pytest.raises(RenderFailed) as caught:
        render_pdf(snapshot, variant or Variant())
    return str(caught.value)


def second(snapshot):
    return snapshot["sections"][0]["items"][1]


@pytest.mark.parametrize(
    "key", ["name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt"]
)
def test_a_missing_text_names_the_exercise(small, key):
    second(small)["text"][key] = [] if key == "steps" else ""
    message = refusal(small)
    assert message.startswith("Exercise 2, “")
    assert f"has no {key.replace('_', ' ')} text" in message


def test_a_missing_picture_names_the_exercise(small):
    second(small)["pose"] = {}
    assert refusal(small).startswith("Exercise 2, “Cat-camel on hands and knees”, has no picture")


def test_a_broken_picture_names_the_exercise(small):
    second(small)["pose"] = {"frames": ["nonsense"]}
    assert "The picture of Exercise 2, “Cat-camel on hands and knees”, cannot be drawn" in refusal(small)


def test_a_missing_letter_names_the_exercise_and_the_letter(small):
    second(small)["note"] = "Do it with 楽"
    assert refusal(small).startswith("Exercise 2, “Cat-camel on hands and knees”, uses “楽”")


def test_a_missing_letter_elsewhere_is_named(small):
    small["case"]["goal"] = "Dance 💃"
    assert "The program uses “💃”" in refusal(small)


def test_another_language_than_the_texts_is_refused(small):
    second(small)["text"]["language"] = "de"
    assert "is written in “de”, the handout in “en”" in refusal(small)


def test_a_week_without_an_amount_is_refused(small):
    second(small)["weeks"][1]["reps"] = None
    assert "has no amount in week 2" in refusal(small)


def test_a_later_form_without_words_is_refused(small):
    second(small)["weeks"][1]["slug"] = "another-form"
    assert "moves on to “another-form” but has no text for it" in refusal(small)


@pytest.mark.parametrize(
    ("part", "key", "word"),
    [
        ("clinic", "phone", "phone"),
        ("clinic", "emergency_number", "emergency"),
        ("patient", "name", "patient"),
    ],
)
def test_what_the_patient_needs_in_need_is_asked_for(small, part, key, word):
    small[part][key] = ""
    assert word in refusal(small)


def test_no_exercises_is_refused(small):
    small["sections"] = [{"section": "main", "items": []}]
    assert refusal(small) == "The program has no exercises: add at least one, then issue it."


def test_no_emergency_sign_is_refused(small):
    small["stop_symptoms"] = small["stop_symptoms"][1:]
    assert "lack the emergency sign" in refusal(small)


@pytest.mark.parametrize("damaged", [None, {}, {"schema": 99}])
def test_something_that_is_no_snapshot_is_refused(damaged):
    assert "issue a new version" in refusal(damaged)


def test_an_unknown_language_is_refused(small):
    assert "There is no handout text in the language “xx”" in refusal(small, Variant(language="xx"))


def test_an_unknown_paper_is_refused():
    with pytest.raises(HandoutError, match="choose one of a4, letter"):
        Variant(paper="a5")


@pytest.mark.parametrize(
    ("level", "message"),
    [(logging.ERROR, "Failed to load image"), (logging.WARNING, ".notdef glyph rendered")],
)
def test_a_complaint_of_the_layout_engine_fails_the_render(level, message):
    with pytest.raises(RenderFailed, match="No PDF was made"), no_complaints():
        logging.getLogger("weasyprint").log(level, message)


def test_a_picture_the_page_asks_for_but_has_not_fails_the_render(small, monkeypatch):
    monkeypatch.setattr(Handout, "pictures", [])
    assert "which is not one of its own files. No PDF was made" in refusal(small)


def test_a_font_of_the_machine_fails_the_render(small, monkeypatch):
    monkeypatch.setattr(render.fonts, "families", lambda: ("Noto Sans LatinExt",))
    assert "is not one of ours" in refusal(small)


def test_a_start_at_the_end_of_the_calendar(small):
    small["program"]["starts_on"] = "9999-12-28"
    assert "a program that starts on 28-Dec-9999: issue a new version with the right first day" in refusal(
        small
    )
