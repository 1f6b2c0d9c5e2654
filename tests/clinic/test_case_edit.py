"""Change a case."""

import pytest
from django.urls import reverse

from clinic.models import Case
from tests.clinic.typed import CASE, text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, case):
    url = reverse("case-edit", args=[case.pk])
    return lambda **changes: client_for(physio).post(
        url, CASE | {"lead": physio.pk, "version": "1"} | changes
    )


def test_a_case_is_changed(send, case, colleague):
    assert send(lead=colleague.pk).url == case.get_absolute_url()
    assert Case.objects.get().lead == colleague


def test_a_review_before_the_opening_is_refused(send):
    assert send(review_on="2026-11-01").status_code == 422


def test_a_stale_form_shows_people_by_name(send, colleague):
    send(lead=colleague.pk)
    answer = send()
    assert answer.status_code == 409
    assert "<td>Anna Berg</td><td>Ben Cole</td>" in text_of(answer)


def test_a_stale_form_shows_choices_and_days_in_words(send):
    send(setting="gym", review_on="")
    page = text_of(send())
    assert "<td>At home</td><td>In a gym</td>" in page
    assert "<td>20-Dec-2026</td><td>Not recorded</td>" in page
