"""Nothing runs off the page or lies on top of something else, whatever is typed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from programs.handouts import render
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from tests.programs.handouts.languages import longer, stand_in
from tests.programs.handouts.layout import faults, fullness, laid_out, words
from tests.programs.handouts.reading import squeezed
from tests.programs.handouts.test_extremes import LONG_NAME, grow

VARIANTS = [
    Variant(),
    Variant(paper="letter", size="large", palette="mono"),
    Variant(extent="fridge"),
    Variant(paper="letter", size="large", extent="fridge"),
]
TRANSLATED = Path(__file__).with_name("three_languages.json")
# Together they move every block to another page at least once.
THREE = [
    Variant(),
    Variant(language="de", size="large"),
    Variant("letter", language="ar", extent="exercises"),
    Variant(size="large", language="ar", extent="exercises"),
]
NAMES = {
    "two hundred letters": LONG_NAME[:200],
    "one long word": "Wolfeschlegelsteinhausenbergerdorff" * 5,
    "right to left": "محمد بن عبد الله الخطيب",
    "combining marks": "Z\u0323o\u0308e\u0301 Nguye\u0302\u0303n",
}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: one.suffix)
def test_a_plain_program(snapshot, variant):
    document = laid_out(snapshot, variant)
    assert faults(document) == []


@pytest.mark.parametrize("variant", THREE, ids=lambda one: one.suffix)
def test_three_languages(variant):
    document = laid_out(json.loads(TRANSLATED.read_text(encoding="utf-8")), variant)
    assert faults(document) == []


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("extent", ["exercises", "fridge"])
def test_names(small, name, extent):
    small["patient"]["name"] = name
    document = laid_out(small, Variant(extent=extent))
    assert faults(document) == []


@pytest.mark.parametrize("size", ["standard", "large"])
def test_a_note_of_five_thousand_letters(small, size):
    note = ("Keep going, and rest when your light is amber. " * 110)[:5000]
    small["program"]["note"] = small["sections"][0]["items"][0]["note"] = note
    document = laid_out(small, Variant(size=size, extent="exercises"))
    assert faults(document) == []
    # The note starts below what comes before it; no page is left nearly empty for it.
    assert min(fullness(document)[:-1]) > 0.35


def test_sixteen_weeks_of_wide_doses(snapshot):
    grow(snapshot, exercises=8, weeks=16)
    for part in snapshot["sections"]:
        for item in part["items"]:
            for week in item["weeks"]:
                week |= {"sets": 10, "reps": 20, "hold_s": 120, "load_kg": 112.5 + week["week"] / 4}
    for extent in ("exercises", "fridge"):
        document = laid_out(snapshot, Variant(extent=extent))
        assert faults(document) == []


def test_sixty_exercises_in_short(snapshot):
    grow(snapshot, exercises=60, weeks=2)
    document = laid_out(snapshot, Variant(extent="exercises"))
    assert faults(document) == []


def test_no_goal_and_no_address(small):
    small["case"]["goal"] = small["clinic"]["address"] = ""
    document = laid_out(small, Variant(extent="exercises"))
    assert faults(document) == []


@pytest.mark.parametrize("size", ["standard", "large"])
def test_words_twice_as_long(snapshot, monkeypatch, tmp_path, size):
    """German is longer than English; here every word is twice as long and only German rules can break it."""
    for _ in stand_in(monkeypatch, tmp_path, {"de": {"name": "Deutsch"}}, change=longer):
        snapshot["program"]["language"] = "de"
        for part in snapshot["sections"]:
            for item in part["items"]:
                for form in (item, *item["variants"]):
                    text = form["text"]
                    text |= {key: longer(value) for key, value in text.items() if isinstance(value, str)}
                    text |= {"language": "de", "steps": [longer(step) for step in text["steps"]]}
        document = laid_out(snapshot, Variant(language="de", size=size, extent="exercises"))
        assert faults(document) == []


def test_boxes_to_tick_are_nine_millimetres_high(printed, snapshot):
    from programs.handouts import boxes

    assert min(boxes.WIDTH, boxes.HEIGHT) >= 9
    document = laid_out(snapshot, Variant(extent="exercises"))
    drawn = [
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if getattr(box, "element", None) is not None and box.element.get("alt", "").startswith("Done: ")
    ]
    assert drawn
    natural = drawn[0].replacement.height
    assert all(box.height == pytest.approx(natural) for box in drawn if hasattr(box, "replacement"))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_sixteen_exercises_can_be_started_from_page_one(snapshot, paper):
    grow(snapshot, exercises=16, weeks=2)
    names = [f"{number} Half-kneeling hip-flexor stretch" for number in range(1, 17)]
    numbered = [item for part in snapshot["sections"] for item in part["items"]]
    for item in numbered:
        item["text"]["name"] = "Half-kneeling hip-flexor stretch"
    document = laid_out(snapshot, Variant(paper, extent="exercises"))
    first = " ".join(line[0].strip() for line in words(document.pages[0]))
    for said in ("Stop and get help", "Your pain light", "Do these in this order"):
        assert said in first
    listed = squeezed(first.partition("Do these in this order")[2])
    assert [name for name in names if squeezed(name) not in listed] == []
    assert faults(document) == []


def test_in_large_print_the_order_begins_on_the_first_sheet(snapshot):
    grow(snapshot, exercises=16, weeks=6)
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    first, second, third = (" ".join(line[0] for line in words(page)) for page in document.pages[:3])
    assert "This is an emergency" in first
    assert "Do these in this order" in second
    listed = squeezed((second + third).partition("Do these in this order")[2])
    assert [n for n in range(1, 17) if squeezed(f"{n} Exercise number {n}.") not in listed] == []
    assert faults(document) == []


def test_in_large_print_an_exercise_with_many_steps_of_dose_stays_on_one_page(snapshot):
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    pages = {}
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if box.element is not None and box.element.tag == "article":
                pages.setdefault(id(box.element), set()).add(number)
    assert len(pages) > 8
    assert [on for on in pages.values() if len(on) > 1] == []


def test_the_log_in_large_print_leaves_no_half_empty_pages(snapshot):
    grow(snapshot, exercises=16, weeks=6)
    handout = Handout.from_snapshot(snapshot, Variant(size="large", extent="exercises"))
    handout = replace(handout, sections=())
    document = render._layout(handout, render._markup(handout))
    logs = [
        full
        for page, full in zip(document.pages, fullness(document), strict=True)
        if any("Done" in line[0] for line in words(page))
    ]
    assert len(logs) > 1
    assert min(logs[:-1]) > 0.7
    assert faults(document) == []
