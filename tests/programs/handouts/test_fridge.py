"""The one page for the fridge, and the handout without its good-to-know pages."""

import copy

import pytest

from programs.handouts.presenter import Handout
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from tests.programs.handouts.conftest import SAMPLE
from tests.programs.handouts.reading import Printed, squeezed


@pytest.fixture(scope="module")
def fridge():
    return Printed(render_pdf(copy.deepcopy(SAMPLE), Variant(extent="fridge")))


def items(snapshot):
    return [item for part in snapshot["sections"] for item in part["items"]]


def test_it_is_one_page(fridge):
    assert len(fridge.pages) == 1


def test_large_print_takes_both_sides_of_one_sheet(snapshot):
    assert render_pdf(snapshot, Variant(size="large", extent="fridge")).pages == 2


def test_it_says_whom_it_is_for_and_whom_to_call(fridge, snapshot):
    for said in (snapshot["patient"]["name"], snapshot["clinic"]["phone"], "Monday, Wednesday and Friday"):
        assert said in fridge.text


def test_it_says_when_to_stop(fridge):
    assert "Bladder or bowel control lost? Cannot pass urine?" in fridge.text
    assert "Call 112 now." in fridge.text
    assert "Stop and call 01632 960 123 if you notice:" in fridge.text
    assert "new, stronger or further down than usual" in fridge.text


def test_it_holds_the_pain_light_with_its_numbers(fridge):
    for numbers in ("Green 0 to 2", "Amber 3", "Red 4 to 10"):
        assert numbers in fridge.text


def test_every_exercise_is_there_with_a_picture(fridge, snapshot):
    assert [
        one["text"]["name"]
        for one in items(snapshot)
        if squeezed(one["text"]["name"]) not in squeezed(fridge.text)
    ] == []
    assert len(fridge.tagged("/Figure")) == len(items(snapshot))
    assert all(figure["/Alt"] for figure in fridge.tagged("/Figure"))


def test_its_weeks_are_those_of_the_whole_plan(snapshot):
    whole = Handout.from_snapshot(snapshot, Variant()).glance
    page = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge
    assert [line.row.cells for part in page.parts for line in part.lines] == [
        row.cells for table in whole.tables for row in table.rows
    ]


def test_an_unknown_stop_sign_is_never_lost(snapshot, monkeypatch):
    snapshot["case"]["has_leg_symptoms"] = False
    snapshot["stop_symptoms"].append({"id": "stop_new", "action": "stop_program"})
    words = Handout.from_snapshot(SAMPLE, Variant()).words
    sign = {"text": "A new sign.", "text_known_leg_symptoms": "A new sign.", "action": "Stop."}
    monkeypatch.setitem(words["stop"]["signs"], "stop_new", sign)
    assert Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.signs.endswith("A new sign.")


def test_many_exercises_take_more_pages_and_lose_none(snapshot):
    legs = next(part for part in snapshot["sections"] if part["section"] == "main")
    pattern = legs["items"][0]
    legs["items"] = [
        pattern | {"number": number, "variants": [], "text": pattern["text"] | {"name": f"Move {number}."}}
        for number in range(5, 45)
    ]
    for one in legs["items"]:
        one["weeks"] = [week | {"slug": one["slug"]} for week in one["weeks"]]
    printed = Printed(render_pdf(snapshot, Variant(extent="fridge")))
    assert len(printed.pages) > 1
    assert [number for number in range(5, 45) if f"Move {number}." not in printed.text] == []


def test_without_the_good_to_know_pages_the_rest_is_the_same(snapshot, printed):
    short = Printed(render_pdf(snapshot, Variant(extent="exercises")))
    assert "Good to know" not in short.text
    assert "Your log" in short.text
    assert "About this plan" in short.text
    assert 0 < len(printed.pages) - len(short.pages) < 7


def test_each_extent_has_its_own_file_name():
    names = [Variant(extent=extent).suffix for extent in ("full", "exercises", "fridge")]
    assert names == ["a4", "a4-exercises", "a4-fridge"]
