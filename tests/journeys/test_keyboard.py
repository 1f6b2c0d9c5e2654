"""The core of the job with Tab, Enter and typing alone: where the focus is shows, and stays where the work is."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD
from tests.journeys.drafting import Drafting, first_swap

MOST_TABS = 250
IS_FOCUSED = "one => one === document.activeElement"
SHOWS_FOCUS = "one => getComputedStyle(one).outlineStyle !== 'none' && one.matches(':focus-visible')"
PLACE = "document.activeElement.closest('.item, .wish')?.id"


@pytest.fixture
def keys(page, live_server, draft, physio, sign_in):
    """Return the draft in a tab where nothing is clicked."""
    sign_in(physio)
    page.goto(live_server.url + draft.get_absolute_url())
    return Keys(page)


class Keys(Drafting):
    """One browser tab and only its keyboard."""

    def reach(self, wanted):
        """Press Tab until the focus is on an element, and see that it shows."""
        for _ in range(MOST_TABS):
            if wanted.evaluate(IS_FOCUSED):
                assert wanted.evaluate(SHOWS_FOCUS), "nothing shows where the focus is"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def take(self, button):
        builder = self.page.locator("#builder")
        version = builder.get_attribute("data-version")
        self.reach(button)
        self.page.keyboard.press("Enter")
        expect(builder).not_to_have_attribute("data-version", version)

    def place(self):
        """Return the card or row that the focus is in, once htmx has put the page together."""
        expect(self.page.locator(".htmx-settling, .htmx-swapping, .htmx-request")).to_have_count(0)
        return self.page.evaluate(PLACE)


def test_sign_in(page, live_server, library, physio):
    page.goto(live_server.url + reverse("home"))
    keys = Keys(page)
    keys.reach(page.get_by_label("Username"))
    page.keyboard.type(physio.username)
    keys.reach(page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()
    keys.reach(page.get_by_role("link", name="Skip to the content"))


def test_skip_link_leads_past_the_navigation(page, live_server, library, physio, sign_in):
    sign_in(physio)
    page.goto(live_server.url + reverse("exercise-list"))
    keys = Keys(page)
    keys.reach(page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_swap_keeps_the_place(keys):
    keys.reach(keys.page.get_by_label("Search the library by name or muscle"))
    keys.page.keyboard.type("Kickstand Romanian deadlift")
    keys.take(keys.page.get_by_role("button", name="Patient wants it"))
    assert keys.page.evaluate("document.activeElement.id") == "exercise-search"

    card = keys.page.get_by_role("article").filter(has=keys.heading("Kickstand Romanian deadlift"))
    keys.take(first_swap(card))
    expect(card).to_contain_text("Swapped for")
    assert keys.place() == card.get_attribute("id")
    assert card.evaluate(SHOWS_FOCUS)


def test_move_keeps_the_place(keys):
    last = keys.names_in("Legs")[-1]
    up = keys.page.get_by_role("button", name=f"Move {last} up")
    keys.take(up)
    assert keys.names_in("Legs")[-2] == last
    assert keys.place() == keys.row(last).get_attribute("id")
    while up.is_enabled():
        keys.take(up)
    assert keys.names_in("Legs")[0] == last
    assert keys.place() == keys.row(last).get_attribute("id")


def test_wrong_entry_is_read_out_where_it_stands(keys):
    name = keys.names_in("Legs")[0]
    keys.reach(keys.row(name).get_by_text("Change how much"))
    keys.page.keyboard.press("Enter")
    keys.reach(keys.row(name).get_by_label("Sets"))
    keys.page.keyboard.type("99")
    keys.page.keyboard.press("Enter")
    summary = keys.page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Sets")


# Nobody is timed here: 200 keys a minute is slow typing, and a log must take less than a minute.
SLOW_TYPING = 200
PER_EXERCISE, EVERY_NUMBER = 10, 13


class Counted:
    """A keyboard that counts its keys."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)
        self.count += times

    def type(self, words):
        for letter in words:
            self.press(letter)

    def reach(self, name):
        """Press Tab until a field has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {name}")


@pytest.fixture
def log(page, live_server, issued, physio, sign_in):
    """Return the keyboard in front of the sheet that the code on the log has opened."""
    sign_in(physio)
    page.goto(live_server.url + reverse("check-in-find"))
    keyboard = Counted(page)
    keyboard.type(issued.log_code.lower())
    keyboard.press("Enter")
    page.wait_for_url("**/check-ins/1/add/")
    return keyboard


def calm_week(log):
    log.reach("sessions_done")
    log.type("3")
    numbers = {"pain_for_all": "1", "morning_for_all": "3", "effort_for_all": "6"}
    asked = {"settled_for_all": "y", "technique_for_all": "y", "amount_for_all": "y", "legs_for_all": "n"}
    for name, letter in (numbers | asked).items():
        log.reach(name)
        log.type(letter)


def test_log_of_a_week_takes_less_than_a_minute(log, issued):
    """All exercises at once, then the two that differ: the last of them, so that every row is passed."""
    rows = list(issued.items.order_by("pk"))
    names = log.page.locator("tbody input.scale[name$=pain_during]").evaluate_all(
        "all => all.map(one => one.name)"
    )
    assert len(names) == len(rows) >= 12
    calm_week(log)
    for name in (names[5], names[-1]):
        log.reach(name)
        log.type("3")
    log.press("Enter")
    expect(log.page.get_by_role("button", name="Accept and make the next version")).to_be_visible()
    assert log.count <= PER_EXERCISE * len(rows)
    assert log.count < SLOW_TYPING


def test_log_with_every_row_its_own_numbers(log, issued):
    rows = issued.items.count()
    log.reach("sessions_done")
    log.type("3")
    fields = log.page.locator("tbody tr:not(.for-all) input.scale").evaluate_all(
        "all => all.map(one => one.name)"
    )
    assert len(fields) == 3 * rows
    for name in fields:
        log.reach(name)
        log.type("2")
    log.press("Enter")
    expect(log.page.get_by_role("heading", name=f"Week 1 of {issued.code}")).to_be_visible()
    assert log.count <= EVERY_NUMBER * rows
    assert log.count < SLOW_TYPING
