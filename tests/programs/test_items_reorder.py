"""Putting a section's exercises into the order left by dragging."""

import pytest

from tests.factories import ItemFactory
from tests.programs.steps import LiveStep, content_of, post, said, slugs_of


@pytest.fixture
def items(draft):
    return [ItemFactory(program=draft, slug=slug) for slug in ("goblet-squat", "leg-press", "leg-extension")]


@pytest.fixture
def row(draft, items):
    return draft


@pytest.fixture
def data(items):
    return {"section": "main", "item": [item.pk for item in reversed(items)]}


class TestItemsReorder(LiveStep):
    name = "items-reorder"


def test_the_section_stands_in_the_new_order(row, data, physio, client_for):
    post(client_for(physio), "items-reorder", row, **data)
    assert slugs_of(row) == ["leg-extension", "leg-press", "goblet-squat"]


def one_missing(items, draft):
    return [items[0].pk, items[1].pk]


def one_strange(items, draft):
    return [*(item.pk for item in items), items[-1].pk + 1000]


def one_of_another_section(items, draft):
    return [*(item.pk for item in items), ItemFactory(program=draft, slug="walking").pk]


def one_named_twice(items, draft):
    return [*(item.pk for item in items), items[0].pk]


def one_no_number(items, draft):
    return [*(item.pk for item in items[1:]), "9" * 5000]


@pytest.mark.parametrize(
    "wrong", [one_no_number, one_missing, one_strange, one_of_another_section, one_named_twice]
)
def test_an_order_of_other_exercises_is_refused(wrong, items, row, physio, client_for):
    ids, before = wrong(items, row), content_of(row)
    answer = post(client_for(physio), "items-reorder", row, section="main", item=ids)
    assert said(answer) == ["The order named other exercises than the program holds. Nothing was changed."]
    assert content_of(row) == before


@pytest.mark.parametrize("section", ["", "elsewhere"])
def test_a_section_that_is_none_is_refused(section, row, physio, client_for):
    before = content_of(row)
    answer = post(client_for(physio), "items-reorder", row, section=section)
    assert said(answer)
    assert content_of(row) == before
