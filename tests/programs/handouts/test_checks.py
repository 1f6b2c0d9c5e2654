"""The panel before printing: a pure reading of the snapshot."""

import copy
from dataclasses import asdict

import pytest

from programs.handouts.checks import checks
from programs.handouts.variant import Variant
from tests.programs.handouts.languages import stand_in


def line(snapshot, label, **changes):
    found = checks(snapshot, Variant(**changes))
    return next(one for one in found.lines if one.label == label)


def item(snapshot, number, **changes):
    return checks(snapshot, Variant(**changes)).items[number - 1]


def test_a_plain_program_has_no_hints(snapshot):
    lines = checks(snapshot, Variant(), pages=14).lines
    assert [(one.label, one.hint) for one in lines if one.hint] == []
    assert [one.label for one in lines] == [
        "Pages",
        "Reading level",
        "Exercises",
        "Time",
        "Pictures and texts",
    ]
    assert (lines[0].value, lines[3].value) == ("14", "about 35 minutes each time")


def test_before_the_first_print_the_pages_are_about_right(snapshot, printed, printed_large):
    for made, variant in ((printed, Variant()), (printed_large, Variant("letter", "large", "mono"))):
        said = line(snapshot, "Pages", **asdict(variant)).value
        about, _, rest = said.removeprefix("about ").partition(";")
        assert rest == " counted when it is first printed"
        assert int(about) == pytest.approx(len(made.pages), rel=0.15)


def test_the_short_plan_does_not_promise_one_page(snapshot):
    said = line(snapshot, "Pages", extent="fridge").value
    assert said == "1, or 2 where it does not fit; counted when it is first printed"


def test_the_reading_level_is_that_of_the_paper(snapshot):
    assert float(line(snapshot, "Reading level").value.rpartition(" ")[2]) < 6


def test_more_than_five_leg_exercises_are_hinted_at(snapshot):
    legs = next(part for part in snapshot["sections"] if part["section"] == "main")
    legs["items"] = [copy.deepcopy(legs["items"][0]) for _ in range(6)]
    assert "6 are in the leg part" in line(snapshot, "Exercises").hint
    legs["items"] = legs["items"][:5]
    assert line(snapshot, "Exercises").hint == ""


def test_a_missing_picture_is_named(snapshot):
    first = snapshot["sections"][0]["items"][0]
    first["pose"] = {}
    assert line(snapshot, "Pictures and texts").hint.startswith(f"{first['text']['name']}: no picture")


def test_a_language_that_is_not_complete_is_named(snapshot, monkeypatch, tmp_path):
    snapshot |= {"schema": 2, "translations": {}, "untranslated": {"de": ["A", "B", "C", "D"]}}
    for _ in stand_in(monkeypatch, tmp_path, {"de": {"name": "Deutsch"}}):
        assert line(snapshot, "Deutsch").hint == "No translation yet of A, B, C and 1 more."


def test_all_sixteen_items_are_there(snapshot):
    assert [one.number for one in checks(snapshot, Variant()).items] == list(range(1, 17))


def test_a_full_report_is_counted(snapshot):
    for part in snapshot["sections"]:
        for one in part["items"]:
            one["shown_in_clinic"] = True
    assert checks(snapshot, Variant()).filled == 16
    assert checks(snapshot, Variant()).missing == []


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (2, lambda one: one["clinician"].update(qualification="", registration="")),
        (3, lambda one: one["case"].update(setting="")),
        (4, lambda one: one["case"].update(supervision="")),
        (5, lambda one: one["program"].update(training_days=[])),
        (6, lambda one: one["case"].update(goal="")),
        (7, lambda one: one["sections"][0]["items"][0]["weeks"][0].update(step="")),
        (8, lambda one: one["sections"][0]["items"][0].update(pose={})),
        (11, lambda one: one.update(stop_symptoms=[])),
        (13, lambda one: one["sections"][0]["items"][0].update(days_per_week=0)),
        (14, lambda one: one["case"].update(conditions=[])),
        (15, lambda one: one["sections"][0]["items"][0].update(weeks=[])),
        (16, lambda one: one["sections"][0]["items"][0].update(shown_in_clinic=False)),
    ],
)
def test_what_is_not_told_is_named(snapshot, number, change):
    change(snapshot)
    found = item(snapshot, number)
    assert not found.is_filled
    assert found.missing


def test_without_the_good_to_know_pages_only_exercise_is_given(snapshot):
    assert item(snapshot, 10).is_filled
    assert not item(snapshot, 10, extent="exercises").is_filled
