"""Coming in by the front door."""

from django.urls import reverse

from tests.factories import PASSWORD


def test_physiotherapist_signs_in_and_out(page, live_server, library, physio):
    page.goto(live_server.url + reverse("home"))
    page.get_by_label("Username").fill(physio.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.startswith(live_server.url + reverse("account_login"))
