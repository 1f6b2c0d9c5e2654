"""Look at what was asked."""

import pytest
from django.urls import reverse

from tests.clinic.typed import text_of
from tests.factories import RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")


def test_each_answer_is_shown_in_words(case, physio, client_for):
    screen = RedFlagScreenFactory(case=case, present=["infection_fever"], not_asked=["vascular_aaa"])
    page = text_of(client_for(physio).get(reverse("red-flag-screen-detail", args=[screen.pk])))
    assert (
        page.count(" Present</strong>"),
        page.count(" Not asked</span>"),
        page.count("</svg> Absent"),
    ) == (1, 1, 14)


def test_flags_added_to_the_catalogue_later_count_as_not_asked(case, physio, client_for):
    screen = RedFlagScreenFactory(case=case, answers={"infection_fever": "absent"})
    page = text_of(client_for(physio).get(reverse("red-flag-screen-detail", args=[screen.pk])))
    assert page.count(" Not asked</span>") == 15


def test_an_outcome_is_asked_for_where_a_flag_is_present(case, physio, client_for):
    screen = RedFlagScreenFactory(case=case, present=["infection_fever"])
    page = text_of(client_for(physio).get(reverse("red-flag-screen-detail", args=[screen.pk])))
    assert "Record the outcome" in page
