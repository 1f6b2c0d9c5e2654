"""What a physiotherapist does with the record, page by page. Every step works with and without JavaScript."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clinic.models import Condition
from tests.factories import PASSWORD

DISC_HERNIATION = "disc-herniation-radiculopathy"
MARK_ABSENT = re.compile("^Mark the unanswered .* flags as absent$")


@dataclass
class Desk:
    """One browser tab. `look` is called on every page it comes to."""

    page: Any
    look: Any = lambda: None

    def sign_in(self, url, user):
        """Come in by the front door, typing name and password."""
        self.page.goto(url + reverse("home"))
        self.look()
        self.fill("Username", user.username)
        self.fill("Password", PASSWORD)
        self.press("Sign in")
        expect(self.page.get_by_role("heading", name="Caseload")).to_be_visible()
        self.look()

    def register_patient(self):
        self.follow("Add patient")
        self.fill("Family name", "Fingida")
        self.fill("Given name", "Maria")
        for box, words in {"Day": "2", "Month": "Mar", "Year": "1981"}.items():
            self.fill(box, words)
        self.choose("Sex", "Female")
        self.press("Save")
        self.confirm("The patient is registered")

    def open_case(self):
        self.follow("Open a case")
        self.fill("Complaint", "Back and left leg pain")
        self.fill("Goal", "Cycle to work again")
        self.choose("Where the patient trains", "In a gym")
        self.press("Save")
        self.confirm("The case is open")

    def record_diagnosis(self):
        """A disc herniation that presses on a nerve, six weeks old."""
        self.follow("Record the diagnosis")
        self.choose("Condition", Condition.objects.get(slug=DISC_HERNIATION).name)
        self.fill("Spinal level", "L4/5")
        self.choose("Side", "Left")
        self.fill("Onset of this episode", weeks_ago(6))
        self.fill("Diagnosed by (name)", "Dr F. Fictive")
        self.fill("Their profession", "General practitioner")
        self.fill("Diagnosed on", weeks_ago(5))
        self.press("Save")
        self.confirm("The diagnosis is recorded")

    def screen_red_flags(self):
        """Mark group after group as absent with its one button."""
        self.follow("Ask about red flags")
        buttons = self.page.get_by_role("button", name=MARK_ABSENT)
        for number in range(buttons.count()):
            buttons.nth(number).click()
            answered = self.page.locator(".flag-group").nth(number).get_by_label("Absent")
            for answer in answered.all():
                expect(answer).to_be_checked()
        self.tick("None")
        self.press("Save the screen")
        self.confirm("The red-flag screen is recorded")

    def sign_clearance(self):
        self.follow("Record the clearance")
        self.tick("Cleared")
        self.tick("I do, as the treating physiotherapist")
        self.press("Sign the clearance")
        self.confirm("The clearance is signed")

    def record_assessment(self):
        self.follow("Record an assessment")
        for label, rating in {"Now": "2", "Worst": "4", "Usual": "2", "Average": "2"}.items():
            self.fill(label, rating)
        for answer in ("Moderate", "Extension eases", "Bending forwards"):
            self.tick(answer)
        self.fill("Activity 1", "Sitting for 45 minutes")
        self.fill("Score 1", "3")
        self.press("Save")
        self.confirm("The assessment is recorded")

    def follow(self, words):
        """Go where a link leads, and look around."""
        self.page.get_by_role("link", name=words).click()
        self.look()

    def fill(self, label, words):
        self.page.get_by_label(label).fill(words)

    def choose(self, label, words):
        self.page.get_by_label(label).select_option(words)

    def tick(self, words):
        self.page.get_by_label(words, exact=True).check()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def confirm(self, words):
        """Read what the page says has been done."""
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def weeks_ago(number):
    """Return a day as a date box takes it."""
    return f"{timezone.localdate() - timedelta(weeks=number):%Y-%m-%d}"
