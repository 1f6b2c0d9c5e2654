"""What a physiotherapist does at the desk, page by page. Every step works with and without JavaScript."""

import re
from datetime import date, timedelta

from django.urls import reverse
from playwright.sync_api import expect

from clinic.models import Condition
from tests.factories import PASSWORD

DISC_HERNIATION = "disc-herniation-radiculopathy"
SWAP_LIST = "Back-friendly swaps"


def type_sign_in(page, live_server, user):
    """Come in by the front door, typing name and password."""
    page.goto(live_server.url + reverse("home"))
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Caseload")).to_be_visible()


def register_patient(page):
    page.get_by_role("link", name="Add patient").click()
    page.get_by_label("Family name").fill("Fingida")
    page.get_by_label("Given name").fill("Maria")
    page.get_by_label("Day").fill("2")
    page.get_by_label("Month").fill("Mar")
    page.get_by_label("Year").fill("1981")
    page.get_by_label("Sex").select_option("Female")
    save(page, "Save")


def open_case(page):
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("Complaint").fill("Back and left leg pain")
    page.get_by_label("Goal").fill("Cycle to work again")
    page.get_by_label("Where the patient trains").select_option("In a gym")
    page.get_by_label("Supervision").select_option(index=1)
    save(page, "Save")


def record_diagnosis(page):
    """A disc herniation that presses on a nerve, six weeks old."""
    page.get_by_role("link", name="Record the diagnosis").click()
    condition = Condition.objects.get(slug=DISC_HERNIATION)
    page.get_by_label("Condition").select_option(condition.name)
    page.get_by_label("Spinal level").fill("L4/5")
    page.get_by_label("Side").select_option("Left")
    page.get_by_label("Onset of this episode").fill(f"{weeks_ago(6):%Y-%m-%d}")
    page.get_by_label("Diagnosed by (name)").fill("Dr F. Fictive")
    page.get_by_label("Their profession").fill("General practitioner")
    page.get_by_label("Diagnosed on").fill(f"{weeks_ago(5):%Y-%m-%d}")
    save(page, "Save")


def screen_red_flags(page):
    """Mark every group as absent with its button."""
    page.get_by_role("link", name="Ask about red flags").click()
    words = re.compile("^Mark the unanswered .* flags as absent$")
    for number in range(page.get_by_role("button", name=words).count()):
        page.get_by_role("button", name=words).nth(number).click()
    page.get_by_label("None", exact=True).check()
    save(page, "Save the screen")


def sign_clearance(page):
    page.get_by_role("link", name="Record the clearance").click()
    page.get_by_label("Cleared", exact=True).check()
    page.get_by_label("I do, as the treating physiotherapist").check()
    save(page, "Sign the clearance")


def record_assessment(page):
    page.get_by_role("link", name="Record an assessment").click()
    for label, rating in {"Now": "2", "Worst": "4", "Usual": "2", "Average": "2"}.items():
        page.get_by_label(label).fill(rating)
    page.get_by_label("Moderate").check()
    page.get_by_label("Extension eases").check()
    page.get_by_label("Bending forwards").check()
    page.get_by_label("Activity 1").fill("Sitting for 45 minutes")
    page.get_by_label("Score 1").fill("3")
    save(page, "Save")


def save(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def weeks_ago(number):
    return date.today() - timedelta(weeks=number)  # noqa: DTZ011


def start_program(page):
    page.get_by_role("button", name="Start a programme").first.click()
    expect(page.get_by_role("heading", name="Draft BK-")).to_be_visible()


def press(page, button):
    """Take one step of the draft and wait until the builder shows the draft after it."""
    builder = page.locator("#builder")
    version = builder.get_attribute("data-version")
    button.click()
    expect(builder).not_to_have_attribute("data-version", version)


def search(page, name):
    """Look for an exercise. Return its row among those found."""
    page.get_by_label("Search the library by name or muscle").fill(name)
    if not runs_scripts(page):
        save(page, "Search")
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name, exact=True)).filter(has_text="Patient wants it")


def ask_for(page, name):
    """Note that the patient wants an exercise. Return its card."""
    press(page, search(page, name).get_by_role("button", name="Patient wants it"))
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=name, exact=True))


def add(page, name):
    press(page, search(page, name).get_by_role("button", name="Add", exact=True))


def swap(page, card):
    """Take the first swap on offer. Return the name of the exercise that came in."""
    offer = card.get_by_role("list", name=SWAP_LIST).get_by_role("button").first
    name = offer.inner_text().strip()
    press(page, offer)
    expect(item(page, name)).to_be_visible()
    return name


def item(page, name):
    """Return the row of an exercise in the program."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True, level=3))


def add_suggestions(page):
    press(page, page.get_by_role("button", name="Add a suggested warm-up, core and cool-down").first)


def tick_cautions(page):
    """Read and tick every caution in the program. Return how many there were."""
    unread = page.get_by_role("button", name="I have read this and go on with care")
    count = unread.count()
    for _ in range(count):
        press(page, unread.first)
    return count


def change_dose(page, name, **dose):
    row = item(page, name)
    row.get_by_text("Change how much").click()
    for label, amount in dose.items():
        row.get_by_label(label).fill(amount)
    press(page, row.get_by_role("button", name="Save and plan the weeks again"))


def set_weeks(page, weeks):
    page.get_by_role("link", name="Weeks, days, equipment").click()
    page.get_by_label("Weeks").fill(str(weeks))
    save(page, "Save and plan the weeks again")
    expect(page.get_by_role("columnheader", name=f"Week {weeks}")).to_be_attached()


def issue(page):
    """Tick every note and issue."""
    page.get_by_role("link", name="Check and issue").click()
    for note in page.get_by_role("checkbox").all():
        note.check()
    save(page, "Issue the programme")


def names_in(page, section):
    """Return the exercises of one section, top to bottom."""
    return page.get_by_role("region", name=section).locator(".item-name h3").all_inner_texts()


def runs_scripts(page):
    return page.locator("html.no-such").count() == 0
