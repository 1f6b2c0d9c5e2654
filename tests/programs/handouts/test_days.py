"""Every page that names an exercise agrees on the weekdays it is for."""

import pytest

from programs.handouts.days import said_days
from programs.handouts.errors import HandoutError
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording


def test_a_word_that_is_no_weekday_is_refused(snapshot):
    snapshot["program"]["training_days"] = ["mon", "noon"]
    with pytest.raises(HandoutError, match="“noon” is no weekday"):
        Handout.from_snapshot(snapshot, Variant())


TRAINING = {"training_days": ["mon", "wed", "fri"]}


def item_of(number, often, later=None):
    """Return an item of four weeks of a snapshot, the last two in a later form for `later` days a week."""
    variants = [] if later is None else [{"slug": "harder", "from_week": 3, "days_per_week": later}]
    slugs = ("easy", "easy", *("easy" if later is None else "harder",) * 2)
    weeks = [{"week": week, "slug": slug} for week, slug in enumerate(slugs, start=1)]
    return {"number": number, "slug": "easy", "days_per_week": often, "weeks": weeks, "variants": variants}


def handout(snapshot, often, **variant):
    assert snapshot["program"]["training_days"] == ["mon", "wed", "fri"]
    snapshot["sections"][0]["items"][0]["days_per_week"] = often
    return Handout.from_snapshot(snapshot, Variant(**variant))


@pytest.mark.parametrize(
    ("often", "said"),
    [
        (2, "2\u00a0days a week: Mon and Fri."),
        (3, "3\u00a0days a week."),
        (5, "5\u00a0days a week: Mon, Tue, Wed, Fri and Sat."),
        (7, "every day."),
    ],
)
def test_a_card_names_days_that_are_not_the_training_days(snapshot, often, said):
    assert handout(snapshot, often).cards[0].always.endswith(f". {said[:1].upper()}{said[1:]}")


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
    items = [item_of(number, days) for number, days in enumerate((often, 3, 3, often), start=1)]
    assert said_days(items, TRAINING, Wording(language)) == (said,)


@pytest.mark.parametrize(
    ("language", "often", "later", "said"),
    [
        (
            "en",
            7,
            3,
            (
                "Exercise 1 (to week\u00a02): every day.",
                "Exercise 1 (from week\u00a03): on your training days.",
            ),
        ),
        (
            "en",
            5,
            2,
            (
                "Exercise 1 (to week\u00a02): also on Tue and Sat.",
                "Exercise 1 (from week\u00a03): only on Mon and Fri.",
            ),
        ),
        ("de", 3, 2, ("Übung 1 (ab Woche\u00a03): nur am Mo und Fr.",)),
        (
            "de",
            7,
            3,
            ("Übung 1 (bis Woche\u00a02): jeden Tag.", "Übung 1 (ab Woche\u00a03): an Ihren Trainingstagen."),
        ),
        ("en", 2, 2, ("Exercise 1: only on Mon and Fri.",)),
    ],
)
def test_a_later_form_with_other_days_has_its_own_sentence(language, often, later, said):
    assert said_days([item_of(1, often, later)], TRAINING, Wording(language)) == said


def test_forms_of_schemas_one_to_five_have_the_days_of_the_first():
    item = item_of(1, 2, 3)
    del item["variants"][0]["days_per_week"]
    assert said_days([item], TRAINING, Wording("en")) == ("Exercise 1: only on Mon and Fri.",)


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


@pytest.fixture
def two_forms(snapshot):
    """Return a snapshot whose exercise 5 is for every day and moves on to a form for two days a week."""
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 3
    item = next(one for part in snapshot["sections"] for one in part["items"] if one["variants"])
    item["days_per_week"] = 7
    item["variants"][0]["days_per_week"] = 2
    return snapshot, item


def test_the_log_says_what_a_missing_box_means_only_where_one_is_missing(snapshot):
    said = "No box for an exercise?"
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 3
    everywhere = Handout.from_snapshot(snapshot, Variant())
    assert (everywhere.log.has_gaps, said in render_body(everywhere)) == (False, False)
    with_gaps = handout(snapshot, 2)
    assert (with_gaps.log.has_gaps, said in render_body(with_gaps)) == (True, True)


def test_each_form_has_a_card_with_its_own_days(two_forms):
    snapshot, item = two_forms
    cards = [
        card for card in Handout.from_snapshot(snapshot, Variant()).cards if card.number == item["number"]
    ]
    assert [card.always.rpartition("of\u00a010. ")[2] for card in cards] == [
        "Every day.",
        "2\u00a0days a week: Mon and Fri.",
    ]


def test_the_boxes_of_the_log_follow_the_form_of_the_week(two_forms):
    snapshot, item = two_forms
    number, starts = str(item["number"]), item["variants"][0]["from_week"]
    printed = Handout.from_snapshot(snapshot, Variant())
    for week, drawn in enumerate(printed.log.weeks, start=1):
        boxes = {day.day: day.boxes.alt.removeprefix("Done: ").split(", ") for day in drawn.days}
        due = {day for day, labels in boxes.items() if number in [label.rstrip("LR ") for label in labels]}
        assert due == ({"Mon", "Fri"} if week >= starts else {"Mon", "Wed", "Fri"})
    assert {day.boxes.svg for week in printed.log.weeks for day in week.days} == {
        picture.svg for picture in printed.log.boxes
    }


def test_a_training_day_on_which_everything_rests_has_no_line(snapshot):
    for item in (item for part in snapshot["sections"] for item in part["items"]):
        item["days_per_week"] = 2
    assert {day.day for week in handout(snapshot, 2).log.weeks for day in week.days} == {"Mon", "Fri"}


def test_the_log_says_that_other_days_are_not_written_down(snapshot):
    assert (
        handout(snapshot, 5).log.other_days
        == "There is no line for Tue and Sat. Your morning number goes with the day before."
    )
