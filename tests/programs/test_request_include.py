"""Putting what the patient wants into the programme as it is."""

import pytest

from programs.models import ExerciseRequest
from tests.factories import ItemFactory, RequestFactory
from tests.programs.steps import LiveStep, content_of, post, said


@pytest.fixture
def row(draft):
    return RequestFactory(program=draft)


class TestRequestInclude(LiveStep):
    name = "request-include"


def test_the_exercise_starts_with_a_cautious_dose(row, draft, physio, client_for):
    post(client_for(physio), "request-include", row)
    item = draft.items.get()
    assert (item.exercise, item.request, item.section) == (row.exercise, row, "main")
    assert (item.sets, item.reps, item.rpe, item.load_kg) == (2, 8, 6, None)


def test_the_wish_is_marked_as_given(row, physio, client_for):
    post(client_for(physio), "request-include", row)
    row.refresh_from_db()
    assert row.state == ExerciseRequest.State.INCLUDED


def test_its_weeks_are_planned_at_once(row, draft, physio, client_for):
    post(client_for(physio), "request-include", row)
    assert draft.items.get().week_doses.count() == draft.weeks


def test_a_wish_is_dealt_with_once(row, draft, physio, client_for):
    row.state = ExerciseRequest.State.SWAPPED
    row.save()
    before = content_of(draft)
    answer = post(client_for(physio), "request-include", row)
    assert said(answer)[0].startswith("Goblet squat has already been dealt with.")
    assert content_of(draft) == before


def test_an_exercise_is_given_once(row, draft, physio, client_for):
    ItemFactory(program=draft, slug="goblet-squat")
    answer = post(client_for(physio), "request-include", row)
    assert said(answer) == ["Goblet squat is already in the program."]
    assert draft.items.count() == 1
