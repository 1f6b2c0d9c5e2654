"""The one page for the fridge, and the handout without its good-to-know pages."""

import copy
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from weasyprint.formatting_structure import boxes

from programs.handouts import dose as doses
from programs.handouts.direction import joined
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body, render_html, render_pdf
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording
from tests.programs.handouts.conftest import SAMPLE
from tests.programs.handouts.layout import covered, faults, laid_out, outside, overlaps, words
from tests.programs.handouts.reading import Printed, squeezed
from tests.programs.handouts.test_extremes import grow

TRANSLATED = Path(__file__).with_name("three_languages.json")


@pytest.fixture(scope="module")
def fridge():
    return Printed(render_pdf(copy.deepcopy(SAMPLE), Variant(extent="fridge")))


def items(snapshot):
    return [item for part in snapshot["sections"] for item in part["items"]]


def test_it_is_one_page(fridge):
    assert len(fridge.pages) == 1


@pytest.mark.parametrize(("paper", "is_table"), [("a4", True), ("letter", False)])
def test_sixteen_exercises_over_twelve_weeks_are_one_page_with_every_dose(snapshot, paper, is_table):
    grow(snapshot, exercises=16, weeks=12)
    variant = Variant(paper, extent="fridge")
    document = laid_out(snapshot, variant)
    assert (len(document.pages), outside(document), overlaps(document)) == (1, [], [])
    assert smallest_print(document) >= 9
    text = squeezed(" ".join(line[0] for line in words(document.pages[0])))
    fridge = Handout.from_snapshot(snapshot, variant).fridge
    assert [move.name for move in fridge.moves if squeezed(move.name) not in text] == []
    listed = [squeezed(f"{amount.weeks}: {amount.dose}") for move in fridge.moves for amount in move.amounts]
    listed += [squeezed(f", {move.always}") for move in fridge.moves if move.always]
    in_table = [squeezed(part.text) for row in fridge.table.rows for cell in row.cells for part in cell.parts]
    assert said_in_table(document) == (in_table if is_table else [])
    assert is_table or [amount for amount in listed if amount not in text] == []
    assert document.metadata.title.startswith("One-page plan for ")


def said_in_table(document):
    """Return the lines of the doses as they are printed, one string for each line."""
    return [squeezed("".join(part.itertext())) for part in parts(document)]


def parts(document):
    """Return the element of each part of a dose in the table."""
    return [
        part
        for table in tables(document)
        for part in table.element.iter("span")
        if (part.get("class") or "").split()[-1] in ("part", "words")
    ]


def tables(document):
    return [
        box
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, boxes.TableBox) and "doses" in (box.element.get("class") or "").split()
    ]


def grid(document):
    """Return the rows of cells of the one table, first those of the head."""
    (table,) = tables(document)
    return [list(row.children) for group in table.children for row in group.children]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_lies_on_anything_in_the_table(language, paper):
    document = laid_out(translated(), Variant(paper, language=language, extent="fridge"))
    assert len(tables(document)) == len(document.pages) == 1
    assert (faults(document), covered(document)) == ([], [])
    assert smallest_print(document) >= 9


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_every_week_of_every_exercise_stands_in_its_column(language):
    """Read from the page: below the head of each week, between its edges, is the dose that the plan has for it."""
    snapshot, wording = translated(), Wording(language)
    document = laid_out(snapshot, Variant(language=language, extent="fridge"))
    _, heads, *rows = grid(document)
    found = {}
    for row in rows:
        number = next(row[1].element.iter("b")).text
        for week, left, right in weeks_of(heads):
            (cell,) = [
                cell
                for cell in row[2:]
                if cell.position_x <= left + 1 and right - 1 <= cell.position_x + cell.border_width()
            ]
            found[int(number), week] = [
                squeezed("".join(span.itertext())) for span in cell.element.iter("span")
            ]
    assert found == {
        (item["number"], dose["week"]): [squeezed(part) for part in doses.parts(dose, wording)]
        for item in items(snapshot)
        for dose in item["weeks"]
    }


def weeks_of(heads):
    """Yield each week with the edges of the column it stands in."""
    for head in heads[1:]:
        label = joined(next(head.element.iter("b")).text)
        first, *last = map(int, re.findall(r"\d+", label))
        for week in range(first, (last or [first])[0] + 1):
            yield week, head.position_x, head.position_x + head.border_width()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_no_dose_is_broken_however_many_weeks_there_are(snapshot, paper):
    grow(snapshot, exercises=8, weeks=10)
    for one in items(snapshot):
        for week in one["weeks"]:
            week |= {"sets": 2, "reps": None, "hold_s": 20 + week["week"], "minutes": None, "load_kg": 40}
    document = laid_out(snapshot, Variant(paper, extent="fridge"))
    lines = Counter(
        id(box.element)
        for box in document.pages[0]._page_box.descendants()
        if isinstance(box, boxes.InlineBox) and box.element_tag == "span"
    )
    assert len(parts(document)) == 8 * 10 * 2
    assert {lines[id(part)] for part in parts(document)} == {1}
    assert faults(document) == []


def with_long_doses(snapshot):
    """Give every week of every exercise another load beside sets, times and seconds."""
    for one in items(snapshot):
        for week in one["weeks"]:
            week |= {
                "sets": 3,
                "reps": 10,
                "hold_s": 120,
                "minutes": None,
                "load_kg": 100.5 + week["week"] / 4,
            }


def test_what_is_too_wide_for_a_table_is_a_list(snapshot):
    """No dose is broken and no print smaller than nine points to squeeze a table in."""
    grow(snapshot, exercises=3, weeks=16)
    with_long_doses(snapshot)
    document = laid_out(snapshot, Variant(extent="fridge"))
    said = squeezed(" ".join(line[0] for line in words(document.pages[0])))
    assert (len(document.pages), tables(document)) == (1, [])
    assert squeezed("16: 3 × 10, 120 s, 104.5 kg") in said


def test_large_print_has_the_list(snapshot):
    assert tables(laid_out(snapshot, Variant(size="large", extent="fridge"))) == []


def test_weeks_that_say_the_same_share_a_column_unless_one_is_easier(snapshot):
    for one in items(snapshot):
        first = one["weeks"][0]
        one["weeks"] = [
            first | {"week": week, "rpe": week, "is_deload": week == 4 and one["number"] == 1}
            for week in range(1, 9)
        ]
    table = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.table
    assert [(column.weeks, column.note) for column in table.columns] == [
        ("1–3", ""),
        ("4", "easier"),
        ("5–8", ""),
    ]
    assert {tuple(cell.columns for cell in row.cells) for row in table.rows} == {(3,)}


def test_a_side_of_some_forms_only_stands_with_their_doses(snapshot):
    one = next(one for one in items(snapshot) if one["variants"])
    one["per_side"], one["variants"][0]["per_side"] = False, True
    table = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.table
    row = next(row for row in table.rows if row.move.number == one["number"])
    later = sum(week["slug"] == one["variants"][0]["slug"] for week in one["weeks"])
    sided = sum(cell.columns for cell in row.cells if "each side" in [part.text for part in cell.parts])
    assert row.move.side == ""
    assert 0 < sided == later < len(one["weeks"])


def test_forms_and_notes_stand_right_below_their_exercise(snapshot):
    rows = grid(laid_out(snapshot, Variant(extent="fridge")))[2:]
    names = ["".join(row[1].element.itertext()) for row in rows]
    place = next(place for place, name in enumerate(names) if "From week 5 you do a new form" in name)
    assert "Bridge" in names[place - 1]
    assert "Start on the bed" in names[place]


def test_every_dose_is_linked_with_its_exercise_and_its_weeks(fridge, snapshot):
    """The word "Week" stands once above all its numbers and still belongs to each of them."""
    heads = {str(head["/ID"]): head for head in fridge.tagged("/TH")}
    linked = [
        [str(name) for name in cell["/A"]["/Headers"]]
        for cell in fridge.tagged("/TD")
        if "/Headers" in cell["/A"]
    ]
    wide = next(name for name, head in heads.items() if head["/A"].get("/ColSpan") == 8)
    below = [names for names in linked if wide in names]
    table = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.table
    assert len(below) == sum(len(row.cells) for row in table.rows)
    assert all(any(heads[name]["/A"]["/Scope"] == "/Row" for name in names) for names in below)
    assert [names for names in linked if not set(names) <= set(heads)] == []


def translated():
    return json.loads(TRANSLATED.read_text(encoding="utf-8"))


def test_what_does_not_fit_on_one_page_sends_the_reader_to_the_plan(snapshot):
    grow(snapshot, exercises=16, weeks=16)
    with_long_doses(snapshot)
    printed = Printed(render_pdf(snapshot, Variant(extent="fridge")))
    assert len(printed.pages) == 1
    assert printed.text.count("More weeks: see your plan.") == 16
    assert squeezed(printed.text).count(squeezed("Week 1: 3 × 10, 120 s, 100.75 kg")) == 16


def test_more_sides_hold_every_week_and_are_not_called_one_page(snapshot):
    """First weeks alone would send the reader to the plan from the second week on."""
    grow(snapshot, exercises=16, weeks=12)
    document = laid_out(snapshot, Variant(size="large", extent="fridge"))
    said = " ".join(line[0] for page in document.pages for line in words(page))
    assert len(document.pages) == 3
    assert "More weeks" not in said
    assert smallest_print(document) >= 14
    assert "Short plan" in said
    assert "one page" not in said
    assert document.metadata.title.startswith("Short plan for ")


def test_large_print_is_one_page_where_it_fits(snapshot):
    """A note is never left out to save the second side, so the sample comes without its notes here, and with two parts."""
    snapshot["sections"] = snapshot["sections"][:2]
    for one in (snapshot["program"], *items(snapshot)):
        one["note"] = ""
    document = laid_out(snapshot, Variant(size="large", extent="fridge"))
    assert (len(document.pages), document.metadata.title[:13]) == (1, "One-page plan")
    assert smallest_print(document) >= 14


def test_in_large_print_the_pictures_grow_where_the_print_need_not_shrink(snapshot):
    grow(snapshot, exercises=12, weeks=4)
    variant = Variant(size="large", extent="fridge")
    document = laid_out(snapshot, variant)
    widths = [
        box.width / 96 * 25.4
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element_tag == "img"
    ]
    assert len(widths) == 12
    assert max(widths) > 20
    assert (outside(document), overlaps(document)) == ([], [])


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_in_large_print_no_dose_lies_on_a_picture(snapshot, paper):
    grow(snapshot, exercises=16, weeks=6)
    for one in items(snapshot):
        for week in one["weeks"]:
            sets = 1 if week["week"] == 5 else 2
            week |= {"sets": sets, "reps": 10, "hold_s": None, "minutes": None, "load_kg": 40}
    assert covered(laid_out(snapshot, Variant(paper, size="large", extent="fridge"))) == []


def test_a_page_on_screen_makes_no_promise_about_paper(snapshot):
    twin = render_html(snapshot, Variant(extent="fridge"))
    assert "Short plan" in twin
    assert "one page" not in twin


def smallest_print(document):
    """Return the smallest print in points, running foot left out."""
    return round(min(line[4] - line[2] for page in document.pages for line in words(page)) * 0.75, 3)


def test_it_says_whom_it_is_for_and_whom_to_call(fridge, snapshot):
    for said in (snapshot["patient"]["name"], snapshot["clinic"]["phone"], "Monday, Wednesday and Friday"):
        assert said in fridge.text


def test_it_says_when_to_stop(fridge):
    assert "Have you lost control of your bladder or bowels? Can you not pass urine?" in fridge.text
    assert "Call 112 now." in fridge.text
    assert "Stop this exercise. Call 01632 960 123." in fridge.text
    assert "Stop the whole plan. Call 01632 960 123. Start again only when we have talked." in fridge.text
    assert "new, stronger or further down than usual" in fridge.text


def test_it_holds_the_pain_light_with_its_numbers(fridge):
    for numbers in ("Green 0 to 2", "Amber 3", "Red 4 to 10"):
        assert numbers in fridge.text


def test_every_exercise_is_there_with_a_picture(fridge, snapshot):
    assert [
        one["text"]["name"]
        for one in items(snapshot)
        if squeezed(one["text"]["name"]) not in squeezed(fridge.text)
    ] == []
    assert len(fridge.tagged("/Figure")) == len(items(snapshot))
    assert all(figure["/Alt"] for figure in fridge.tagged("/Figure"))


@pytest.mark.parametrize("size", ["standard", "large"])
def test_both_notes_of_the_physiotherapist_are_on_it(snapshot, size):
    snapshot["program"]["note"] = "Ring before week 3."
    for one in items(snapshot):
        one["note"] = ""
    items(snapshot)[-1]["note"] = "Never more than 20 kg until the scan."
    document = laid_out(snapshot, Variant(size=size, extent="fridge"))
    assert (outside(document), overlaps(document)) == ([], [])
    text = squeezed(" ".join(line[0] for page in document.pages for line in words(page)))
    name, last = "Note from your physiotherapist:", items(snapshot)[-1]
    assert squeezed(f"{name} Ring before week 3.") in text
    assert text.index(squeezed(last["text"]["name"])) < text.index(
        squeezed("Never more than 20 kg until the scan.")
    )


def test_every_week_of_every_exercise_is_said(snapshot):
    wording = Wording("en")
    moves = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.moves
    for one, move in zip(items(snapshot), moves, strict=True):
        said = {}
        for amount in move.amounts:
            first, _, last = re.sub(r"Weeks? ", "", amount.weeks).partition("–")
            dose = f"{amount.dose}, {move.always}" if move.always else amount.dose
            said |= dict.fromkeys(range(int(first), int(last or first) + 1), dose)
        assert sorted(said) == list(range(1, snapshot["program"]["weeks"] + 1))
        assert [week for week in one["weeks"] if doses.compact(week, wording) not in said[week["week"]]] == []


@pytest.mark.parametrize(("limit", "most"), [(None, ""), (12.5, " At most 12.5\u00a0kg.")])
@pytest.mark.parametrize("size", ["standard", "large"])
def test_a_weight_left_open_sends_to_the_full_plan_or_to_us(snapshot, size, limit, most):
    """Without this a patient could choose a weight; the most is what the clearance allows (evidence, section 8, step 8)."""
    variant = Variant(size=size, extent="fridge")
    assert Handout.from_snapshot(snapshot, variant).glance.weights == ""
    snapshot["clearance"] |= {"load_limit_kg": limit}
    for one in items(snapshot)[1:3]:
        one["takes_weight"] = True
    handout = Handout.from_snapshot(snapshot, variant)
    said = f"Weight for 2 and 3: see your full plan. None there? Ask us first.{most}"
    assert handout.glance.weights == said
    assert squeezed(said) in squeezed(Printed(render_pdf(snapshot, variant)).text)


def test_the_list_says_once_what_is_the_same_in_every_week(snapshot):
    one = next(one for one in items(snapshot) if not one["variants"] and len(one["weeks"]) > 3)
    one["weeks"] = [
        week | {"sets": 2, "reps": 6 + week["week"], "hold_s": None, "minutes": None, "load_kg": 40}
        for week in one["weeks"]
    ]
    variant = Variant(size="large", extent="fridge")
    moves = Handout.from_snapshot(snapshot, variant).fridge.moves
    move = next(move for move in moves if move.number == one["number"])
    assert move.always == "40 kg"
    assert [amount.dose for amount in move.amounts][:2] == ["2 × 7", "2 × 8"]
    assert squeezed(", 40 kg") in squeezed(Printed(render_pdf(snapshot, variant)).text)
    one["weeks"][1]["load_kg"] = 45
    moves = Handout.from_snapshot(snapshot, variant).fridge.moves
    move = next(move for move in moves if move.number == one["number"])
    assert (move.always, move.amounts[1].dose) == ("", "2 × 8, 45 kg")


def test_the_list_names_the_easier_weeks_which_the_table_marks(snapshot):
    said = "Weeks 4\u00a0and\u00a08 are easier weeks."
    large, standard = (Variant(size=size, extent="fridge") for size in ("large", "standard"))
    assert Handout.from_snapshot(snapshot, large).fridge.easier == said
    assert squeezed(said) in squeezed(Printed(render_pdf(snapshot, large)).text)
    assert squeezed(said) not in squeezed(Printed(render_pdf(snapshot, standard)).text)
    for week in (week for one in items(snapshot) for week in one["weeks"]):
        week["is_deload"] = False
    assert Handout.from_snapshot(snapshot, large).fridge.easier == ""


def test_weeks_without_the_exercise_and_new_forms_are_said(snapshot):
    one = next(one for one in items(snapshot) if not one["variants"])
    one["weeks"] = [week for week in one["weeks"] if week["week"] not in (3, 4)]
    moves = Handout.from_snapshot(snapshot, Variant(extent="fridge")).fridge.moves
    found = next(move for move in moves if move.number == one["number"])
    assert ("3–4", "not this week") in [(amount.weeks, amount.dose) for amount in found.amounts]
    with_forms = [one["number"] for one in items(snapshot) if one["variants"]]
    assert with_forms
    assert [move.number for move in moves if move.forms] == with_forms


def test_it_says_to_throw_the_old_plan_away(snapshot):
    printed = Printed(render_pdf(snapshot, Variant(extent="fridge")))
    assert "Throw the old plan away. Keep its log pages." in printed.text
    snapshot["program"]["replaces"] = None
    assert "Throw the old plan away" not in Printed(render_pdf(snapshot, Variant(extent="fridge"))).text


def test_an_unknown_stop_sign_is_never_lost(snapshot, monkeypatch):
    snapshot["case"]["has_leg_symptoms"] = False
    snapshot["stop_symptoms"].append({"id": "stop_new", "action": "stop_program"})
    words = Handout.from_snapshot(SAMPLE, Variant()).words
    sign = {"text": "A new sign.", "text_known_leg_symptoms": "A new sign.", "action": "Stop."}
    monkeypatch.setitem(words["stop"]["signs"], "stop_new", sign)
    monkeypatch.setitem(words["stop"], "order", [*words["stop"]["order"], "stop_new"])
    assert "A new sign." in Printed(render_pdf(snapshot, Variant(extent="fridge"))).text


def test_many_exercises_take_more_pages_and_lose_none(snapshot):
    legs = next(part for part in snapshot["sections"] if part["section"] == "main")
    pattern = legs["items"][0]
    legs["items"] = [
        pattern | {"number": number, "variants": [], "text": pattern["text"] | {"name": f"Move {number}."}}
        for number in range(5, 45)
    ]
    for one in legs["items"]:
        one["weeks"] = [week | {"slug": one["slug"]} for week in one["weeks"]]
    printed = Printed(render_pdf(snapshot, Variant(extent="fridge")))
    assert len(printed.pages) > 1
    assert [number for number in range(5, 45) if f"Move {number}." not in printed.text] == []


def test_without_the_good_to_know_pages_the_rest_is_the_same(snapshot, printed):
    short = Printed(render_pdf(snapshot, Variant(extent="exercises")))
    assert "Good to know" not in short.text
    assert "Your log" in short.text
    assert "About this plan" in short.text
    assert 0 < len(printed.pages) - len(short.pages) < 7


def test_each_extent_has_its_own_file_name():
    names = [Variant(extent=extent).suffix for extent in ("full", "exercises", "fridge")]
    assert names == ["a4", "a4-exercises", "a4-fridge"]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_next_morning_decides_here_too_in_the_same_words(language):
    snapshot = translated()
    full, short = (
        render_body(Handout.from_snapshot(snapshot, Variant(language=language, extent=extent)))
        for extent in ("full", "fridge")
    )
    light = Handout.from_snapshot(snapshot, Variant(language=language)).light
    said = [*(lamp.morning for lamp in light.lights), light.not_settled]
    assert [sentence for sentence in said if sentence not in full or sentence not in short] == []
