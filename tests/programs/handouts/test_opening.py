"""Which way to arrange the order, the scale of effort and the weeks is chosen, without laying out more than need be."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.handouts import render
from programs.handouts.fitting import gaps_before_exercises, pages_with, tables_torn_before_exercises
from programs.handouts.opening import OPENINGS, WHOLE, Opening, best_opening
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from tests.programs.handouts.layout import faults, laid_out
from tests.programs.handouts.test_extremes import grow
from tests.programs.handouts.test_layout import TRANSLATED, class_names
from tests.programs.handouts.test_tables import in_parts


def chosen(costs):
    """Return the opening chosen among {opening: (pages, gaps)}, 9 pages for the others, and those that were asked about."""
    asked = []

    def cost_of(opening):
        asked.append(opening)
        return costs.get(opening, (9, 0))

    return best_opening(cost_of), set(asked)


def test_whole_tables_are_kept_where_nothing_else_saves_a_page():
    opening, asked = chosen(dict.fromkeys(OPENINGS, (5, 0)))
    assert opening == WHOLE
    assert len(asked) == 3


def test_fewer_pages_come_before_whole_tables():
    assert chosen(dict.fromkeys(OPENINGS, (6, 0)) | {OPENINGS[-1]: (5, 1)})[0] == OPENINGS[-1]


def test_among_as_many_pages_fewer_gaps_come_before_whole_tables():
    costs = dict.fromkeys(OPENINGS, (5, 2)) | {Opening("run-on", is_effort_last=True): (5, 1)}
    assert chosen(costs)[0] == Opening("run-on", is_effort_last=True)


@given(st.lists(st.tuples(st.integers(3, 6), st.integers(0, 3)), min_size=8, max_size=8))
def test_no_other_opening_is_better(costs):
    """The densest have the fewest pages: that is what makes it enough to ask about them first."""
    fewest = min(pages for pages, _ in costs)
    by_opening = dict(zip(OPENINGS, costs, strict=True)) | {OPENINGS[-1]: (fewest, costs[-1][1])}
    opening, _ = chosen(by_opening)
    assert by_opening[opening] == min(by_opening.values())


@pytest.mark.parametrize(("exercises", "weeks", "is_torn"), [(12, 8, False), (24, 12, True)])
def test_tables_of_weeks_in_large_print_are_whole_unless_that_leaves_gaps(
    snapshot, exercises, weeks, is_torn
):
    grow(snapshot, exercises=exercises, weeks=weeks)
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    assert any("run-on" in classes for classes in class_names(document)) == is_torn
    assert gaps_before_exercises(document) == 0
    assert (tables_torn_before_exercises(document) > 0) == is_torn
    assert faults(document) == []


def test_in_large_print_the_effort_stands_behind_the_weeks_where_that_fills_a_page():
    """In German the order and the effort each take over half a page: with the weeks between them none is left half empty."""
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    variant = Variant(size="large", language="de", extent="exercises")
    handout = Handout.from_snapshot(in_parts(snapshot, 4), variant)
    openings = [
        replace(handout, opening=Opening("run-on", is_effort_last)) for is_effort_last in (False, True)
    ]
    first, last = (render._layout(one, render._markup(one, only="opening")) for one in openings)
    begun = render._begun(handout)
    chosen = render._layout(begun, render._markup(begun, only="opening"))
    assert gaps_before_exercises(first) > gaps_before_exercises(last) == gaps_before_exercises(chosen) == 0
    assert len(chosen.pages) <= len(first.pages)


@pytest.mark.parametrize(("size", "is_said"), [("large", True), ("standard", False)])
def test_the_names_of_the_log_say_in_large_print_what_they_are(snapshot, size, is_said):
    """There they may begin a page."""
    handout = Handout.from_snapshot(snapshot, Variant(size=size, extent="exercises"))
    assert ("The numbers of your exercises:" in render.render_body(handout)) == is_said


def test_how_to_fill_in_the_log_and_the_numbers_of_the_exercises_are_one_sheet_of_large_print(snapshot):
    grow(snapshot, exercises=22, weeks=1)
    document = laid_out(snapshot, Variant(size="large", extent="exercises"))
    (about,) = pages_with(document, "log-about")
    assert [about] == [*pages_with(document, "names")]
    assert faults(document) == []
