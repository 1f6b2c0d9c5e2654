"""What a physiotherapist does with a draft, step by step. Every step works with and without JavaScript."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.journeys.desk import Desk


@dataclass
class Drafting(Desk):
    """One browser tab in which a program is built."""

    def start(self):
        self.press("Start a programme")
        expect(self.page.get_by_role("heading", name="Draft BK-")).to_be_visible()
        self.look()

    def take(self, button):
        """Press a button of the draft and wait until the page shows the draft after that step."""
        builder = self.page.locator("#builder")
        version = builder.get_attribute("data-version")
        button.click()
        expect(builder).not_to_have_attribute("data-version", version)

    def search(self, name):
        """Look for an exercise; where scripts run, the results come while typing. Return its row."""
        self.fill("Search the library by name or muscle", name)
        if not self.runs_scripts:
            self.press("Search")
        return self.page.locator("#search-results li").filter(
            has=self.page.get_by_role("link", name=name, exact=True)
        )

    def ask_for(self, name):
        """Note that the patient wants an exercise. Return its card."""
        self.take(self.search(name).get_by_role("button", name="Patient wants it"))
        return self.page.get_by_role("article").filter(has=self.heading(name))

    def add(self, name):
        self.take(self.search(name).get_by_role("button", name="Add", exact=True))

    def swap(self, card):
        """Take the first swap on offer, in one step. Return the name of the exercise that came in."""
        offer = first_swap(card)
        name = offer.inner_text().strip()
        self.take(offer)
        expect(self.row(name)).to_be_visible()
        return name

    def add_suggestions(self):
        self.take(self.page.get_by_role("button", name="Add a suggested warm-up, core and cool-down").first)

    def tick_cautions(self):
        """Read and tick every caution in the program. Return how many there were."""
        unread = self.page.get_by_role("button", name="I have read this and go on with care")
        count = unread.count()
        for _ in range(count):
            self.take(unread.first)
        return count

    def change_dose(self, name, **amounts):
        self.row(name).get_by_text("Change how much").click()
        for label, amount in amounts.items():
            self.row(name).get_by_label(label).fill(amount)
        self.take(self.row(name).get_by_role("button", name="Save and plan the weeks again"))

    def move_up(self, name):
        self.take(self.page.get_by_role("button", name=f"Move {name} up"))

    def undo(self):
        self.take(self.page.get_by_role("button", name="Undo"))

    def set_weeks(self, weeks):
        self.follow("Weeks, days, equipment")
        self.fill("Weeks", str(weeks))
        self.press("Save and plan the weeks again")
        expect(self.page.get_by_role("columnheader", name=f"Week {weeks}")).to_be_attached()

    def issue(self):
        """Tick every note and issue."""
        self.follow("Check and issue")
        for note in self.page.get_by_role("checkbox").all():
            note.check()
        self.press("Issue the programme")
        self.confirm("is issued")
        self.look()

    def row(self, name):
        """Return an exercise in the program."""
        return self.page.locator(".item").filter(has=self.heading(name))

    def names_in(self, section):
        """Return the exercises of one section, top to bottom."""
        return self.page.get_by_role("region", name=section, exact=True).locator(".item h3").all_inner_texts()

    def heading(self, name):
        return self.page.get_by_role("heading", name=name, exact=True, level=3)

    @property
    def runs_scripts(self):
        """Tell whether the browser ran the page's scripts; asking works even where they may not run."""
        return self.page.evaluate("'htmx' in window")


def first_swap(card):
    return card.get_by_role("list", name="Back-friendly swaps").get_by_role("button").first
