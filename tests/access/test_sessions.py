"""How long a session lasts and where one is sent when it has ended."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.clinic.typed import text_of
from tests.factories import PASSWORD
from tests.test_sign_in import sign_in

CASELOAD = reverse("caseload")
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/programs/1/edit/"}


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets time pass."""
    start, passed = timezone.now(), [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: start + passed[0])

    def wait(**time):
        passed[0] += timedelta(**time)

    return wait


def is_out(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


def test_a_quarter_of_an_hour_without_a_step_ends_it(clock, client_for, physio):
    visitor = client_for(physio)
    visitor.get(CASELOAD)
    clock(minutes=14)
    assert visitor.get(CASELOAD).status_code == 200
    clock(minutes=16)
    answer = visitor.get(CASELOAD)
    assert is_out(answer)
    assert "You were signed out because nothing happened for a while" in text_of(visitor.get(answer.url))


def test_an_ended_session_is_gone_from_the_database(clock, client_for, physio):
    visitor = client_for(physio)
    visitor.get(CASELOAD)
    key = visitor.session.session_key
    clock(minutes=16)
    visitor.get(CASELOAD)
    assert not Session.objects.filter(session_key=key).exists()


def test_ten_hours_end_it_however_busy(clock, client_for, physio):
    visitor = client_for(physio)
    for _ in range(60):
        assert visitor.get(CASELOAD).status_code == 200
        clock(minutes=10)
    clock(minutes=1)
    assert is_out(visitor.get(CASELOAD))


def test_it_is_noted_at_most_once_a_minute(clock, client_for, physio):
    visitor = client_for(physio)
    clock(seconds=30)
    with CaptureQueriesContext(connection) as queries:
        visitor.get(CASELOAD)
    assert not [one for one in queries if "UPDATE" in one["sql"]]
    clock(seconds=31)
    with CaptureQueriesContext(connection) as queries:
        visitor.get(CASELOAD)
    assert [one for one in queries if 'UPDATE "django_session"' in one["sql"]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_never_holds_the_sign_in_form(client, db, method):
    answer = getattr(client, method)(
        reverse("item-add" if method == "post" else "program-edit", args=[1]), headers=HTMX
    )
    assert answer.content == b""
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fprograms%2F1%2Fedit%2F"


def test_a_part_asked_for_without_the_second_factor_leads_to_setting_it_up(client_for, physio, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    answer = client_for(physio).get(CASELOAD, headers=HTMX)
    assert answer["HX-Redirect"].startswith(reverse("mfa_activate_totp"))


def test_signing_in_gives_a_new_key(client, physio):
    client.get(reverse("account_login"))
    before = client.session.session_key
    sign_in(client, physio)
    assert client.session.session_key != before


def test_signing_out_clears_what_the_browser_kept(client_for, physio):
    answer = client_for(physio).post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_what_the_next_page_says_is_in_no_cookie(client_for, physio, case, settings):
    """It may name a red flag or a record."""
    visitor = client_for(physio)
    answer = visitor.post(reverse("case-reopen", args=[case.pk]), {"version": "1"})
    assert "open already" in str([str(one) for one in get_messages(answer.wsgi_request)])
    assert set(answer.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert "open already" in text_of(visitor.get(case.get_absolute_url()))
    assert "open already" not in text_of(visitor.get(case.get_absolute_url()))


def test_other_sessions_are_shown_and_ended(client, client_for, physio):
    from tests.clients import ScopedClient

    other = ScopedClient()
    sign_in(other, physio)
    sign_in(client, physio)
    page = text_of(client.get(reverse("usersessions_list")))
    assert page.count("127.0.0.1") == 2
    client.post(reverse("usersessions_list"))
    assert is_out(other.get(CASELOAD))
    assert client.get(CASELOAD).status_code == 200


def test_a_new_password_ends_the_other_sessions(client, physio):
    from tests.clients import ScopedClient

    other = ScopedClient()
    sign_in(other, physio)
    sign_in(client, physio)
    new = "seven quiet otters row"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), fields)
    assert is_out(other.get(CASELOAD))
    assert client.get(CASELOAD).status_code == 200
