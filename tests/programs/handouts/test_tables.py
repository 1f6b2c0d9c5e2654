"""The tables can be read and filled in: print size, room, breaks over pages, and what is said once instead of in each cell."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes

from programs.handouts import grid as grids
from programs.handouts.boxes import BOXES
from programs.handouts.dose import plan
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording
from tests.programs.handouts.layout import laid_out
from tests.programs.handouts.test_extremes import grow
from tests.programs.handouts.test_layout import TRANSLATED, log_alone
from tests.programs.handouts.test_presenter import card

# Least size of print in a table, in CSS pixels: 12 and 18 points.
SMALLEST = {"standard": 16, "large": 24}


def translated():
    return json.loads(TRANSLATED.read_text(encoding="utf-8"))


def cells(document):
    """Yield every cell of every page."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableCellBox):
                yield box


def tables(document, name):
    """Return, page by page, the rows of each table of a class, heads left out, as lists of their words."""
    found = []
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableBox) and name in (box.element.get("class") or "").split():
                rows = [
                    row.element
                    for group in box.children
                    if not group.is_header
                    for row in group.children
                    if isinstance(row, boxes.TableRowBox)
                ]
                found.append((number, box.element, rows))
    return found


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_no_table_is_printed_small(language, size):
    document = laid_out(translated(), Variant(size=size, language=language, extent="exercises"))
    small = {
        box.text
        for cell in cells(document)
        for box in cell.descendants()
        if isinstance(box, boxes.TextBox) and box.style["font_size"] < SMALLEST[size] - 0.01
    }
    assert small == set()
    assert BOXES[size].letters * 96 / 25.4 >= SMALLEST[size] - 0.1


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("exercises", [7, 13, 40])
def test_the_boxes_to_tick_stay_in_their_cell(snapshot, exercises, size):
    grow(snapshot, exercises=exercises, weeks=1)
    document = log_alone(snapshot, Variant(size=size, extent="exercises"))
    checked = 0
    for cell in cells(document):
        for picture in (box for box in cell.descendants() if isinstance(box, boxes.ReplacedBox)):
            checked += 1
            assert picture.position_x >= cell.position_x
            assert picture.position_x + picture.width <= cell.position_x + cell.border_width()
    assert checked >= 3


@pytest.mark.parametrize("size", ["standard", "large"])
def test_nine_millimetres_are_free_for_a_shaky_hand(snapshot, size):
    # In large print as much stays free below the label.
    assert size == "standard" or BOXES[size].height - 0.8 * BOXES[size].letters >= 9
    document = log_alone(snapshot, Variant(size=size, extent="exercises"))
    scores = {cell for _, log, _ in tables(document, "days") for cell in log.iter("td") if not len(cell)}
    heights = [cell.border_height() * 25.4 / 96 for cell in cells(document) if cell.element in scores]
    assert len(heights) == len(scores) > 0
    assert min(heights) >= 9


@pytest.mark.parametrize(("language", "said"), [("en", "L = left side, R = right side"), ("de", "L = linke")])
def test_the_log_explains_its_sides_where_they_are_used(language, said):
    snapshot = translated()
    assert Handout.from_snapshot(snapshot, Variant(language=language)).log.sides.startswith(said)
    for part in snapshot["sections"]:
        for item in part["items"]:
            item["per_side"] = False
    assert Handout.from_snapshot(snapshot, Variant(language=language)).log.sides == ""


def test_the_arabic_log_explains_the_letters_it_uses():
    wording = Wording("ar")
    assert wording.at("log.left_short") in wording.at("log.sides")
    assert wording.at("log.right_short") in wording.at("log.sides")


def test_in_large_print_the_scores_of_a_day_stay_with_its_boxes(snapshot):
    grow(snapshot, exercises=40, weeks=1)
    snapshot["program"]["training_days"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    document = log_alone(snapshot, Variant(size="large", extent="exercises"))
    parts = [rows for _, _, rows in tables(document, "days")]
    assert len(parts) > 1
    assert [len(rows) % 2 for rows in parts] == [0] * len(parts)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_in_large_print_a_table_of_weeks_that_runs_on_leaves_no_row_alone(language, paper):
    snapshot = in_parts(translated(), 8)
    document = laid_out(snapshot, Variant(paper, "large", language=language, extent="exercises"))
    parts = {}
    for _, table, rows in tables(document, "weeks"):
        parts.setdefault(id(table), []).append(rows)
    assert any(len(pages) > 1 for pages in parts.values())
    for pages in parts.values():
        assert min(len(rows) for rows in pages) > 2


def in_parts(snapshot, each):
    """Return the program with four parts of some exercises each."""
    pattern = [item for part in snapshot["sections"] for item in part["items"]]
    numbers = iter(range(1, 100))
    snapshot["sections"] = [
        {
            "section": section,
            "items": [pattern[index % len(pattern)] | {"number": next(numbers)} for index in range(each)],
        }
        for section in ("warm_up", "core", "main", "cool_down")
    ]
    return snapshot


def test_an_effort_that_differs_in_easier_weeks_alone_is_said_once(snapshot):
    item = snapshot["sections"][1]["items"][0]
    for week in item["weeks"]:
        week |= {"rpe": 5 if week["is_deload"] else 6}
    found = card(Handout.from_snapshot(snapshot, Variant()), item["number"])
    assert "How hard:\u00a06\u00a0out\u00a0of\u00a010" in found.always
    assert (
        found.easier == "Weeks 4\u00a0and\u00a08 are easier weeks, how hard:\u00a05\u00a0out\u00a0of\u00a010."
    )
    in_cells = [name for grid in found.grids for name, _ in grid.rows]
    in_cells += [line for strip in found.strips for cell in strip for line in cell.lines]
    assert in_cells
    assert not any("hard" in said.lower() for said in in_cells)


@pytest.mark.parametrize("efforts", [(6, 6, 7, 5), (6, 5, 6, 6), (None, None, None, 5), (6, 6, 6, None)])
def test_any_other_change_of_effort_stays_with_its_week(snapshot, efforts):
    pattern = snapshot["sections"][1]["items"][0]["weeks"][0]
    weeks = [
        pattern | {"week": week, "rpe": effort, "is_deload": week == 4}
        for week, effort in enumerate(efforts, start=1)
    ]
    said = plan(weeks)
    assert [week["rpe"] for week in said.weeks] == list(efforts)
    assert said.easier_effort is None


def test_the_easier_week_is_explained_only_where_there_is_one(snapshot):
    assert (
        Handout.from_snapshot(snapshot, Variant()).glance.easier
        == "In an easier week you do less of most exercises."
    )
    for part in snapshot["sections"]:
        for item in part["items"]:
            for week in item["weeks"]:
                week["is_deload"] = False
    handout = Handout.from_snapshot(snapshot, Variant())
    assert handout.glance.easier == ""
    assert {one.easier for one in handout.cards} == {""}


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_phrases_in_columns_are_not_broken(language):
    snapshot = translated()
    document = laid_out(snapshot, Variant(language=language, extent="exercises"))
    broken = []
    for _, table, _ in tables(document, "strip"):
        for cell in table.iter("td"):
            phrases = [text.strip() for text in cell.itertext() if text.strip()]
            drawn = [box for box in cells(document) if box.element is cell]
            lines = {
                round(box.position_y)
                for one in drawn
                for box in one.descendants()
                if isinstance(box, boxes.LineBox)
            }
            if len(lines) > len(phrases):
                broken.append(phrases)
    assert broken == []


def test_german_numbers_are_not_parted_from_their_times():
    said = Wording("de").count("dose.times", 8)
    assert said == "8-\u2060mal"


def test_a_grid_prints_a_number_that_never_changes_once(snapshot):
    item = snapshot["sections"][1]["items"][0]
    for week in item["weeks"]:
        week |= {"reps": None, "hold_s": 20, "sets": 1 + week["week"] % 2}
    (grid,) = card(Handout.from_snapshot(snapshot, Variant()), item["number"]).grids
    assert dict(grid.rows) == {"Sets": ("2", "1") * 4, "Hold (seconds)": ("20",)}
    document = laid_out(snapshot, Variant(extent="exercises"))
    spans = {cell.get("colspan") for _, table, _ in tables(document, "grid") for cell in table.iter("td")}
    assert "8" in spans


@given(st.lists(st.sampled_from(grids.WIDE[:8]), min_size=1, max_size=16))
def test_every_column_of_a_grid_is_as_wide_as_it_needs(widths):
    """Some have their own width, the others share what those leave; nothing is wider than the table."""
    room = sum(widths) + 3
    own = grids._columns(widths, room)
    sharing = [width for width, mine in zip(widths, own, strict=True) if not mine]
    assert [mine for width, mine in zip(widths, own, strict=True) if mine not in (0, width)] == []
    assert sharing or len(widths) == 1
    assert max(sharing, default=0) <= (room - sum(own)) / max(1, len(sharing))


def test_in_large_print_a_dose_that_changes_each_week_stands_in_one_table(snapshot):
    """Only the range "11–12" needs more than its share; for that the weeks were once in two tables with unlike columns."""
    item = snapshot["sections"][1]["items"][0]
    item["weeks"] = [
        item["weeks"][0] | {"week": week, "reps": 4 + min(week, 11), "is_deload": False}
        for week in range(1, 13)
    ]
    (grid,) = card(
        Handout.from_snapshot(snapshot, Variant(size="large", extent="exercises")), item["number"]
    ).grids
    assert grid.weeks == (*map(str, range(1, 11)), "11–12")
    assert [place for place, wide in enumerate(grid.columns) if wide] == [10]


def test_the_style_sheet_knows_every_width_of_a_column():
    styles = (Path(settings.BASE_DIR) / "static" / "css" / "handout.css").read_text(encoding="utf-8")
    assert [
        tenths for tenths in grids.WIDE if f".wide-{tenths} {{ width: {tenths / 10:g}em }}" not in styles
    ] == []
