"""Close a case."""

from datetime import date

import pytest
from django.urls import reverse

from clinic import policies
from clinic.actions import StaleRecord
from clinic.models import Case
from programs.actions.closing import close_case
from programs.models import Program
from tests.clinic.typed import text_of
from tests.factories import CheckInFactory, ClearanceFactory, ProgramFactory, RedFlagScreenFactory
from tests.programs.logs import EMERGENCY
from tests.programs.steps import mark_issued

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


@pytest.fixture
def running(case):
    ClearanceFactory(case=case)
    program = ProgramFactory(case=case)
    mark_issued(program)
    return program


def test_a_running_programme_is_named_before_closing(client_for, physio, case, running):
    page = text_of(client_for(physio).get(reverse("case-close", args=[case.pk])))
    assert f"End {running.code}, weeks 1 to 6 from" in page
    assert "no log can be entered for it any more" in page


def test_without_a_running_programme_nothing_is_asked(client_for, physio, case):
    ProgramFactory(case=case)
    page = text_of(client_for(physio).get(reverse("case-close", args=[case.pk])))
    assert "Ends with the case" not in page


@pytest.mark.parametrize("status", ["issued", "suspended"])
def test_it_ends_with_the_case_and_the_same_reason(status, send, case, running, today):
    Program.objects.filter(pk=running.pk).update(status=status)
    answer = send(ending=[running.pk])
    assert answer.url == case.get_absolute_url()
    running.refresh_from_db()
    assert (running.status, running.ended_on, running.ended_reason) == (
        "ended",
        today,
        "Case closed: Goal reached",
    )
    assert Case.objects.get().closed_on == today


def test_left_unticked_nothing_is_closed_and_nothing_ended(send, running):
    answer = send()
    assert answer.status_code == 422
    assert f"{running.code} is still running. Tick to end it with the case, or cancel." in text_of(answer)
    running.refresh_from_db()
    assert (running.status, Case.objects.get().closed_on) == ("issued", None)


def test_a_programme_issued_meanwhile_keeps_the_case_open(case, running, physio, today):
    step = {"version": 1, "closed_on": today, "reason": "Goal reached", "today": today, "by": physio}
    with pytest.raises(policies.Refused, match="is still running"):
        close_case(case=case, ending=[], **step)
    assert Case.objects.open().exists()


def test_a_stale_case_ends_no_programme(case, running, physio, today):
    step = {"version": 0, "closed_on": today, "reason": "Goal reached", "today": today, "by": physio}
    with pytest.raises(StaleRecord):
        close_case(case=case, ending=[running], **step)
    running.refresh_from_db()
    assert running.status == "issued"


def test_a_long_reason_still_fits_the_programme(send, running):
    send(reason="x" * 200, ending=[running.pk])
    running.refresh_from_db()
    assert running.ended_reason == "Case closed: " + "x" * 187


def test_an_unreviewed_stop_symptom_keeps_the_case_open(send, case, running, client_for, physio):
    CheckInFactory(program=running, week=2, stop_symptoms=["stop_numb_tingle_weak"])
    words = f"A stop symptom of week 2 of {running.code} awaits its review. Review it first."
    assert words in text_of(client_for(physio).get(reverse("case-close", args=[case.pk])))
    assert words in text_of(send(ending=[running.pk]))
    assert Case.objects.open().exists()


def test_an_emergency_only_a_log_tells_of_keeps_the_case_open(send, case, running, client_for, physio):
    seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T12:00Z"}
    CheckInFactory(program=running, stop_symptoms=[EMERGENCY], **seen)
    words = "reports a sign of bladder, bowel, between the legs or both legs, and no screen has asked since. Record a new red-flag screen"
    assert words in text_of(client_for(physio).get(reverse("case-close", args=[case.pk])))
    answer = send(ending=[running.pk])
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Case.objects.open().exists()
    RedFlagScreenFactory(case=case, screened_on=date(2026, 11, 23))
    send(ending=[running.pk])
    assert not Case.objects.open().exists()


def test_a_programme_of_another_case_is_not_ended(send, case, running, stranger):
    other = ProgramFactory()
    ClearanceFactory(case=other.case)
    mark_issued(other)
    assert send(ending=[running.pk, other.pk]).status_code == 422
    other.refresh_from_db()
    assert other.status == "issued"


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing(method, case, stranger, client_for):
    url = reverse("case-close", args=[case.pk])
    assert getattr(client_for(stranger), method)(url, {"reason": "Done"}).status_code == 404
