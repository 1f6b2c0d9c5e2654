"""What a librarian does with the library, page by page, going by what the pages say and nothing else."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect

FACTS = {"Movement pattern": "Squat", "Region": "Full leg", "Position": "Standing"}
DEMANDS = {
    "Compression": "1 low: About 700–1499 N: standing and walking",
    "Shear": "0 none: Upright or supported",
    "Flexion": "0 none: Neutral",
    "Extension": "0 none: Neutral",
    "Rotation, one-sided load": "0 none: Both sides alike",
    "Impact": "0 none: None",
    "Balance": "1 low: Two feet, stable",
    "Nerve tension": "0 none: None",
    "What these numbers rest on": "Expert judgement",
}
DOSE = {
    "Sets": "2",
    "Times, from": "6",
    "Times, to": "10",
    "Rest between sets (s)": "60",
    "Days a week, at least": "2",
    "Days a week, at most": "4",
}
WORDS = {
    "Name": "Slide down a wall",
    "What it is for": "Makes your legs strong for stairs.",
    "Get ready": "Stand with your back against a wall. Put your feet a step in front of it.",
    "Step 1": "Slide down until your knees are half bent.",
    "Step 2": "Push the floor away and slide up again.",
    "What you should feel": "You should feel the front of your thighs.",
    "Easier": "Slide down less far.",
    "Harder": "Stay low for 3 seconds.",
    "Watch for": "Keep your heels on the floor.",
    "Picture in words": "Start: standing with the back on a wall. Finish: knees half bent, back still on the wall.",
}


@dataclass
class LibraryDesk:
    """One browser tab of a librarian."""

    page: Any

    def begin(self, name, kind):
        self.page.get_by_role("link", name="Library work").click()
        self.page.get_by_role("link", name="Add an exercise").click()
        self.page.get_by_label("Name for clinicians").fill(name)
        self.page.get_by_label("Kind").select_option(kind)
        self.press("Begin the draft")

    def choose(self, choices):
        for label, words in choices.items():
            self.field(label).select_option(words)

    def fill(self, typed):
        for label, words in typed.items():
            self.field(label).fill(words)

    def field(self, label):
        # A label may end in the star of a required field.
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$"))

    def go_on_to(self, title):
        """Save the part and find the next one open."""
        self.press(f"Save and go on to: {title}")
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).last.click()

    def confirm(self, words):
        expect(self.page.get_by_role("status").filter(has_text=words)).to_be_visible()

    def write_the_clinicians_side(self):
        self.page.get_by_role("link", name="What it is", exact=True).click()
        self.choose(FACTS)
        self.page.get_by_role("group", name="Main muscles").get_by_label("Quadriceps").check()
        self.go_on_to("Demand on the back")
        self.choose(DEMANDS)
        self.go_on_to("Usual dose")
        self.fill(DOSE)
        self.go_on_to("Coaching and caution")

    def write_for_the_patient(self):
        self.go_on_to("What the patient reads")
        self.fill(WORDS)
        preview = self.page.locator("#preview")
        expect(preview).to_contain_text(WORDS["Name"])
        expect(preview).to_contain_text("2\N{NO-BREAK SPACE}sets of 6–10\N{NO-BREAK SPACE}times")

    def draw(self):
        """Take another picture, bend it too far, read what is wrong, and bend it back."""
        self.go_on_to("Picture")
        self.page.get_by_label("Start from the picture of").select_option("Bodyweight squat")
        self.press("Use this picture")
        preview, trunk = self.page.locator("#preview"), self.page.locator("[name='n.frames.1.trunk']")
        expect(preview.locator("img")).to_have_count(2)
        usual = trunk.input_value()
        trunk.fill("10")
        expect(preview).to_contain_text("but this joint only goes from")
        trunk.fill(usual)
        expect(preview).to_contain_text("The picture passes every check")

    def name_an_alternative(self):
        self.go_on_to("Instead of this")
        self.page.get_by_label("Add an exercise").select_option("Wall sit")
        self.page.get_by_label("Why it is kinder").last.fill("no movement at all")
        self.press("Add to the list")
        expect(self.page.get_by_role("button", name="Remove Wall sit")).to_be_visible()
        self.press("Save")
        self.confirm("Saved.")

    def hand_in(self):
        self.page.get_by_label("What should the colleague know?").fill("Asked for by Robin")
        self.press("Hand in for review")
        self.confirm("Handed in.")
        expect(self.page.get_by_text("somebody else has to decide")).to_be_visible()
