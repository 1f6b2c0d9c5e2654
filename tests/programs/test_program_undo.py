"""Taking the last step of a draft back."""

import pytest

from exercises.models import Exercise
from programs.actions.items import add_exercise, remove_item
from programs.review import start_dose
from tests.programs.steps import LiveStep, content_of, post, said, slugs_of, text_of


@pytest.fixture
def row(draft, physio):
    exercise = Exercise.objects.get(slug="leg-press")
    dose = start_dose(draft, exercise)
    add_exercise(program=draft, seen=1, exercise=exercise, dose=dose, by=physio)
    return draft


class TestProgramUndo(LiveStep):
    name = "program-undo"


def test_the_step_is_taken_back_and_named(row, physio, client_for):
    answer = post(client_for(physio), "program-undo", row)
    assert said(answer) == ["Taken back: Added Leg press (strict form)."]
    assert slugs_of(row) == []


def test_steps_are_taken_back_one_by_one(row, physio, client_for):
    remove_item(program=row, seen=row.draft_version, item=row.items.get(), by=physio)
    client = client_for(physio)
    post(client, "program-undo", row)
    assert slugs_of(row) == ["leg-press"]
    post(client, "program-undo", row)
    assert slugs_of(row) == []


def test_a_draft_without_steps_has_nothing_to_undo(draft, physio, client_for):
    before = content_of(draft)
    assert said(post(client_for(physio), "program-undo", draft)) == ["There is nothing to undo."]
    assert content_of(draft) == before


def test_the_builder_names_the_step_that_undo_takes_back(row, draft, physio, client_for):
    client = client_for(physio)
    assert "Take back: Added Leg press (strict form)" in text_of(client.get(f"/programs/{row.pk}/edit/"))
    assert "Take back" not in text_of(post(client, "program-undo", row, htmx=True))
