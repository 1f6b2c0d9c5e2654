"""Coming in by the front door."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD


def test_physiotherapist_signs_in_and_out(page, live_server, library, physio):
    page.goto(live_server.url + reverse("home"))
    page.get_by_label("Username").fill(physio.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    assert page.url.startswith(live_server.url + reverse("account_login"))


def test_colleague_of_another_clinic_finds_nothing(page, live_server, library, case, stranger, sign_in):
    sign_in(stranger)
    page.goto(live_server.url + reverse("caseload"))
    expect(page.get_by_text("No case is open yet")).to_be_visible()
    answer = page.request.get(live_server.url + case.get_absolute_url())
    assert answer.status == 404
