"""A form sent after the session ended comes back after signing in, to its own sender alone."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.actions.submissions import forget_old_forms
from clinic.form_key import FIELD, new_key
from clinic.models import HeldForm, Patient
from tests.clients import ScopedClient
from tests.clinic.typed import PATIENT

LONG = "Förster " * 20
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def typed(physio):
    return PATIENT | {"family_name": LONG.strip(), FIELD: new_key(physio)}


@pytest.fixture
def sent_late(client, typed):
    """Return the answer to a form posted without a session."""
    return client.post(reverse("patient-add"), typed)


@pytest.fixture
def page(sent_late):
    return parse_qs(urlsplit(sent_late.url).query)["next"][0]


def inputs(page):
    """Return what the page would send again."""
    return dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL))


def test_it_leads_to_the_sign_in_page_and_saves_nothing(sent_late):
    assert sent_late.url.startswith(reverse("account_login"))
    assert Patient.objects.count() == 0


def test_after_signing_in_the_text_is_there_and_is_saved_by_one_press(page, client_for, physio, typed):
    client = client_for(physio)
    shown = client.get(page)
    assert "nothing has been saved yet" in shown.content.decode()
    again = inputs(shown.content.decode())
    assert again == typed
    assert client.post(reverse("patient-add"), again).status_code == 302
    assert Patient.objects.get().family_name == LONG.strip()
    assert HeldForm.objects.count() == 0


@pytest.mark.parametrize("person", ["colleague", "stranger", "manager", "librarian"])
def test_nobody_else_sees_it(person, page, client_for, request):
    client = client_for(request.getfixturevalue(person))
    assert client.get(page).status_code == 404
    assert client.post(f"{page}discard/").status_code == 404
    assert HeldForm.objects.count() == 1


def test_visitors_are_asked_to_sign_in(page, client):
    assert client.get(page).url.startswith(reverse("account_login"))


def test_it_can_be_dropped(page, client_for, physio):
    assert client_for(physio).post(f"{page}discard/").url == reverse("home")
    assert HeldForm.objects.count() == 0


def test_methods(page, client_for, physio):
    client = client_for(physio)
    assert client.post(page).status_code == 405
    assert client.get(f"{page}discard/").status_code == 405


def test_it_is_stored_encrypted(page):
    assert "rster" not in bytes(HeldForm.objects.get().typed).decode("latin-1")


def test_it_is_forgotten_after_an_hour(page, client_for, physio):
    HeldForm.objects.update(at=timezone.now() - timedelta(minutes=61))
    forget_old_forms()
    assert client_for(physio).get(page).status_code == 404


def test_a_form_without_a_valid_key_is_not_held(client, typed):
    for key in ("", "invented", f"{typed[FIELD]}x"):
        answer = client.post(reverse("patient-add"), typed | {FIELD: key})
        assert answer.url == f"{reverse('account_login')}?next={reverse('patient-add')}"
    assert HeldForm.objects.count() == 0


def test_too_long_a_form_is_not_held(client, typed):
    client.post(reverse("patient-add"), typed | {"note": "x" * 300_000})
    assert HeldForm.objects.count() == 0


def test_a_step_of_the_builder_is_led_there_by_the_browser_as_a_whole(client, physio):
    answer = client.post("/programs/1/undo/", {FIELD: new_key(physio)}, headers={"HX-Request": "true"})
    assert "/accounts/login/" in answer["HX-Redirect"]


def test_after_signing_in_in_another_tab_the_old_page_loses_nothing(client_for, physio, typed):
    client = ScopedClient(enforce_csrf_checks=True)
    client.force_login(physio)
    answer = client.post(reverse("patient-add"), typed)
    assert inputs(client.get(answer.url).content.decode()) == typed
    assert Patient.objects.count() == 0


def test_a_form_made_elsewhere_is_refused_as_before(physio):
    client = ScopedClient(enforce_csrf_checks=True)
    client.force_login(physio)
    assert client.post(reverse("patient-add"), PATIENT).status_code == 403


def test_a_form_sent_to_an_endless_address_is_not_held(client, typed):
    answer = client.post(f"/cases/{'0' * 300}1/edit/", typed)
    assert answer.url.startswith(reverse("account_login"))
    assert HeldForm.objects.count() == 0
