"""The longest, the most and the least that a program can hold still give a whole handout."""

import copy
import re
from collections import Counter

from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from tests.programs.handouts.reading import Printed, squeezed

LONG_NAME = "Maximiliana Philippa Antoinette " * 6 + "of Borth"


def test_a_long_name_stands_on_every_page(small):
    small["patient"]["name"] = LONG_NAME
    printed = Printed(render_pdf(small, Variant()))
    assert all(LONG_NAME in page for page in printed.pages)


def test_a_long_note_is_printed_whole(small):
    words = " ".join(f"word{number}" for number in range(600))
    small["sections"][0]["items"][0]["note"] = words
    small["program"]["note"] = words
    text = Printed(render_pdf(small, Variant())).text
    assert len(words) > 4100
    counted = Counter(re.findall(r"word\d+", text))
    assert [word for word in words.split() if counted[word] != 2] == []


def test_a_note_keeps_its_lines_and_cannot_inject_markup(small):
    small["sections"][0]["items"][0]["note"] = '<img src="x" onerror="y">\n<b>bold</b> & {{ name }}'
    assert '<img src="x" onerror="y"> <b>bold</b> & {{ name }}' in Printed(render_pdf(small, Variant())).text


def test_sixty_exercises(snapshot):
    grow(snapshot, exercises=60, weeks=1)
    printed = Printed(render_pdf(snapshot, Variant()))
    drawn = printed.drawn_figures()
    # The same drawing is one object however often it is used.
    # Two for each exercise, the code of the log, and the boxes of its three days.
    assert len(drawn) == 2 * 60 + 1 + 3
    assert len(set(drawn)) < len(drawn)
    assert [
        number for number in range(1, 61) if f"{number} Exercise number {number}." not in printed.text
    ] == []


def test_sixteen_weeks(snapshot):
    grow(snapshot, exercises=4, weeks=16)
    text = Printed(render_pdf(snapshot, Variant("a4", "large"))).text
    assert text.count("Log for week") == 16
    heads = re.findall(r"Week ([\d –]+\d) Sets", text)
    # A dose that changes too often for one row of columns takes two, one below the other.
    assert [week for head in heads for week in weeks_of(head)] == list(range(1, 17)) * 4


def weeks_of(head):
    """Return the weeks that the head of a grid names: "1–2 3" is 1, 2 and 3."""
    spans = [[int(week) for week in span.split("–")] for span in head.split()]
    return [week for span in spans for week in range(span[0], span[-1] + 1)]


def grow(snapshot, *, exercises, weeks):
    """Repeat the items of the snapshot until there are enough, over more weeks."""
    patterns = [item for part in snapshot["sections"] for item in part["items"] if not item["variants"]]
    grown = []
    for number in range(1, exercises + 1):
        item = copy.deepcopy(patterns[number % len(patterns)])
        item["number"], item["text"]["name"] = number, f"Exercise number {number}."
        item["weeks"] = [item["weeks"][week % 8] | {"week": week + 1} for week in range(weeks)]
        grown.append(item)
    snapshot["program"]["weeks"] = weeks
    quarter = -(-exercises // 4)
    for index, part in enumerate(snapshot["sections"]):
        part["items"] = grown[index * quarter : (index + 1) * quarter]


def test_names_of_many_scripts_are_printed(small):
    names = ["Nguyễn Thị Hồng", "Ελένη Παπαδοπούλου", "Олена Шевченко", "Þórður Åström"]
    small["patient"]["name"] = ", ".join(names)
    page = squeezed(Printed(render_pdf(small, Variant())).pages[0])
    assert [name for name in names if squeezed(name) not in page] == []
