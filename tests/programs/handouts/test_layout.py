"""Nothing runs off the page or lies on top of something else, whatever is typed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from programs.handouts import render
from programs.handouts.fitting import broken_cards
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from tests.programs.handouts.languages import longer, stand_in
from tests.programs.handouts.layout import broken, faults, fullness, laid_out, words
from tests.programs.handouts.reading import squeezed
from tests.programs.handouts.test_extremes import LONG_NAME, grow

VARIANTS = [
    Variant(),
    Variant(paper="letter", size="large", palette="mono"),
    Variant(extent="fridge"),
    Variant(paper="letter", size="large", extent="fridge"),
]
TRANSLATED = Path(__file__).with_name("three_languages.json")
# What stays on one page even where its card or week is taller than one.
PIECES = ("li", "tr", "figure", "h3")
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


@pytest.mark.parametrize("size", ["standard", "large"])
def test_sixty_exercises_on_the_short_plan(snapshot, size):
    grow(snapshot, exercises=60, weeks=8)
    document = laid_out(snapshot, Variant(size=size, extent="fridge"))
    assert faults(document) == []
    said = squeezed(" ".join(line[0] for page in document.pages for line in words(page)))
    assert [n for n in range(1, 61) if squeezed(f"{n} Exercise number {n}.") not in said] == []


@pytest.mark.parametrize("extent", ["exercises", "fridge"])
@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_everything_at_its_longest(language, size, extent):
    snapshot = longest(json.loads(TRANSLATED.read_text(encoding="utf-8")))
    document = laid_out(snapshot, Variant(size=size, language=language, extent=extent))
    assert faults(document) == []
    assert broken(document, *PIECES) == []


def longest(snapshot):
    """Return two exercises with three units in each dose and a long note, for somebody with a long name and no goal."""
    snapshot["patient"]["name"] = f"{NAMES['combining marks']} {LONG_NAME}"[:200]
    snapshot["case"]["goal"] = snapshot["clinic"]["address"] = ""
    snapshot["sections"] = snapshot["sections"][:1]
    snapshot["sections"][0]["items"] = snapshot["sections"][0]["items"][:2]
    for item in snapshot["sections"][0]["items"]:
        item["note"] = ("Keep going, and rest when your light is amber. " * 110)[:5000]
        for week in item["weeks"]:
            week |= {"sets": 10, "reps": 20, "hold_s": 120, "load_kg": 112.5 + week["week"] / 4}
    return snapshot


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
    from programs.handouts.boxes import BOXES

    assert min(min(box.width, box.height) for box in BOXES.values()) >= 9
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


def test_in_large_print_the_order_begins_where_page_one_says(snapshot):
    """With its heading: a heading at the foot of a page and the list overleaf send the reader astray."""
    grow(snapshot, exercises=16, weeks=6)
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    first, *others = (" ".join(line[0] for line in words(page)) for page in document.pages[:4])
    assert "This is an emergency" in first
    begun = next(number for number, said in enumerate(others, 2) if "Do these in this order" in said)
    assert begun <= 3
    assert f"You find “Do these in this order” on page {begun}." in first
    assert squeezed("2 Exercise number 2.") in squeezed(others[begun - 2])
    listed = squeezed("".join(others).partition("Do these in this order")[2])
    assert [n for n in range(1, 17) if squeezed(f"{n} Exercise number {n}.") not in listed] == []
    assert faults(document) == []


def test_in_large_print_an_exercise_with_many_steps_of_dose_stays_on_one_page(snapshot):
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    assert broken(document, "article") == []


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_in_large_print_each_exercise_stays_on_its_page(language):
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    document = laid_out(snapshot, Variant("letter", "large", language=language, extent="exercises"))
    assert broken(document, "article", *PIECES) == []


def test_an_exercise_taller_than_a_page_breaks_between_its_parts(small):
    text = small["sections"][0]["items"][0]["text"]
    text["steps"] = [f"{step} " * 11 for step in text["steps"]]
    document = laid_out(small, Variant(size="large", extent="exercises"))
    assert len(broken(document, "article")) == 1
    assert broken(document, *PIECES) == []
    assert faults(document) == []


def log_alone(snapshot, variant):
    """Lay out the program without its exercises."""
    handout = replace(Handout.from_snapshot(snapshot, variant), sections=())
    return render._layout(handout, render._markup(handout))


def broken_weeks(document):
    return [week for week in broken(document, "table") if "Done" in week[0]]


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("exercises", [6, 16])
def test_a_week_of_the_log_stays_on_one_page(snapshot, exercises, size):
    grow(snapshot, exercises=exercises, weeks=6)
    document = log_alone(snapshot, Variant(size=size, extent="exercises"))
    assert broken_weeks(document) == []
    assert broken(document, *PIECES) == []
    assert faults(document) == []


def test_a_week_taller_than_a_page_flows_on_by_whole_days(snapshot):
    grow(snapshot, exercises=40, weeks=1)
    snapshot["program"]["training_days"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    document = log_alone(snapshot, Variant(size="large", extent="exercises"))
    assert len(broken_weeks(document)) == 1
    assert broken(document, *PIECES) == []
    assert faults(document) == []


def test_the_log_in_large_print_leaves_no_half_empty_pages(snapshot):
    grow(snapshot, exercises=16, weeks=6)
    document = log_alone(snapshot, Variant(size="large", extent="exercises"))
    logs = [
        full
        for page, full in zip(document.pages, fullness(document), strict=True)
        if any("Done" in line[0] for line in words(page))
    ]
    assert len(logs) > 1
    assert min(logs[:-1]) > 0.5
    assert faults(document) == []


def page_of(document, text):
    return next(
        number
        for number, page in enumerate(document.pages, start=1)
        if any(line[0].startswith(text) for line in words(page))
    )


@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_words_about_the_plan_share_the_page_of_the_key_points(snapshot, size):
    document = laid_out(snapshot, Variant(size=size))
    assert page_of(document, "About this plan") == page_of(document, "5 things to remember")


def test_without_pages_to_read_the_words_about_the_plan_come_before_the_log(snapshot):
    document = laid_out(snapshot, Variant(extent="exercises"))
    assert page_of(document, "About this plan") <= page_of(document, "Your log") < len(document.pages)


def test_the_pages_to_read_are_full(snapshot):
    document = laid_out(snapshot, Variant())
    first = page_of(document, "Good to know")
    assert min(fullness(document)[first:-2]) > 0.85


@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_box_for_the_clinic_stands_under_the_doses_of_every_exercise(snapshot, size):
    markup = render._markup(Handout.from_snapshot(snapshot, Variant(size=size, extent="exercises")))
    cards = markup.split('class="exercise-card')[1:]
    assert len(cards) > 1
    assert [card for card in cards if not card.index('class="amount"') < card.index('class="shown"')] == []


def test_an_order_that_just_misses_page_one_sets_it_closer(snapshot):
    grow(snapshot, exercises=16, weeks=2)
    for times in range(1, 40):
        snapshot["case"]["goal"] = "Walk to the market and carry the bags home. " * times
        handout = replace(Handout.from_snapshot(snapshot, Variant(extent="exercises")), sections=())
        if page_of(render._layout(handout, render._markup(handout)), "Do these in this order") == 2:
            break
    document = render._laid_out(handout)
    assert page_of(document, "Do these in this order") == 1
    assert "-front" in class_of(document)
    assert faults(document) == []


def test_page_one_is_set_no_closer_than_its_order_asks_for(snapshot):
    grow(snapshot, exercises=10, weeks=2)
    seen = set()
    for times in range(1, 40, 2):
        snapshot["case"]["goal"] = "Walk to the market and carry the bags home. " * times
        handout = replace(Handout.from_snapshot(snapshot, Variant(extent="exercises")), sections=())
        begun = render._begun(handout)
        markup = render._markup(begun)
        seen.add(begun.front)
        assert (markup.count("More, the same or less:"), markup.count("Have ready:")) == (1, 1)
        if begun.front:
            assert page_of(render._front_of(begun), "Do these in this order") == 1
    assert seen == {"", *render.CLOSER_FRONTS}


def test_page_one_says_where_a_long_order_stands(snapshot):
    grow(snapshot, exercises=40, weeks=1)
    document = laid_out(snapshot, Variant(extent="exercises"))
    assert page_of(document, "Do these in this order") == 2
    assert page_of(document, "You find “Do these in this order” on page 2.") == 1
    assert faults(document) == []


def test_page_one_is_settled_before_the_rest_is_laid_out(snapshot, monkeypatch):
    """A layout of the whole takes seconds, so none is thrown away for what page 1 asks for."""
    grow(snapshot, exercises=40, weeks=1)
    whole, lay = [], render._layout
    monkeypatch.setattr(
        render,
        "_layout",
        lambda handout, markup: whole.append("exercise-card" in markup) or lay(handout, markup),
    )
    laid_out(snapshot, Variant(extent="exercises"))
    fronts = 1 + len(render.CLOSER_FRONTS)
    assert not any(whole[:fronts])
    assert all(whole[fronts:])
    assert 1 <= len(whole[fronts:]) <= 2


def test_a_sentence_that_just_fills_its_line_is_not_torn_after_its_first_word():
    """The blank before what is bold does not fit; that is no reason to leave "A" alone above "set is a number of times"."""
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    handout = Handout.from_snapshot(snapshot, Variant(size="large", extent="exercises"))
    handout = replace(handout, sections=())
    document = render._layout(handout, render._markup(handout))
    said = [line[0].strip() for page in document.pages for line in words(page)]
    assert "A" not in said
    assert any(line.startswith("A set is a number of times") for line in said)


def test_weights_and_their_units_stay_on_one_line_before_the_box_to_tick(snapshot):
    """The wide blank before the box did not fit, and "40" stood alone above "kg, rest 90 seconds"."""
    style = "font: 12pt Noto Sans; width: {}mm"
    text = "40 kg, rest 90 seconds, how hard: 5\u00a0out\u00a0of\u00a010.\u2002"
    for tenth in range(880, 1010):
        markup = f'<p style="{style.format(tenth / 10)}">{text}<span style="display: inline-block">[ ] Tried out with us</span></p>'
        document = render.PrintedPage(f"<html><body>{markup}</body></html>", render.ClosedFetcher()).render(
            font_config=render.style()[1], stylesheets=[render.style()[0]]
        )
        assert "40" not in [line[0].strip() for line in words(document.pages[0])]


def test_the_effort_is_explained_before_the_weeks(snapshot):
    body = render.render_body(Handout.from_snapshot(snapshot, Variant(extent="exercises")))
    assert (
        body.index("Do these in this order")
        < body.index("How hard should it feel?")
        < body.index("Your weeks at a glance")
    )


def test_an_exercise_too_long_for_its_large_page_is_set_smaller_and_not_torn(snapshot):
    """A dose alone on the next page could be taken for another exercise's."""
    first = snapshot["sections"][0]["items"][0]
    for times in range(1, 30):
        first["text"]["feel"] = "You should feel your legs work. " * times
        handout = Handout.from_snapshot(snapshot, Variant(size="large", extent="exercises"))
        handout = replace(handout, sections=handout.sections[:1])
        document = render._laid_out(handout)
        if any("tight" in classes for classes in class_names(document)):
            break
    assert any("tight" in classes for classes in class_names(document))
    assert broken_cards(document) == []
    assert faults(document) == []


def class_names(document):
    return [
        (box.element.get("class") or "").split()
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None
    ]


def test_page_one_with_the_order_sends_nobody_on(snapshot):
    document = laid_out(snapshot, Variant(extent="exercises"))
    assert page_of(document, "Do these in this order") == 1
    assert not any("You find “Do these" in line[0] for page in document.pages for line in words(page))


def class_of(document):
    """Return the class of the whole handout."""
    return next(
        box.element.get("class")
        for box in document.pages[0]._page_box.descendants()
        if box.element is not None and (box.element.get("class") or "").startswith("handout ")
    )


def test_the_comma_between_two_parts_of_a_dose_is_no_decimal_comma(snapshot):
    """“2 × 6, 8 s” set close would read as 6.8 seconds."""
    for part in snapshot["sections"]:
        for item in part["items"]:
            for week in item["weeks"]:
                week |= {"sets": 2, "reps": 6, "hold_s": 8, "minutes": None, "load_kg": None}
    document = laid_out(snapshot, Variant(extent="exercises"))
    commas = [
        box
        for box in document.pages[0]._page_box.descendants()
        if box.element_tag == "td" and getattr(box, "text", "").strip() == ","
    ]
    assert commas
    assert {box.style["word_spacing"] for box in commas} == {0}


@pytest.mark.parametrize("weeks", [1, 2, 3, 4])
def test_no_heading_of_a_part_stands_alone_at_the_foot_of_a_page(snapshot, weeks):
    grow(snapshot, exercises=9, weeks=weeks)
    document = log_alone(snapshot, Variant())
    assert page_of(document, "Good to know") == page_of(document, "Why train your legs?")
    assert page_of(document, "Your log") == page_of(document, "Missed a day? Fine.")


def test_the_answer_when_to_stop_is_not_divided(snapshot):
    document = laid_out(snapshot, Variant())
    assert [text for text, _ in broken(document, "p") if text.startswith("Bladder")] == []


def test_in_large_print_page_one_says_where_the_order_stands(snapshot):
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    page = page_of(document, "Do these in this order")
    assert page > 1
    assert page_of(document, f"You find “Do these in this order” on page {page}.") == 1
    assert "You find “Do these" not in render.render_body(
        Handout.from_snapshot(snapshot, Variant(size="large"))
    )


@pytest.mark.parametrize("size", ["standard", "large"])
def test_the_order_has_its_key_and_marks_what_is_done_on_each_side(snapshot, size):
    handout = Handout.from_snapshot(snapshot, Variant(size=size, extent="exercises"))
    items = [item for part in snapshot["sections"] for item in part["items"]]
    assert {item["per_side"] for item in items} == {True, False}
    start = render._markup(handout).partition('class="front start"')[2].partition("</section>")[0]
    assert start.count(">L+R<") == sum(item["per_side"] for item in items)
    for said in (*handout.glance.legends, "L+R means each side."):
        assert said in start
    assert [row.side for row in handout.glance.tables[0].rows] == [
        "L+R" if item["per_side"] else "" for item in items
    ]


def test_the_scale_of_effort_is_one_table_in_large_print(snapshot):
    columns = [
        len(Handout.from_snapshot(snapshot, Variant(size=size)).effort.columns)
        for size in ("standard", "large")
    ]
    assert columns == [2, 1]
