"""Reopen a case."""

import pytest
from django.urls import reverse

from clinic.form_key import new_key
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
    assert client_for(physio).post(url, {"version": "1"}).url == closed.get_absolute_url()
    assert Case.objects.open().get() == closed


def test_the_page_sends_the_version_it_showed(client_for, physio, closed):
    Case.objects.filter(pk=closed.pk).update(version=7)
    page = client_for(physio).get(closed.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="version" value="7">' in page


@pytest.mark.parametrize("version", ["1", "", "x", "9" * 5000])
def test_a_case_that_somebody_changed_meanwhile_stays_closed(version, client_for, physio, closed, url):
    # Reopened and closed once more, for another reason.
    Case.objects.filter(pk=closed.pk).update(version=3, closing_note="Moved away")
    answer = client_for(physio).post(url, {"version": version}, follow=True)
    assert "Somebody changed this record" in answer.content.decode()
    assert not Case.objects.open().exists()


def test_pressed_twice_it_is_reopened_once_without_a_complaint(client_for, physio, closed, url):
    visitor, sent = client_for(physio), {"version": "1", "form_key": new_key(physio)}
    visitor.post(url, sent)
    assert "open already" not in visitor.post(url, sent, follow=True).content.decode()
    assert Case.objects.open().get().version == 2


def test_an_open_case_stays_as_it_is(client_for, physio, case):
    url = reverse("case-reopen", args=[case.pk])
    answer = client_for(physio).post(url, {"version": "1"}, follow=True)
    assert "open already" in answer.content.decode()


def test_it_is_a_post(client_for, physio, url):
    assert client_for(physio).get(url).status_code == 405


def test_strangers_find_nothing(client_for, stranger, url):
    assert client_for(stranger).post(url).status_code == 404


def test_other_roles_are_refused(client_for, librarian, url):
    assert client_for(librarian).post(url).status_code == 403


def test_visitors_are_asked_to_sign_in(client, url):
    assert client.post(url).url.startswith(reverse("account_login"))
