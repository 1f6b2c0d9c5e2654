"""An issued programme as it was given, read from its snapshot alone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.models import Program
from tests.factories import ProgramFactory
from tests.programs.steps import issue, next_version, queries_of, text_of, url_of

# Ten of them judge every exercise again: what is to be left out by now must not be printed.
MOST_QUERIES = 23


@pytest.fixture
def url(issued):
    return url_of("program-detail", issued)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 200


def test_strangers_find_nothing(url, stranger, client_for):
    assert client_for(stranger).get(url).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(url, physio, client_for):
    assert client_for(physio).post(url).status_code == 405


def test_a_draft_is_not_here_yet(draft, physio, client_for):
    assert client_for(physio).get(url_of("program-detail", draft)).status_code == 404


def test_opening_it_leaves_an_access_event(url, issued, physio, client_for):
    client_for(physio).get(url)
    assert AccessEvent.objects.filter(kind="view", what=f"program-detail {issued.code}").count() == 1


def test_it_says_how_long_a_session_takes(url, issued, physio, client_for):
    assert re.search(r"about\s\d+(–\d+)?\smin\sa session", text_of(client_for(physio).get(url)))


def test_it_shows_what_the_patient_reads_week_by_week(url, issued, physio, client_for):
    page = text_of(client_for(physio).get(url))
    names = [item["text"]["name"] for part in issued.snapshot["sections"] for item in part["items"]]
    assert [name for name in names if name not in page] == []
    assert "Weeks 1–4: 2 × 5 min" in page


def test_it_shows_the_clinicians_reasons_and_the_clearance(url, issued, physio, client_for):
    page = text_of(client_for(physio).get(url))
    assert "T-nonspecific-chronic-lbp-chronic-AS-caution" in page
    assert "clearance version 1 of Dr Jo Lind" in page
    assert issued.snapshot["program"]["log_code"] in page


def test_it_does_not_follow_the_library(url, issued, physio, client_for):
    text = issued.items.get(exercise__slug="leg-press").exercise.texts.get(language="en")
    old, text.name = text.name, "Something else"
    text.save()
    page = text_of(client_for(physio).get(url))
    assert old in page
    assert "Something else" not in page


def test_it_points_to_its_newer_version(url, issued, physio, client_for):
    newer = ProgramFactory(case=issued.case, number=issued.number, version=2, supersedes=issued)
    page = text_of(client_for(physio).get(url))
    assert "A newer version exists" in page
    assert newer.get_absolute_url() in page


def test_a_version_left_behind_points_to_the_newest(url, issued, physio, client_for):
    client = client_for(physio)
    second = next_version(issued, client, physio)
    client.post(reverse("program-revise", args=[issued.pk]))
    third = issue(issued.case.programs.get(status="draft"), by=physio)
    assert third.supersedes is None
    for old in (issued, second):
        page = text_of(client.get(old.get_absolute_url()))
        assert third.get_absolute_url() in page
        assert "“New version” here would copy this older one." in page
    assert "A newer version exists" not in text_of(client.get(third.get_absolute_url()))


def test_only_a_running_program_can_be_ended(url, issued, physio, client_for):
    end = reverse("program-end", args=[issued.pk])
    assert end in text_of(client_for(physio).get(url))
    Program.objects.filter(pk=issued.pk).update(status="ended", ended_on="2026-11-23", ended_reason="Moved")
    page = text_of(client_for(physio).get(url))
    assert end not in page
    assert "Ended on 23-Nov-2026: Moved" in page


def test_it_asks_the_database_rarely(url, physio, client_for):
    assert queries_of(client_for(physio), url) <= MOST_QUERIES


def test_a_suspended_program_can_be_ended_from_its_page(url, issued, physio, client_for):
    end = url_of("program-end", issued)
    for status, offers in (("issued", True), ("suspended", True), ("superseded", False)):
        Program.objects.filter(pk=issued.pk).update(status=status)
        assert (end in text_of(client_for(physio).get(url))) is offers


@pytest.mark.parametrize("name", ["program-detail", "program-handout"])
@pytest.mark.parametrize(("days", "is_over"), [(42, False), (43, True)])
def test_a_plan_that_is_over_says_so_and_is_still_handed_out(
    days, is_over, name, issued, physio, client_for, today
):
    starts_on = today - timedelta(days=days - 1)
    Program.objects.filter(pk=issued.pk).update(starts_on=starts_on)
    page = text_of(client_for(physio).get(url_of(name, issued)))
    assert ("Its last week ended on 22-Nov-2026." in page) is is_over
    assert reverse("program-handout-pdf", args=[issued.pk]) in page
