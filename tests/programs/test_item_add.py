"""Adding an exercise from the library to a draft."""

import pytest

from tests.factories import ItemFactory, RequestFactory
from tests.programs.steps import LiveStep, content_of, post, said


@pytest.fixture
def row(draft):
    return draft


@pytest.fixture
def data():
    return {"exercise": "leg-press"}


class TestItemAdd(LiveStep):
    name = "item-add"


@pytest.mark.parametrize(
    ("slug", "section"),
    [
        ("walking", "warm_up"),
        ("open-book", "warm_up"),
        ("bird-dog", "core"),
        ("leg-press", "main"),
        ("calf-stretch-wall", "cool_down"),
    ],
)
def test_an_exercise_stands_where_its_category_belongs(slug, section, draft, physio, client_for):
    post(client_for(physio), "item-add", draft, exercise=slug)
    assert draft.items.get().section == section


def test_a_new_exercise_comes_last(draft, physio, client_for):
    ItemFactory(program=draft, slug="goblet-squat", order=4)
    post(client_for(physio), "item-add", draft, exercise="leg-press")
    assert draft.items.get(exercise__slug="leg-press").order == 5


def test_it_starts_at_the_bottom_of_the_librarys_range(draft, physio, client_for):
    post(client_for(physio), "item-add", draft, exercise="leg-press")
    item = draft.items.get()
    assert (item.sets, item.reps, item.rpe, item.days_per_week) == (2, 10, 6, 3)


def test_its_load_is_found_in_clinic(draft, physio, client_for):
    post(client_for(physio), "item-add", draft, exercise="leg-press")
    assert draft.items.get().load_kg is None


def test_days_stay_within_what_the_library_allows(draft, physio, client_for):
    draft.training_days = ["mon"]
    draft.save()
    post(client_for(physio), "item-add", draft, exercise="romanian-deadlift")
    assert draft.items.get().days_per_week == draft.items.get().exercise.days_min


def test_an_exercise_is_given_once(item, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "item-add", draft, exercise="leg-press")
    assert said(answer) == ["Leg press (strict form) is already in the program."]
    assert content_of(draft) == before


def test_a_retired_exercise_is_not_found(draft, physio, client_for):
    exercise = ItemFactory.build(program=draft).exercise
    exercise.status = "retired"
    exercise.save()
    assert post(client_for(physio), "item-add", draft, exercise="leg-press").status_code == 404


@pytest.mark.parametrize("state", ["open", "left_out"])
def test_it_answers_the_wish_for_it(state, draft, physio, client_for):
    wish = RequestFactory(program=draft, slug="leg-press", state=state)
    client = client_for(physio)
    post(client, "item-add", draft, exercise="leg-press")
    wish.refresh_from_db()
    item = draft.items.get()
    assert (wish.state, item.request) == ("included", wish)
    post(client, "item-remove", item)
    wish.refresh_from_db()
    assert wish.state == "open"


def test_a_wish_already_swapped_keeps_its_answer(draft, physio, client_for):
    wish = RequestFactory(program=draft, slug="leg-press", state="swapped")
    ItemFactory(program=draft, slug="wall-sit", request=wish)
    post(client_for(physio), "item-add", draft, exercise="leg-press")
    wish.refresh_from_db()
    assert (wish.state, draft.items.get(exercise__slug="leg-press").request) == ("swapped", None)
