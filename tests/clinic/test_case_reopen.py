"""Reopen a case."""

import pytest
from django.urls import reverse

from clinic.models import Case
from tests.factories import CaseFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def closed(patient, physio, today):
    return CaseFactory(patient=patient, lead=physio, closed_on=today, closing_note="Goal reached")


@pytest.fixture
def url(closed):
    return reverse("case-reopen", args=[closed.pk])


def test_a_case_is_reopened(client_for, physio, closed, url):
    assert client_for(physio).post(url).url == closed.get_absolute_url()
    assert Case.objects.open().get() == closed


def test_an_open_case_stays_as_it_is(client_for, physio, case):
    answer = client_for(physio).post(reverse("case-reopen", args=[case.pk]), follow=True)
    assert "open already" in answer.content.decode()


def test_it_is_a_post(client_for, physio, url):
    assert client_for(physio).get(url).status_code == 405


def test_strangers_find_nothing(client_for, stranger, url):
    assert client_for(stranger).post(url).status_code == 404


def test_other_roles_are_refused(client_for, librarian, url):
    assert client_for(librarian).post(url).status_code == 403


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.post(url).url.startswith(reverse("account_login"))
