"""Ending a programme that runs."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.models import Program
from tests.programs.steps import mark_issued, said, text_of, url_of


@pytest.fixture
def running(draft):
    mark_issued(draft)
    return draft


@pytest.fixture
def url(running):
    return url_of("program-end", running)


def status_of(program):
    return Program.objects.get(pk=program.pk).status


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, url, running, client_for, request):
    answer = client_for(request.getfixturevalue(person)).post(url, {"reason": "Moved away"})
    assert (answer.url, status_of(running)) == (reverse("program-detail", args=[running.pk]), "ended")


def test_strangers_find_nothing(url, running, stranger, client_for):
    assert client_for(stranger).post(url, {"reason": "Moved away"}).status_code == 404
    assert status_of(running) == "issued"


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, running, client_for, request):
    answer = client_for(request.getfixturevalue(person)).post(url, {"reason": "Moved away"})
    assert (answer.status_code, status_of(running)) == (403, "issued")


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.post(url, {"reason": "Moved away"}).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(url, physio, client_for):
    assert client_for(physio).delete(url).status_code == 405


def test_the_page_asks_for_the_reason(url, physio, client_for):
    assert "Why does the programme end?" in text_of(client_for(physio).get(url))


def test_the_day_and_the_reason_are_kept(url, running, physio, client_for, today):
    client_for(physio).post(url, {"reason": "Moved away"})
    running.refresh_from_db()
    assert (running.ended_on, running.ended_reason) == (today, "Moved away")
    assert AccessEvent.objects.filter(kind="change", what=f"Ended {running.code}").exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_usable_reason_it_runs_on(reason, url, running, physio, client_for):
    answer = client_for(physio).post(url, {"reason": reason})
    assert (answer.status_code, status_of(running)) == (422, "issued")


@pytest.mark.parametrize("status", ["ended", "superseded"])
def test_what_does_not_run_cannot_be_ended(status, url, running, physio, client_for):
    Program.objects.filter(pk=running.pk).update(status=status)
    answer = client_for(physio).post(url, {"reason": "Moved away"})
    assert said(answer) == [f"{running.code} is not running, so there is nothing to end."]
    assert status_of(running) == status


def test_a_draft_cannot_be_ended(ready_draft, physio, client_for):
    assert client_for(physio).post(url_of("program-end", ready_draft), {"reason": "x"}).status_code == 404


def test_a_reason_that_grows_when_it_is_composed_is_measured_as_it_is_kept(url, running, physio, client_for):
    answer = client_for(physio).post(url, {"reason": "\u0958" * 200})
    assert "at most 200 characters (it has 400)" in text_of(answer)
    assert status_of(running) == "issued"
