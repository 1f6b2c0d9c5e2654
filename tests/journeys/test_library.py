"""From a blank exercise to a published one: one librarian writes it, a second one looks at it and publishes it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from exercises.models import Exercise
from tests.journeys.inspection import layout_faults
from tests.journeys.librarian import LibraryDesk


def test_a_new_exercise_is_written_and_published(
    context, live_server, library, librarian, librarian2, physio, sign_in
):
    sign_in(librarian)
    desk = LibraryDesk(context.new_page())
    page = desk.page
    page.goto(live_server.url + reverse("exercise-list"))
    desk.begin("Wall slide", "Body weight")
    desk.confirm("The draft is begun")

    desk.write_the_clinicians_side()
    desk.write_for_the_patient()
    desk.draw()
    desk.name_an_alternative()
    desk.hand_in()

    sign_in(librarian2)
    page.goto(live_server.url + reverse("library-work"))
    page.get_by_role("link", name="Look at it Wall slide").click()
    expect(page.get_by_role("heading", name="Verdicts by condition and stage")).to_be_visible()
    desk.press("Publish the exercise")
    desk.confirm("Published.")
    assert Exercise.objects.get(slug="wall-slide").published_by == librarian2

    sign_in(physio)
    page.goto(live_server.url + reverse("exercise-list") + "?q=wall+slide")
    expect(page.get_by_role("link", name="Wall slide", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1280, 820])
def test_every_editing_page_fits(page, live_server, library, librarian, sign_in, width):
    sign_in(librarian)
    page.set_viewport_size({"width": width, "height": 900})
    parts = [
        "facts",
        "coaching",
        "demands",
        "dose",
        "words-en",
        "words-de",
        "picture",
        "alternatives",
        "chain",
    ]
    of_exercise = ["edit", "duplicate", "revisions", "impact", "retire"]
    addresses = [
        *(reverse(name) for name in ("library-work", "exercise-add", "suggestion-list")),
        *(reverse(f"exercise-{name}", args=["goblet-squat"]) for name in of_exercise),
        reverse("suggestion-add", args=["goblet-squat"]),
        *(reverse("exercise-part", args=["goblet-squat", part]) for part in parts),
    ]
    found = []
    for address in addresses:
        answer = page.goto(live_server.url + address)
        assert answer.ok, address
        found += layout_faults(page)
    assert found == []


def test_alternatives_move_without_leaving_the_page(page, live_server, library, librarian, sign_in):
    sign_in(librarian)
    page.goto(live_server.url + reverse("exercise-part", args=["barbell-back-squat", "alternatives"]))
    names = page.locator(".ordered strong")
    expect(names.first).to_have_text("Belt squat")
    page.get_by_role("button", name="Move down Belt squat").click()
    expect(names.first).to_have_text("Leg press (strict form)")
    page.get_by_role("button", name="Remove Leg press (strict form)").click()
    expect(names.first).to_have_text("Belt squat")
    assert page.locator("input[name=why]").count() == 5
