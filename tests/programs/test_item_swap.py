"""Swapping an exercise that is already in the programme."""

import pytest

from exercises.models import Exercise
from programs.models import ExerciseRequest
from tests.factories import ItemFactory, RequestFactory
from tests.programs.steps import LiveStep, content_of, post, said, text_of


@pytest.fixture
def row(draft):
    return ItemFactory(program=draft, slug="lying-leg-curl", order=3, note="Slowly")


@pytest.fixture
def data():
    return {"exercise": "seated-leg-curl"}


class TestItemSwap(LiveStep):
    name = "item-swap"


def test_the_other_exercise_takes_its_place(row, data, draft, physio, client_for):
    post(client_for(physio), "item-swap", row, **data)
    item = draft.items.get()
    assert (item.exercise.slug, item.section, item.order) == ("seated-leg-curl", "main", 3)


def test_the_note_to_the_patient_goes_with_the_exercise_it_was_written_for(
    row, data, draft, physio, client_for
):
    post(client_for(physio), "item-swap", row, **data)
    assert draft.items.get().note == ""


def test_it_says_what_it_stands_for(row, data, draft, physio, client_for):
    post(client_for(physio), "item-swap", row, **data)
    assert draft.items.get().replaces == row.exercise
    assert draft.items.get().replaces_why


def test_a_second_swap_still_stands_for_the_first_exercise(row, data, draft, physio, client_for):
    row.replaces = Exercise.objects.get(slug="nordic-hamstring-curl")
    row.save()
    post(client_for(physio), "item-swap", row, **data)
    assert draft.items.get().replaces.slug == "nordic-hamstring-curl"


def test_swapping_back_stands_for_nothing(row, draft, physio, client_for):
    row.replaces = Exercise.objects.get(slug="seated-leg-curl")
    row.save()
    post(client_for(physio), "item-swap", row, exercise="seated-leg-curl")
    assert draft.items.get().replaces is None


@pytest.mark.parametrize(
    ("wanted", "state"),
    [("lying-leg-curl", ExerciseRequest.State.SWAPPED), ("seated-leg-curl", ExerciseRequest.State.INCLUDED)],
)
def test_the_wish_says_whether_it_was_given_in_the_end(wanted, state, row, data, draft, physio, client_for):
    row.request = RequestFactory(program=draft, slug=wanted, state=ExerciseRequest.State.INCLUDED)
    row.save()
    post(client_for(physio), "item-swap", row, **data)
    assert draft.requests.get().state == state


def test_an_exercise_that_is_there_already_is_refused(row, data, draft, physio, client_for):
    ItemFactory(program=draft, slug="seated-leg-curl")
    before = content_of(draft)
    assert "is not offered" in said(post(client_for(physio), "item-swap", row, **data))[0]
    assert content_of(draft) == before


def test_what_the_rules_do_not_offer_is_refused(row, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "item-swap", row, exercise="good-morning")
    assert said(answer) == [
        "Good morning (barbell) is not offered in place of Lying leg curl for this patient."
    ]
    assert content_of(draft) == before


def test_an_exercise_that_suits_offers_its_swaps_when_asked(row, draft, physio, client_for):
    page = text_of(client_for(physio).get(f"/programs/{draft.pk}/edit/?swap={row.pk}"))
    assert "Back-friendly swaps" in page
