"""A passkey with Chromium's own authenticator: add one, come in with it, confirm with it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests.clients import note_password
from tests.factories import PASSWORD
from tests.journeys.desk import Desk

# A phone or computer that recognises its owner by finger or PIN and keeps the key to itself.
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(page, context):
    """Put an authenticator at the browser's side; return a function that gives the keys it holds."""
    line = context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    added = line.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return lambda: line.send("WebAuthn.getCredentials", added)["credentials"]


def test_a_passkey_is_added_opens_the_door_and_confirms(page, phone, live_server, draft, physio):
    desk = Desk(page)
    desk.sign_in(live_server.url, physio)

    page.goto(live_server.url + reverse("mfa_add_webauthn"))
    desk.fill("Password", PASSWORD)
    desk.press("Confirm")
    desk.tick("Passwordless")
    desk.press("Add the passkey")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert len(phone()) == Authenticator.objects.filter(user=physio, type="webauthn").count() == 1

    desk.press("Sign out")
    desk.press("Sign in with a passkey")
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()

    let_hours_pass(physio)
    page.goto(live_server.url + reverse("program-issue", args=[draft.pk]))
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_role("link", name="security key").click()
    desk.press("Use the passkey")
    expect(page.get_by_role("heading", name="Check that this is the right person")).to_be_visible()


def let_hours_pass(user):
    """Make the sign-in three hours old, in every session there is."""
    for stored in Session.objects.all():
        session = SessionStore(stored.session_key)
        note_password(session, user, ago=3 * 3600)
        session.save()
