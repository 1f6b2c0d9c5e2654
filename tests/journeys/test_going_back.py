"""What a search leaves in the browser tab: nothing in its storage; going back finds the way all the same."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

KEPT = "JSON.stringify({...sessionStorage, ...localStorage})"


@pytest.mark.usefixtures("case")
def test_a_searched_name_stays_in_no_storage(page, live_server, physio, sign_in):
    sign_in(physio)
    page.goto(live_server.url + reverse("caseload"))
    page.locator("#id_q").fill("ada")
    expect(page).to_have_url(re.compile("q=ada"))
    assert page.evaluate(KEPT) == "{}"
    page.reload()
    assert page.evaluate(KEPT) == "{}"


def test_going_back_in_the_library_shows_what_was_found_before(page, live_server, library, physio, sign_in):
    sign_in(physio)
    page.goto(live_server.url + reverse("exercise-list"))
    for word, name in (("bridge", "Glute bridge"), ("goblet", "Goblet squat")):
        page.locator("#id_q").fill(word)
        expect(page.locator("#results").get_by_text(name, exact=True).first).to_be_visible()
        expect(page).to_have_url(re.compile(f"q={word}"))
    page.go_back()
    expect(page).to_have_url(re.compile("q=bridge"))
    expect(page.locator("#results").get_by_text("Glute bridge", exact=True).first).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(KEPT) == "{}"
