"""A stop sign that comes to light on paper the patient no longer trains by stops what runs now."""

import pytest
from django.urls import reverse

from programs.handing_out import why_withheld
from programs.models import CheckIn, Program
from programs.review import review
from tests.clinic.typed import text_of
from tests.programs.logs import EMERGENCY, RADIATING, add_url, correct, decide, enter, typed, url_of
from tests.programs.steps import next_version

NOTE = {"note": "Leg pain gone, strength normal"}


def status_of(program):
    return Program.objects.get(pk=program.pk).status


@pytest.fixture
def client(physio, client_for):
    return client_for(physio)


@pytest.fixture
def corrected(issued, client, physio):
    """Return (the program that runs, the log of the version before it in which a stop sign has come to light)."""
    log = enter(client, issued)
    running = next_version(issued, client, physio)
    assert correct(client, log, stop_symptoms=[RADIATING]).status_code == 302
    return running, CheckIn.objects.get(pk=log.pk)


def test_a_correction_of_an_earlier_version_suspends_the_one_that_runs(corrected, issued):
    running, _ = corrected
    assert (status_of(running), status_of(issued)) == ("suspended", "superseded")


def test_page_case_and_caseload_lead_to_the_log_it_stands_in(corrected, client):
    running, log = corrected
    address = url_of("check-in-detail", log)
    for url in (running.get_absolute_url(), running.case.get_absolute_url()):
        assert address in client.get(url).content.decode()
    assert why_withheld(Program.objects.get(pk=running.pk)).url == address
    listed = text_of(client.get(reverse("caseload")))
    assert "Stop symptom in a returned log: review it" in listed
    assert "Programme suspended" in listed
    assert "its log is reviewed" not in listed


@pytest.mark.parametrize(("answer", "status"), [({"resume": "1"}, "issued"), ({}, "suspended")])
def test_its_review_decides_whether_that_one_goes_on(answer, status, corrected, client):
    running, log = corrected
    assert "Review before anything goes on" in text_of(client.get(url_of("check-in-detail", log)))
    decide(client, "check-in-review", log, NOTE | answer)
    assert status_of(running) == status
    assert Program.objects.get(pk=running.pk).stop_to_review() is None


def test_nothing_goes_on_while_the_log_of_another_version_awaits_its_review(corrected, client):
    running, _ = corrected
    own = enter(client, running, stop_symptoms=[RADIATING])
    answer = decide(client, "check-in-review", own, NOTE | {"resume": "1"})
    assert answer.status_code == 422
    assert status_of(running) == "suspended"


@pytest.mark.parametrize("sign", [EMERGENCY, RADIATING])
def test_a_late_log_with_a_stop_sign_is_taken_and_stops_what_runs(sign, issued, client, physio):
    running = next_version(issued, client, physio)
    enter(client, issued, stop_symptoms=[sign])
    assert status_of(running) == "suspended"


def test_it_is_taken_after_the_programme_has_ended_too(issued, client):
    Program.objects.filter(pk=issued.pk).update(status="ended")
    log = enter(client, issued, stop_symptoms=[EMERGENCY])
    assert "Emergency: possible cauda equina syndrome" in text_of(client.get(url_of("check-in-detail", log)))
    assert status_of(issued) == "ended"


def test_a_late_log_without_one_is_refused_and_says_so(issued, client, physio):
    next_version(issued, client, physio)
    answer = client.post(add_url(issued), typed(issued))
    assert answer.status_code == 422
    assert "Only a week with a stop sign, worse leg symptoms, pain in the red zone" in text_of(answer)


class TestAnAcceptedWeek:
    @pytest.fixture
    def accepted(self, issued, client):
        log = enter(client, issued)
        decide(client, "check-in-accept", log)
        return CheckIn.objects.get(pk=log.pk)

    def test_an_overlooked_sign_is_added_and_nothing_else(self, accepted, issued, client):
        assert correct(client, accepted, stop_symptoms=[RADIATING], sessions_done=1).status_code == 422
        assert correct(client, accepted, stop_symptoms=[RADIATING]).status_code == 302
        stored = CheckIn.objects.get(pk=accepted.pk)
        assert (stored.stop_symptoms, stored.sessions_done, stored.is_stop) == ([RADIATING], 3, True)
        assert stored.next_version == accepted.next_version
        assert status_of(issued) == "suspended"
        assert "G09" in [gate.id for gate in review(stored.next_version).blocking]

    def test_its_page_leads_there(self, accepted, client):
        page = text_of(client.get(url_of("check-in-detail", accepted)))
        assert "Add a stop sign, worse legs or red pain that was overlooked" in page

    def test_a_sign_once_told_is_not_taken_away(self, accepted, client):
        correct(client, accepted, stop_symptoms=[RADIATING])
        assert correct(client, accepted).status_code == 422
        assert correct(client, accepted, stop_symptoms=[EMERGENCY]).status_code == 422
        correct(client, accepted, stop_symptoms=[RADIATING, EMERGENCY])
        assert CheckIn.objects.get(pk=accepted.pk).stop_symptoms == [RADIATING, EMERGENCY]
