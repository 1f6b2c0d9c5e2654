"""Moving an exercise one place up or down."""

import pytest

from tests.factories import ItemFactory
from tests.programs.steps import LiveStep, post, slugs_of

SQUAT, PRESS, BRIDGE = "goblet-squat", "leg-press", "glute-bridge"


@pytest.fixture
def items(draft):
    return {slug: ItemFactory(program=draft, slug=slug, section="main") for slug in (SQUAT, PRESS, BRIDGE)}


@pytest.fixture
def row(items):
    return items[PRESS]


@pytest.fixture
def data():
    return {"direction": "up"}


class TestItemMove(LiveStep):
    name = "item-move"


@pytest.mark.parametrize(
    ("slug", "direction", "order"),
    [
        (PRESS, "up", [PRESS, SQUAT, BRIDGE]),
        (PRESS, "down", [SQUAT, BRIDGE, PRESS]),
        (SQUAT, "up", [SQUAT, PRESS, BRIDGE]),
        (BRIDGE, "down", [SQUAT, PRESS, BRIDGE]),
    ],
)
def test_it_changes_places_with_its_neighbour(slug, direction, order, items, draft, physio, client_for):
    post(client_for(physio), "item-move", items[slug], direction=direction)
    assert slugs_of(draft) == order


def test_gaps_and_doubles_in_the_numbers_do_not_matter(items, draft, physio, client_for):
    draft.items.update(order=7)
    post(client_for(physio), "item-move", items[BRIDGE], direction="up")
    assert slugs_of(draft) == [SQUAT, BRIDGE, PRESS]


def test_other_sections_stay_as_they_are(items, draft, physio, client_for):
    ItemFactory(program=draft, slug="walking")
    post(client_for(physio), "item-move", items[SQUAT], direction="up")
    assert slugs_of(draft, "warm_up") == ["walking"]
