"""Leaving the programme as it is after a returned log: one step with a reason, on record, nowhere near a stop."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from clinic.models import AccessEvent
from programs.facts import patient_facts
from programs.models import CheckIn, Program
from tests.factories import CheckInFactory, RedFlagScreenFactory
from tests.programs.logs import EMERGENCY, RADIATING, correct, decide, enter, stored, url_of
from tests.programs.steps import said, text_of
from tests.programs.test_check_in_accept import accept, frozen
from tests.programs.test_handing_out import NO_LEG_PRESS, replace_clearance

REASON = "Slept badly all week, nothing to do with the training"
OFFERED = "Or leave the programme as it is"


@pytest.fixture
def check_in(issued, physio, client_for):
    return enter(client_for(physio), issued)


def leave(client, check_in, **data):
    seen = CheckIn.objects.get(pk=check_in.pk).version
    return client.post(url_of("check-in-leave", check_in), {"version": seen, "reason": REASON} | data)


def page_of(check_in, client):
    return text_of(client.get(url_of("check-in-detail", check_in)))


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, check_in, client_for, request, today):
    user = request.getfixturevalue(person)
    answer = leave(client_for(user), check_in)
    assert answer.url == url_of("check-in-detail", check_in)
    left = CheckIn.objects.get()
    assert (left.left_as_is_by, left.left_as_is_at.date(), left.left_as_is_reason) == (user, today, REASON)
    assert said(answer) == [f"{check_in.program.code} goes on as it is. Your reason is recorded."]


def test_strangers_find_nothing(check_in, stranger, client_for):
    before = stored(check_in)
    assert leave(client_for(stranger), check_in).status_code == 404
    assert stored(check_in) == before


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, check_in, client_for, request):
    before = stored(check_in)
    assert leave(client_for(request.getfixturevalue(person)), check_in).status_code == 403
    assert stored(check_in) == before


def test_visitors_are_asked_to_sign_in(check_in, client):
    before = stored(check_in)
    assert leave(client, check_in).url.startswith(reverse("account_login"))
    assert stored(check_in) == before


def test_looking_leaves_nothing(check_in, physio, client_for):
    assert client_for(physio).get(url_of("check-in-leave", check_in)).status_code == 405


def test_nothing_else_changes(check_in, issued, physio, client_for):
    before = frozen(issued), model_to_dict(check_in, ["decisions", "counters", "version"])
    leave(client_for(physio), check_in)
    now = frozen(issued), model_to_dict(CheckIn.objects.get(), ["decisions", "counters", "version"])
    assert now == before
    assert Program.objects.count() == 1


def test_it_is_on_record_with_who_and_why(check_in, issued, colleague, client_for):
    leave(client_for(colleague), check_in)
    assert AccessEvent.objects.filter(
        user=colleague, what=f"Left {issued.code} as it is after week 1"
    ).exists()
    assert check_in.history.first().left_as_is_reason == REASON
    page = page_of(check_in, client_for(colleague))
    assert f"Left as it is by Ben Cole on 23-Nov-2026 12:00: {REASON}" in page
    assert OFFERED not in page


def test_the_log_waits_no_longer(check_in, physio, client_for):
    case = reverse("case-detail", args=[check_in.program.case_id])
    waiting = {reverse("caseload"): "Returned log: decide on the next step", case: "Decide on week 1"}
    client = client_for(physio)
    assert all(words in text_of(client.get(url)) for url, words in waiting.items())
    leave(client, check_in)
    assert not any(words in text_of(client.get(url)) for url, words in waiting.items())


def test_a_newer_log_waits_again(check_in, issued, physio, client_for):
    leave(client_for(physio), check_in)
    enter(client_for(physio), issued, week=2)
    assert "Returned log: decide on the next step" in text_of(client_for(physio).get(reverse("caseload")))


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_is_asked_for_and_kept_in_the_form(reason, check_in, physio, client_for):
    before = stored(check_in)
    answer = leave(client_for(physio), check_in, reason=reason)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert reason.strip() in page
    assert stored(check_in) == before


def test_what_was_read_must_be_what_stands_there(check_in, physio, colleague, client_for):
    correct(client_for(colleague), check_in, rows={"leg-press": {"pain_during": 8}})
    before = stored(check_in)
    answer = leave(client_for(physio), check_in, version=check_in.version)
    assert "This entry was corrected meanwhile." in text_of(answer)
    assert REASON in text_of(answer)
    assert stored(check_in) == before


def test_a_correction_asks_again(check_in, physio, client_for):
    leave(client_for(physio), check_in)
    correct(client_for(physio), check_in, rows={"leg-press": {"pain_during": 8}})
    assert not CheckIn.objects.get().is_decided
    assert OFFERED in page_of(check_in, client_for(physio))


def test_the_answer_can_still_be_accepted_afterwards(check_in, physio, client_for):
    leave(client_for(physio), check_in)
    accept(client_for(physio), check_in)
    assert CheckIn.objects.get().next_version.version == 2


def test_the_page_says_where_the_paper_differs_from_the_answer(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, rows={"leg-press": {"pain_during": 8}})
    page = page_of(check_in, client_for(physio))
    panel = page[page.index(OFFERED) :]
    assert "the patient trains week 2 as printed. That differs from the answer above:" in panel
    assert ": printed 2 × 12; the answer is step back, 2 × 8</li>" in panel


def test_the_last_week_has_nothing_after_it(issued, physio, client_for):
    page = page_of(enter(client_for(physio), issued, week=6), client_for(physio))
    assert "Week 6 is the last one printed: nothing follows on the patient’s paper." in page


def test_red_pain_goes_on_counting(issued, physio, client_for, today):
    check_in = enter(client_for(physio), issued, rows={"leg-press": {"pain_during": 9}})
    leave(client_for(physio), check_in)
    assert "leg-press" in patient_facts(issued.case, today).red_zone_pain


@pytest.fixture
def stopped(issued, physio, client_for):
    return enter(client_for(physio), issued, stop_symptoms=[EMERGENCY])


@pytest.fixture
def reviewed_and_going_on(issued, physio, client_for):
    log = enter(client_for(physio), issued, stop_symptoms=[RADIATING])
    decide(client_for(physio), "check-in-review", log, {"note": "Settled", "resume": "1"})
    return log


@pytest.fixture
def after_a_long_break(issued, physio, client_for):
    log = enter(client_for(physio), issued, weeks_missed=5)
    Program.objects.update(status="issued")
    return log


@pytest.fixture
def after_worse_legs(issued, physio, client_for):
    return enter(client_for(physio), issued, rows={"leg-press": {"leg_symptoms_worse": True}})


@pytest.fixture
def beside_an_open_stop(issued, check_in):
    CheckInFactory(program=issued, week=2, stop_symptoms=[RADIATING])
    return check_in


@pytest.fixture
def of_a_suspended_programme(check_in):
    Program.objects.update(status="suspended")
    return check_in


@pytest.fixture
def of_an_ended_programme(check_in):
    Program.objects.update(status="ended")
    return check_in


@pytest.fixture
def accepted(check_in, physio, client_for):
    accept(client_for(physio), check_in)
    return check_in


@pytest.fixture
def left_already(check_in, physio, client_for):
    leave(client_for(physio), check_in)
    return check_in


@pytest.fixture
def of_an_exercise_to_be_left_out(issued, check_in):
    replace_clearance(issued.case, **NO_LEG_PRESS)
    return check_in


@pytest.fixture
def without_a_clearance(issued, check_in):
    replace_clearance(issued.case, decision="refused")
    return check_in


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("of_an_exercise_to_be_left_out", "Leg press (strict form) is to be left out now: "),
        ("without_a_clearance", "No valid medical clearance"),
        ("stopped", "The answer to this log is to stop."),
        ("reviewed_and_going_on", "The answer to this log is to stop."),
        ("after_a_long_break", "The answer to this log is to stop."),
        (
            "after_worse_legs",
            "Leg press (strict form) made leg symptoms worse, so the programme cannot go on",
        ),
        ("beside_an_open_stop", "A stop symptom of week 2 of "),
        ("of_a_suspended_programme", "is not running, so it cannot go on as it is."),
        ("of_an_ended_programme", "is not running, so it cannot go on as it is."),
        ("accepted", "The next version was made from this week already."),
        ("left_already", "Anna Berg has left the programme as it is already."),
    ],
)
def test_it_is_neither_offered_nor_taken(week, words, physio, colleague, client_for, request):
    week = request.getfixturevalue(week)
    before = stored(week)
    assert OFFERED not in page_of(week, client_for(colleague))
    answer = leave(client_for(colleague), week, reason="Let it go on")
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert stored(week) == before


def test_the_page_names_what_must_not_be_trained_by_now(issued, physio, client_for):
    replace_clearance(issued.case, **NO_LEG_PRESS)
    check_in = enter(client_for(physio), issued)
    page = page_of(check_in, client_for(physio))
    assert "Whatever the answer below says: Leg press (strict form) is to be left out now: " in page


def test_the_page_names_an_emergency_found_since(issued, physio, client_for):
    RedFlagScreenFactory(case=issued.case, present=("ces_bladder_dysfunction",), concern="high")
    page = page_of(enter(client_for(physio), issued), client_for(physio))
    assert "Whatever the answer below says: " in page
