"""What the PDF says is what the snapshot says, field by field."""

import re

import pytest

from programs.handouts.digest import digest_of
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from tests.programs.handouts.reading import plain, squeezed


def said(snapshot):
    """Yield every string of the snapshot that the patient must be able to read."""
    program, clinic = snapshot["program"], snapshot["clinic"]
    yield from (clinic["name"], clinic["address"], clinic["phone"], clinic["emergency_number"])
    yield from snapshot["clinician"].values()
    yield from (snapshot["patient"]["name"], snapshot["patient"]["reference"], snapshot["case"]["goal"])
    yield from (*snapshot["equipment"], program["log_code"], program["note"])
    yield from (
        "BK-00012",
        "version 2",
        "22-Nov-2026",
        "20-Dec-2026",
        "Mon, Wed, Fri",
        "35 minutes",
        "8 weeks",
    )
    yield from ("version 1 of 01-Nov-2026", "30-Oct-2026")
    for item in items(snapshot):
        yield from texts(item)
        yield item["note"]
    for entry in snapshot["left_out"]:
        yield from (entry["name"], *entry["instead"])
    yield snapshot["rules"]["digest"][:12]
    yield digest_of(snapshot)[:12]


def items(snapshot):
    return [item for part in snapshot["sections"] for item in part["items"]]


def texts(item):
    for form in (item, *item["variants"]):
        for key in ("name", "purpose", "setup", "feel", "easier", "harder", "not_like_this"):
            yield form["text"][key]
        yield from form["text"]["steps"]


@pytest.mark.parametrize("which", ["printed", "printed_large"])
def test_every_field_can_be_read(which, request, snapshot):
    text = squeezed(request.getfixturevalue(which).text)
    assert [field for field in said(snapshot) if squeezed(field) not in text] == []


@pytest.mark.parametrize("which", ["printed", "printed_large"])
def test_every_dose_can_be_read(which, request, snapshot):
    text = request.getfixturevalue(which).text
    variant = Variant("letter", "large", "mono") if which == "printed_large" else Variant()
    grids = {card.number: card.grids for card in Handout.from_snapshot(snapshot, variant).cards if card.grids}
    wanted = {
        "".join((name, *numbers)) for parts in grids.values() for grid in parts for name, numbers in grid.rows
    }
    # A grid says each week in numbers below each other; test_presenter checks them against the weeks.
    for item in (item for item in items(snapshot) if item["number"] not in grids):
        for week in item["weeks"]:
            wanted |= {f"{week['sets']} set"} if not week["minutes"] else {f"{week['minutes']} minutes"}
            wanted |= {f"{week['reps']} times"} if week["reps"] else set()
            wanted |= {f"hold {week['hold_s']} seconds"} if week["hold_s"] else set()
            wanted |= {f"{float(week['load_kg']):g} kg"} if week["load_kg"] else set()
            wanted |= {f"how hard: {week['rpe']} out of 10"}
    assert [dose for dose in wanted if squeezed(dose.lower()) not in squeezed(text.lower())] == []


def test_nothing_meant_for_the_clinician_is_printed(printed, snapshot):
    assert "CLINICIANS-ONLY" not in printed.text
    assert snapshot["case"]["leg_symptoms"] not in printed.text
    assert snapshot["patient"]["born_on"] not in printed.text
    assert "Disc herniation" not in printed.text


def test_page_one_is_enough_to_start(printed, snapshot):
    first = printed.pages[0]
    for heading in (
        "Stop and get help",
        "Your pain light",
        "The next morning",
        "Do these in this order",
        "Week 1",
    ):
        assert heading in first
    assert [item["text"]["name"] for item in items(snapshot) if item["text"]["name"] not in first] == []
    assert "This is an emergency. Call 112 now." in first


def test_the_parts_come_in_their_order(printed):
    titles = [entry.title for entry in printed.headings]
    parts = [
        "Stop and get help",
        "Your pain light",
        "Your weeks at a glance",
        "Warm-up",
        "Core",
        "Legs",
        "Cool-down",
    ]
    parts += ["Not for now, and what you do instead", "Your log", "Good to know", "About this plan"]
    assert [title for title in titles if title in parts] == parts


def test_two_exercises_fit_a_standard_page_and_one_a_large_one(printed, printed_large, snapshot):
    purposes = [plain(item["text"]["purpose"]) for item in items(snapshot)]
    assert max(sum(purpose in page for purpose in purposes) for page in printed.pages) == 2
    assert max(sum(purpose in page for purpose in purposes) for page in printed_large.pages) == 1


def test_no_exercise_is_broken_across_pages(printed, snapshot):
    for item in items(snapshot):
        ends = (item["text"]["purpose"], item["text"]["not_like_this"])
        first, last = ([n for n, page in enumerate(printed.pages) if plain(end) in page] for end in ends)
        assert set(first) & set(last), item["slug"]


def test_the_log_has_only_training_days_and_sides_where_prescribed(printed, snapshot):
    log = printed.text[printed.text.index("Your log") : printed.text.index("Good to know")]
    assert re.findall(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d", log)[:4] == [
        "Mon 23",
        "Wed 25",
        "Fri 27",
        "Mon 30",
    ]
    boxes = [figure["/Alt"] for figure in printed.tagged("/Figure") if figure["/Alt"].startswith("Done: ")]
    # Exercise 8 is for two days a week: the first and the last of the three.
    whole = "Done: 1, 2, 3L, 3R, 4L, 4R, 5, 6, 7L, 7R, 8, 9L, 9R, 10"
    assert boxes == [whole, whole.replace(" 8,", ""), whole] * snapshot["program"]["weeks"]
    # A floated heading is drawn before the page it shares, so the last week may come after "Good to know".
    assert printed.text.count("Log for week") == 8


def test_it_says_what_it_is_not(printed):
    assert "This plan does not replace a visit to your physiotherapist or doctor." in printed.text
    assert "Text awaiting clinical review." in printed.text
