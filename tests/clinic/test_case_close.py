"""Close a case."""

import pytest
from django.urls import reverse

from clinic.models import Case
from tests.clinic.typed import text_of
from tests.factories import RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, case):
    typed = {"version": "1", "closed_on": "2026-11-23", "reason": "Goal reached"}
    return lambda **changes: client_for(physio).post(reverse("case-close", args=[case.pk]), typed | changes)


def test_a_case_is_closed_with_its_reason(send, case, today):
    send()
    closed = Case.objects.get()
    assert (closed.closed_on, closed.closing_note) == (today, "Goal reached")


def test_a_reason_is_needed(send):
    assert "Why is the case closed?: This field is required" in text_of(send(reason=""))


def test_closing_before_opening_is_refused(send):
    assert "opened later, on 01-Oct-2026" in text_of(send(closed_on="2026-09-30"))


def test_an_open_red_flag_keeps_the_case_open(send, case):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    answer = send()
    assert answer.status_code == 422
    assert "record the outcome of the referral first" in text_of(answer)
    assert Case.objects.open().exists()


def test_the_page_says_beforehand_what_stands_in_the_way(client_for, physio, case):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    page = text_of(client_for(physio).get(reverse("case-close", args=[case.pk])))
    assert "record the outcome of the referral first" in page


def test_a_stale_form_closes_nothing(send, case):
    answer = send(version="0")
    assert answer.status_code == 409
    assert 'value="Goal reached"' in text_of(answer)
    assert Case.objects.open().exists()
