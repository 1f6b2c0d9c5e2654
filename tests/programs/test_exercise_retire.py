"""Retiring an exercise: never past what still needs it."""

import pytest
from django.urls import reverse

from exercises import actions
from exercises.models import Alternative
from tests.exercises.editing.steps import again
from tests.programs.steps import text_of


@pytest.fixture
def press(library):
    """Return an exercise of the issued program that nothing is replaced by."""
    press = library.get(slug="leg-press")
    Alternative.objects.filter(replacement=press).delete()
    return press


def url(exercise):
    return reverse("exercise-retire", args=[exercise.slug])


def test_what_is_an_alternative_says_of_which(library, librarian, client_for):
    page = text_of(client_for(librarian).get(url(library.get(slug="goblet-squat"))))
    assert "It is offered instead of “Barbell back squat”" in page
    assert "Retire the exercise" not in page


def test_live_programmes_are_counted_and_must_be_ticked(issued, press, librarian, client_for):
    visitor = client_for(librarian)
    assert "1 live programme uses it" in text_of(visitor.get(url(press)))
    answer = visitor.post(url(press), {"reason": "The machine is gone"})
    assert answer.status_code == 422
    assert "Live programmes use it: tick" in text_of(answer)
    assert 'value="The machine is gone"' in answer.content.decode()
    visitor.post(url(press), {"reason": "The machine is gone", "has_seen_live": "on"})
    assert again(press).status == "retired"
    assert again(press).history.first().history_change_reason == "Retired: The machine is gone"


def test_a_reason_is_needed(press, librarian, client_for):
    assert client_for(librarian).post(url(press), {"reason": ""}).status_code == 422
    assert again(press).status == "published"


def test_what_is_retired_is_not_retired_again(press, librarian, client_for):
    actions.retire_exercise(exercise=press, reason="Old", live=0, has_seen_live=False, by=librarian)
    assert "This exercise is retired already." in text_of(client_for(librarian).get(url(press)))


def test_the_programme_that_was_issued_keeps_it(issued, press, librarian):
    actions.retire_exercise(exercise=press, reason="Old", live=1, has_seen_live=True, by=librarian)
    issued.refresh_from_db()
    assert "leg-press" in issued.snapshot["library"]["revisions"]
