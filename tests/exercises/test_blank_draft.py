"""A draft of which nothing is written yet: every page about it opens and makes up no demand and no dose."""

import pytest
from django.urls import reverse

from exercises import actions
from exercises.forms import TITLES, TRANSLATIONS
from tests.exercises.editing.steps import change

PAGES = [
    "exercise-detail",
    "exercise-edit",
    "exercise-duplicate",
    "exercise-revisions",
    "exercise-impact",
    "exercise-retire",
    "exercise-photos-edit",
]


@pytest.fixture
def blank(library, librarian):
    return actions.add_exercise(name="Heel raise", category="calf", by=librarian)


@pytest.fixture
def read(client_for, librarian):
    """Return a function that opens a page as the librarian and returns its text."""
    visitor = client_for(librarian)

    def text(name, *args, **query):
        answer = visitor.get(reverse(name, args=args), query)
        assert answer.status_code == 200
        return answer.content.decode()

    return text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_blank_draft_opens(name, blank, read):
    assert "Heel raise" in read(name, blank.slug)


@pytest.mark.parametrize("part", [*TITLES, *TRANSLATIONS])
def test_every_part_of_a_blank_draft_opens(part, blank, read):
    assert "Heel raise" in read("exercise-part", blank.slug, part)


def test_the_page_of_a_blank_draft_makes_nothing_up(blank, read):
    shown = read("exercise-detail", blank.slug)
    assert 'Demand on the back</h2>\n  <p class="empty">Not stated yet.</p>' in shown
    assert "<dt>Amount</dt><dd>Not stated yet</dd>" in shown
    assert "Demand on the back not stated yet" in read("exercise-list", q="Heel raise")


def test_half_a_dose_is_no_amount(blank, read, librarian):
    change(blank, "dose", librarian, sets=2)
    assert "<dt>Amount</dt><dd>Not stated yet</dd>" in read("exercise-detail", blank.slug)
