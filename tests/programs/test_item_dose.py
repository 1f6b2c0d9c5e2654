"""Changing how much of an exercise."""

from decimal import Decimal

import pytest

from tests.factories import WeekDoseFactory
from tests.programs.steps import LiveStep, content_of, mark_issued, post, said, text_of


@pytest.fixture
def row(item):
    return item


@pytest.fixture
def data():
    return {
        "sets": "3",
        "reps": "12",
        "hold_s": "",
        "minutes": "",
        "load_kg": "40",
        "rest_s": "90",
        "rpe": "6",
        "days_per_week": "2",
        "load_increment_kg": "5",
        "percent_1rm": "",
        "note": "",
    }


class TestItemDose(LiveStep):
    name = "item-dose"


def test_the_dose_is_saved(row, data, physio, client_for):
    post(client_for(physio), "item-dose", row, **data)
    row.refresh_from_db()
    assert (row.sets, row.reps, row.load_kg, row.days_per_week) == (3, 12, Decimal(40), 2)


@pytest.mark.parametrize(("before", "is_chosen"), [(2, True), (3, False)])
def test_sets_count_as_chosen_only_where_they_were_changed(before, is_chosen, row, data, physio, client_for):
    type(row).objects.filter(pk=row.pk).update(sets=before)
    post(client_for(physio), "item-dose", row, **data)
    row.refresh_from_db()
    assert (row.sets, row.sets_by_hand) == (3, is_chosen)


def test_the_weeks_are_planned_from_it(row, data, physio, client_for):
    post(client_for(physio), "item-dose", row, **data)
    first = row.week_doses.get(week=1)
    assert (first.sets, first.reps, first.load_kg) == (3, 12, Decimal(40))


def test_weeks_set_by_hand_stay(row, data, physio, client_for):
    row.week_doses.all().delete()
    WeekDoseFactory(item=row, week=2, sets=5, reps=5)
    post(client_for(physio), "item-dose", row, **data)
    pinned = row.week_doses.get(week=2)
    assert (pinned.sets, pinned.reps, pinned.is_pinned) == (5, 5, True)


def test_the_plan_may_be_allowed_to_move_on_to_a_harder_form(row, data, physio, client_for):
    post(client_for(physio), "item-dose", row, **data, allow_harder="on", shown_in_clinic="on")
    row.refresh_from_db()
    assert (row.allow_harder, row.shown_in_clinic) == (True, True)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reps": ""}, "nobody knows how much to do"),
        ({"sets": "0"}, "greater than or equal to 1"),
        ({"sets": "11"}, "less than or equal to 10"),
        ({"rpe": "0"}, "greater than or equal to 1"),
        ({"rpe": "8"}, "At most 7 under this programme’s pain light"),
        ({"minutes": "5"}, "Give either minutes, or times and a hold"),
        ({"load_kg": "-1"}, "greater than or equal to 0"),
        ({"load_kg": "a lot"}, "Enter a number"),
        ({"note": "\u202eback"}, "U+202E"),
    ],
)
def test_a_dose_that_cannot_be_meant_is_asked_for_again(wrong, words, row, data, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "item-dose", row, **data | wrong)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert content_of(draft) == before


def test_what_was_typed_is_kept(row, data, physio, client_for):
    answer = post(client_for(physio), "item-dose", row, **data | {"reps": "", "load_kg": "37.25"})
    assert 'value="37.25"' in text_of(answer)


def test_htmx_gets_a_wrong_dose_back_in_the_builder(row, data, physio, client_for):
    answer = post(client_for(physio), "item-dose", row, htmx=True, **data | {"reps": ""})
    assert answer.status_code == 422
    assert answer.content.strip().startswith(b'<div id="builder"')


def test_a_wrong_dose_opens_no_issued_program(row, data, draft, physio, client_for):
    mark_issued(draft)
    answer = post(client_for(physio), "item-dose", row, **data | {"reps": ""})
    assert answer.status_code == 302
    assert "has been issued and no longer changes" in said(answer)[0]
