"""Putting a back-friendlier exercise into the programme instead of the one the patient wants."""

import pytest

from programs.models import ExerciseRequest
from programs.review import situation, start_dose
from tests.factories import RequestFactory
from tests.programs.steps import LiveStep, content_of, post, said


@pytest.fixture
def row(draft):
    return RequestFactory(program=draft, slug="good-morning")


@pytest.fixture
def offers(row, draft):
    dose = start_dose(draft, row.exercise)
    return situation(draft).swaps(row.exercise, taken=frozenset(), dose=dose).options


@pytest.fixture
def data(offers):
    return {"exercise": offers[0].slug}


class TestRequestSwap(LiveStep):
    name = "request-swap"


def test_the_offered_exercise_stands_in(row, draft, offers, data, physio, client_for):
    post(client_for(physio), "request-swap", row, **data)
    item = draft.items.get()
    assert (item.exercise.slug, item.replaces, item.request) == (offers[0].slug, row.exercise, row)
    assert item.replaces_why == offers[0].why


def test_the_dose_is_carried_over(row, draft, offers, data, physio, client_for):
    post(client_for(physio), "request-swap", row, **data)
    item, dose = draft.items.get(), offers[0].dose
    assert (item.sets, item.reps, item.hold_s, item.rest_s) == (
        dose.sets,
        dose.reps,
        dose.hold_s,
        dose.rest_s,
    )


def test_the_wish_is_marked_as_swapped(row, data, physio, client_for):
    post(client_for(physio), "request-swap", row, **data)
    row.refresh_from_db()
    assert row.state == ExerciseRequest.State.SWAPPED


def test_what_the_rules_do_not_offer_is_refused(row, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "request-swap", row, exercise="leg-press-deep-range")
    assert "is not offered in place of Good morning" in said(answer)[0]
    assert content_of(draft) == before


def test_an_unknown_exercise_is_not_found(row, physio, client_for):
    assert post(client_for(physio), "request-swap", row, exercise="no-such-exercise").status_code == 404
