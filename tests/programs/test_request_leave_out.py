"""Leaving out, for now, what the patient wants."""

import pytest

from programs.models import ExerciseRequest
from tests.factories import ItemFactory, RequestFactory
from tests.programs.steps import LiveStep, post, text_of


@pytest.fixture
def row(draft):
    return RequestFactory(program=draft, slug="good-morning")


class TestRequestLeaveOut(LiveStep):
    name = "request-leave-out"


def test_the_wish_is_kept_as_left_out(row, physio, client_for):
    post(client_for(physio), "request-leave-out", row)
    row.refresh_from_db()
    assert row.state == ExerciseRequest.State.LEFT_OUT


def test_what_was_given_for_it_goes(row, draft, physio, client_for):
    row.state = ExerciseRequest.State.SWAPPED
    row.save()
    ItemFactory(program=draft, request=row)
    post(client_for(physio), "request-leave-out", row)
    assert not draft.items.exists()


def test_the_builder_says_so(row, physio, client_for):
    assert "Left out for now" in text_of(post(client_for(physio), "request-leave-out", row, htmx=True))
