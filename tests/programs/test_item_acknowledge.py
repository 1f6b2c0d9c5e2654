"""Ticking the cautions of an exercise as read."""

import pytest

from programs.review import review
from tests.factories import ItemFactory
from tests.programs.steps import LiveStep, post, text_of


@pytest.fixture
def row(draft):
    return ItemFactory(program=draft, slug="romanian-deadlift")


@pytest.fixture
def data(row, draft):
    (judged,) = review(draft).items
    return {"rule": sorted(judged.unread)}


class TestItemAcknowledge(LiveStep):
    name = "item-acknowledge"


def test_nothing_is_left_to_read(row, data, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, **data)
    assert review(draft).items[0].unread == frozenset()


def test_the_tick_has_a_name_and_a_time(row, data, physio, client_for, today):
    post(client_for(physio), "item-acknowledge", row, **data)
    row.refresh_from_db()
    assert (row.acknowledged_by, row.acknowledged_at.date()) == (physio, today)


def test_the_builder_shows_who_has_read_them(row, data, physio, client_for):
    page = text_of(post(client_for(physio), "item-acknowledge", row, htmx=True, **data))
    assert "Read by Anna Berg" in page
    assert "I have read this and go on with care" not in page


def test_the_tick_can_be_taken_back(row, data, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, **data)
    post(client_for(physio), "item-acknowledge", row)
    row.refresh_from_db()
    assert (row.acknowledged_rules, row.acknowledged_by, row.acknowledged_at) == ([], None, None)


def test_ticking_one_caution_does_not_tick_another(row, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, rule=["some-other-rule"])
    assert review(draft).items[0].unread
