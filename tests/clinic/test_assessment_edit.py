"""Correct a slip in a recorded visit."""

import pytest
from django.urls import reverse

from clinic.models import Assessment
from tests.clinic.typed import ASSESSMENT, text_of
from tests.factories import AssessmentFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def visit(case):
    return AssessmentFactory(case=case, aggravating_exercises=["leg-press"])


@pytest.fixture
def send(client_for, physio, visit):
    url = reverse("assessment-edit", args=[visit.pk])
    return lambda **changes: client_for(physio).post(url, ASSESSMENT | {"version": "1"} | changes)


def test_the_form_starts_from_what_is_stored(client_for, physio, visit):
    page = text_of(client_for(physio).get(reverse("assessment-edit", args=[visit.pk])))
    assert 'value="Putting on socks"' in page
    assert 'value="leg press"' in page


def test_a_slip_is_corrected_and_the_earlier_reading_kept(send, visit):
    send(nprs_now="1")
    assert Assessment.objects.get().nprs_now == 1
    assert [one.nprs_now for one in visit.history.all()] == [1, 2]


def test_a_stale_form_shows_both(send):
    send(sensitivities=["flexion"], is_pregnant_or_postpartum="on")
    answer = send(sensitivities=["impact"])
    page = text_of(answer)
    assert answer.status_code == 409
    assert "<td>Impact</td><td>Bending forwards</td>" in page
    assert "<td>No</td><td>Yes</td>" in page


def test_a_stale_form_shows_both_activities(send):
    send(activity_1="Putting on shoes", score_1="4")
    answer = send(activity_1="Lifting", score_1="3")
    assert answer.status_code == 409
    page = text_of(answer)
    assert "<td>Lifting: 3 of 10</td><td>Putting on shoes: 4 of 10</td>" in page
    assert "What the patient wants to do again" in page
    assert "<td>Not recorded</td><td>Putting on shoes: 4 of 10</td>" in text_of(
        send(activity_1="", score_1="")
    )
