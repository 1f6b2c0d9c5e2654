"""Open a case."""

import pytest
from django.urls import reverse

from clinic.models import Case
from tests.clinic.typed import CASE, text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, patient):
    url = reverse("case-open", args=[patient.pk])
    return lambda **changes: client_for(physio).post(url, CASE | {"lead": physio.pk} | changes)


def test_a_case_is_opened(send, patient):
    answer = send()
    case = Case.objects.get()
    assert (case.patient, case.clinic, answer.url) == (patient, patient.clinic, case.get_absolute_url())


def test_the_lead_is_proposed_from_the_clinics_physiotherapists(
    client_for, physio, colleague, stranger, patient
):
    page = text_of(client_for(physio).get(reverse("case-open", args=[patient.pk])))
    assert f'<option value="{physio.pk}" selected>Anna Berg</option>' in page
    assert "Ben Cole" in page
    assert "Cleo Dahl" not in page


def test_a_stranger_cannot_lead(send, stranger):
    assert send(lead=stranger.pk).status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opened_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ({"opened_on": "1979-01-01"}, "before the patient was born"),
        ({"review_on": "2026-11-19"}, "cannot come before the case was opened"),
        ({"complaint": ""}, "Complaint in a few words: This field is required"),
    ],
)
def test_contradictions_are_refused_and_values_kept(send, changes, words):
    answer = send(**changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Lift my daughter" in text_of(answer)
