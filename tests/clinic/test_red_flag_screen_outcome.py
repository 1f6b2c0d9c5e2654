"""Record what a referral found."""

import pytest
from django.urls import reverse

from clinic.models import RedFlagScreen
from clinic.screening import case_screening
from tests.clinic.typed import text_of
from tests.factories import RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def screen(case):
    return RedFlagScreenFactory(case=case, present=["infection_fever"])


@pytest.fixture
def send(client_for, physio, screen):
    typed = {"version": "1", "outcome": "Blood tests normal, Dr Lind", "outcome_on": "2026-11-20"}
    return lambda **changes: client_for(physio).post(
        reverse("red-flag-screen-outcome", args=[screen.pk]), typed | changes
    )


def test_an_outcome_settles_the_flag(send, case):
    assert send().url == case.get_absolute_url()
    assert case_screening(case).open == ()


def test_the_page_names_the_flags(client_for, physio, screen):
    page = text_of(client_for(physio).get(reverse("red-flag-screen-outcome", args=[screen.pk])))
    assert "Fever or feeling systemically unwell" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Outcome of the referral: This field is required"),
        ({"outcome_on": "2026-11-15"}, "asked about later, on 16-Nov-2026"),
        ({"outcome_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
    ],
)
def test_what_cannot_be_is_refused(send, changes, words):
    answer = send(**changes)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_a_stale_outcome_shows_both(send):
    send()
    answer = send(outcome="MRI shows an abscess")
    assert answer.status_code == 409
    assert "<td>MRI shows an abscess</td><td>Blood tests normal, Dr Lind</td>" in text_of(answer)
    assert RedFlagScreen.objects.get().outcome == "Blood tests normal, Dr Lind"
