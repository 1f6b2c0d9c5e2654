"""Taking an exercise off the list of what the patient wants."""

import pytest

from tests.factories import ItemFactory, RequestFactory
from tests.programs.steps import LiveStep, post


@pytest.fixture
def row(draft):
    return RequestFactory(program=draft)


class TestRequestWithdraw(LiveStep):
    name = "request-withdraw"


def test_the_wish_is_gone(row, draft, physio, client_for):
    post(client_for(physio), "request-withdraw", row)
    assert not draft.requests.exists()


def test_an_exercise_that_came_from_it_stays(row, draft, physio, client_for):
    ItemFactory(program=draft, slug="goblet-squat", request=row)
    post(client_for(physio), "request-withdraw", row)
    assert draft.items.get().request is None
