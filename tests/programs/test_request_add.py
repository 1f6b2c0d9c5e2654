"""Putting an exercise on the list of what the patient wants."""

import pytest

from programs.models import ExerciseRequest
from tests.factories import RequestFactory
from tests.programs.steps import LiveStep, post, said, text_of


@pytest.fixture
def row(draft):
    return draft


@pytest.fixture
def data():
    return {"exercise": "good-morning"}


class TestRequestAdd(LiveStep):
    name = "request-add"


def test_the_wish_waits_for_a_decision(row, data, physio, client_for):
    post(client_for(physio), "request-add", row, **data)
    wish = row.requests.get()
    assert (wish.exercise.slug, wish.state, wish.order) == ("good-morning", ExerciseRequest.State.OPEN, 1)


def test_an_exercise_is_asked_for_once(row, data, physio, client_for):
    RequestFactory(program=row, slug="good-morning")
    answer = post(client_for(physio), "request-add", row, **data)
    assert said(answer) == ["Good morning (barbell) is already on the list."]
    assert row.requests.count() == 1


def test_an_unsuitable_wish_is_shown_with_its_reason_and_swaps(row, data, physio, client_for):
    page = text_of(post(client_for(physio), "request-add", row, htmx=True, **data))
    assert "Leave out for now" in page
    assert "Put in the programme" not in page
    assert "Back-friendly swaps" in page


@pytest.mark.parametrize("slug", ["", "no-such-exercise"])
def test_an_unknown_exercise_is_not_found(slug, row, physio, client_for):
    assert post(client_for(physio), "request-add", row, exercise=slug).status_code == 404
