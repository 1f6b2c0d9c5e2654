"""How high the pictures of a large-print exercise may be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from programs.handouts.log import HIGHER
from programs.handouts.presenter import Handout
from programs.handouts.roominess import HEIGHTS, SMALL, lines_of, refitted
from programs.handouts.variant import Variant
from tests.programs.handouts.test_extremes import grow

LARGE = Variant(size="large", extent="exercises")
STYLES = Path(__file__).parents[3] / "static" / "css" / "handout.css"


def heights(snapshot, variant=LARGE):
    return [card.picture_height for card in Handout.from_snapshot(snapshot, variant).cards]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 5, 1), ("one", 5, 1), ("one two", 3, 2), ("overlong", 2, 1), ("a b c d", 100, 1)],
)
def test_words_are_counted_into_lines(text, width, lines):
    assert lines_of(text, width) == lines


def test_pictures_grow_where_an_exercise_leaves_room(snapshot):
    found = heights(snapshot)
    assert set(found) <= set(HEIGHTS)
    assert max(found) > HEIGHTS[0]


def test_a_longer_text_leaves_less_room(small):
    before = heights(small)[0]
    text = small["sections"][0]["items"][0]["text"]
    text["feel"] = text["feel"] * 12
    assert heights(small)[0] < before


def test_standard_print_has_its_own_size(snapshot):
    assert set(heights(snapshot, Variant(extent="exercises"))) == {0}


def test_the_style_sheet_knows_every_step():
    styles = STYLES.read_text(encoding="utf-8")
    assert [
        step for step in HEIGHTS[1:] if f".high-{step} figure img {{ max-height: {step}mm }}" not in styles
    ] == []


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_every_language_has_room(language):
    snapshot = json.loads(Path(__file__).with_name("three_languages.json").read_text(encoding="utf-8"))
    found = heights(snapshot, Variant(size="large", language=language, extent="exercises"))
    assert set(found) <= set(HEIGHTS)


def log_of(snapshot, exercises, days, size="large"):
    grow(snapshot, exercises=exercises, weeks=2)
    snapshot["program"]["training_days"] = days
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = len(days)
    return Handout.from_snapshot(snapshot, Variant(size=size, extent="exercises")).log


@pytest.mark.parametrize(
    ("exercises", "days", "size", "higher"),
    [
        (16, ["mon", "wed", "fri"], "large", 12),
        (16, ["mon", "wed", "fri"], "standard", 0),
        # Two weeks share a page.
        (6, ["mon", "thu"], "large", 0),
        # A week fills its page.
        (16, ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "large", 0),
    ],
)
def test_the_fields_of_the_log_use_the_page_of_their_week(snapshot, exercises, days, size, higher):
    assert log_of(snapshot, exercises, days, size).higher == higher


def test_the_style_sheet_knows_how_much_higher_the_fields_are():
    styles = STYLES.read_text(encoding="utf-8")
    assert [
        step
        for step in HIGHER
        if f".higher-{step} .starts .day {{ padding-block: {2 + step // 2}mm }}" not in styles
    ] == []


def test_lines_are_set_closer_before_a_picture_stays_small(snapshot):
    """Whether it is too tall for its page or only leaves too little room, a card gives up its blanks first."""
    handout = Handout.from_snapshot(snapshot, LARGE)
    handout = handout.with_cards(lambda place, card: replace(card, picture_height=HEIGHTS[0]))
    closer = refitted(handout, [0] * len(handout.cards))
    assert {(card.is_close, card.picture_height) for card in closer.cards} == {(True, HEIGHTS[0])}
    higher = refitted(closer, [SMALL - HEIGHTS[0]] * len(handout.cards))
    assert {card.picture_height for card in higher.cards} == {SMALL}
