"""Taking an exercise out of the programme."""

import pytest

from programs.models import ExerciseRequest, WeekDose
from tests.factories import RequestFactory
from tests.programs.steps import LiveStep, post


@pytest.fixture
def row(item):
    return item


class TestItemRemove(LiveStep):
    name = "item-remove"


def test_the_exercise_and_its_weeks_go(row, draft, physio, client_for):
    post(client_for(physio), "item-remove", row)
    assert not draft.items.exists()
    assert not WeekDose.objects.filter(item__program=draft).exists()


def test_the_wish_it_answered_is_open_again(row, draft, physio, client_for):
    row.request = RequestFactory(program=draft, slug="leg-press", state=ExerciseRequest.State.INCLUDED)
    row.save()
    post(client_for(physio), "item-remove", row)
    assert draft.requests.get().state == ExerciseRequest.State.OPEN
