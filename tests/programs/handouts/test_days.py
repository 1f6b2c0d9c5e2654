"""Every page that names an exercise agrees on the weekdays it is for."""

import pytest

from programs.handouts.days import said_days
from programs.handouts.errors import HandoutError
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording


def test_a_word_that_is_no_weekday_is_refused(snapshot):
    snapshot["program"]["training_days"] = ["mon", "noon"]
    with pytest.raises(HandoutError, match="“noon” is no weekday"):
        Handout.from_snapshot(snapshot, Variant())


def handout(snapshot, often, **variant):
    assert snapshot["program"]["training_days"] == ["mon", "wed", "fri"]
    snapshot["sections"][0]["items"][0]["days_per_week"] = often
    return Handout.from_snapshot(snapshot, Variant(**variant))


@pytest.mark.parametrize(
    ("often", "said"),
    [
        (2, "2 days a week: Mon and Fri."),
        (3, "3 days a week."),
        (5, "5 days a week: Mon, Tue, Wed, Fri and Sat."),
        (7, "every day."),
    ],
)
def test_a_card_names_days_that_are_not_the_training_days(snapshot, often, said):
    assert handout(snapshot, often).cards[0].always.endswith(f", {said}")


@pytest.mark.parametrize("extent", ["full", "fridge"])
def test_page_one_and_the_page_for_the_fridge_say_so_with_the_order(snapshot, extent):
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 3
    assert handout(snapshot, 2, extent=extent).glance.days == ("Exercise 1: only on Mon and Fri.",)


@pytest.mark.parametrize(
    ("language", "often", "said"),
    [
        ("en", 5, "Exercises 1 and 4: also on Tue and Sat."),
        ("en", 7, "Exercises 1 and 4: every day."),
        ("de", 2, "Übungen 1 und 4: nur am Mo und Fr."),
        ("de", 5, "Übungen 1 und 4: auch am Di und Sa."),
        ("de", 7, "Übungen 1 und 4: jeden Tag."),
    ],
)
def test_exercises_of_the_same_days_share_a_sentence(language, often, said):
    items = [
        {"number": number, "days_per_week": days} for number, days in enumerate((often, 3, 3, often), start=1)
    ]
    program = {"training_days": ["mon", "wed", "fri"]}
    assert said_days(items, program, Wording(language)) == (said,)


def test_nothing_is_said_where_every_exercise_is_for_every_training_day(snapshot):
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 3
    printed = handout(snapshot, 3)
    assert printed.glance.days == ()
    assert printed.log.other_days == ""
    assert len(printed.log.boxes) == 1


def test_the_log_has_no_box_on_a_day_on_which_the_exercise_rests(snapshot):
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 3
    for week in handout(snapshot, 2).log.weeks:
        ticked = {day.day: day.boxes.alt.removeprefix("Done: ").split(", ") for day in week.days}
        assert ticked["Wed"] == [label for label in ticked["Mon"] if label != "1"]
        assert ticked["Fri"] == ticked["Mon"]
        assert ticked["Mon"][0] == "1"


def test_a_training_day_on_which_everything_rests_has_no_line(snapshot):
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 2
    assert {day.day for week in handout(snapshot, 2).log.weeks for day in week.days} == {"Mon", "Fri"}


def test_the_log_says_that_other_days_are_not_written_down(snapshot):
    assert handout(snapshot, 5).log.other_days == "On Tue and Sat you write nothing here."
