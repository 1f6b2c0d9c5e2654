"""Where a trend line goes."""

from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from clinic.charts import HEIGHT, INSET, LEFT, RIGHT, WIDTH, trend_chart
from clinic.measures.instruments import GROC, INSTRUMENTS, NPRS, ODI, PASS, PSFS, RMDQ, START_BACK
from clinic.measures.series import Reading, compare

FIRST = date(2026, 8, 3)


def series(instrument, *scores, days=14, items=None, from_assessment=False):
    """Return a series of scores, two weeks apart unless told otherwise."""
    return compare(
        instrument,
        [
            Reading(
                instrument,
                on=FIRST + timedelta(days=days * number),
                score=Decimal(str(score)),
                by="Anna Berg",
                pk=number,
                items=items[number] if items else {},
                from_assessment=from_assessment,
            )
            for number, score in enumerate(scores)
        ],
    )


def psfs_of(**scores):
    return {"activities": [{"activity": name, "score": score} for name, score in scores.items()]}


def heights(chart):
    return [dot.y for dot in chart.dots]


def test_a_lower_score_lies_lower():
    first, second = heights(trend_chart(series(NPRS, 7, 3)))
    assert second > first


@pytest.mark.parametrize(
    ("instrument", "bottom", "top"), [(NPRS, 0, 10), (RMDQ, 0, 24), (GROC, -5, 5), (ODI, 0, 100)]
)
def test_the_axis_is_the_instruments_range(instrument, bottom, top):
    chart = trend_chart(series(instrument, bottom, top))
    assert heights(chart) == [chart.bottom, chart.top]
    assert [chart.ticks[0][0], chart.ticks[-1][0]] == [chart.bottom, chart.top]


def test_days_are_spaced_by_the_calendar():
    readings = [Reading(NPRS, FIRST + timedelta(days=day), Decimal(4), "", 1) for day in (0, 10, 40)]
    xs = [dot.x for dot in trend_chart(compare(NPRS, readings)).dots]
    assert (xs[2] - xs[0]) / (xs[1] - xs[0]) == pytest.approx(4, abs=0.02)
    assert (xs[0], xs[2]) == (LEFT + INSET, WIDTH - RIGHT - INSET)


def test_a_single_score_is_a_dot_without_a_line():
    chart = trend_chart(series(NPRS, 7))
    assert (len(chart.dots), chart.paths) == (1, ())
    assert chart.description == "One score: 7 on 03-Aug-2026."


def test_the_description_says_where_it_went():
    assert trend_chart(series(NPRS, 7, 5, 3)).description.startswith(
        "3 scores, from 7 on 03-Aug-2026 to 3 on 31-Aug-2026."
    )


def test_the_band_of_a_lower_is_better_score_reaches_the_bottom():
    chart = trend_chart(series(NPRS, 7, 3))
    assert chart.band.top + chart.band.height == chart.bottom
    assert (chart.band.y, chart.band.words) == (chart.band.top, "2 points better (5 or below)")
    assert [line.words for line in chart.lines] == ["30 % better (4.9 or below)"]


def test_the_band_of_a_higher_is_better_score_reaches_the_top():
    chart = trend_chart(series(PSFS, 4, 6, items=[psfs_of(Socks=4), psfs_of(Socks=6)]))
    assert chart.band.top == chart.top
    assert chart.band.y == pytest.approx(chart.top + chart.band.height)
    assert [line.words for line in chart.lines] == [
        "2.3 better, medium (6.3 or above)",
        "2.7 better, large (6.7 or above)",
    ]
    assert all(line.y < chart.band.y for line in chart.lines)


def test_the_band_of_the_groc_needs_no_start():
    assert trend_chart(series(GROC, 1)).band.words == "+2.5 or more"


@pytest.mark.parametrize("instrument", [PASS, START_BACK])
def test_what_measures_no_change_has_no_line_and_no_band(instrument):
    chart = trend_chart(series(instrument, 1, 0))
    assert (chart.paths, chart.band, chart.lines) == ((), None, ())


def test_a_threshold_out_of_reach_is_not_drawn():
    chart = trend_chart(series(NPRS, 1, 0))
    assert (chart.band.words, chart.lines) == ("30 % better (0.7 or below)", ())


def test_the_line_breaks_where_the_activities_change():
    items = [psfs_of(Socks=3), psfs_of(Socks=4), psfs_of(Stairs=2), psfs_of(Stairs=5)]
    chart = trend_chart(series(PSFS, 3, 4, 2, 5, items=items))
    assert [path.count(",") for path in chart.paths] == [2, 2]
    assert chart.band.words == "1.3 better, small (3.3 or above)"


def test_numbers_do_not_run_into_each_other():
    chart = trend_chart(series(NPRS, *[5] * 60, days=1))
    xs = [dot.x for dot in chart.dots if dot.words]
    assert chart.dots[-1].words == "5"
    assert min(b - a for a, b in zip(xs, xs[1:], strict=False)) >= 24


def test_days_do_not_run_into_each_other():
    chart = trend_chart(series(NPRS, *[5] * 30, days=3))
    xs = [x for x, _ in chart.days]
    assert [chart.days[0][1], chart.days[-1][1]] == ["03-Aug-2026", "29-Oct-2026"]
    assert min(b - a for a, b in zip(xs, xs[1:], strict=False)) >= 84


def test_dots_from_assessments_are_hollow():
    assert trend_chart(series(NPRS, 5, from_assessment=True)).has_hollow
    assert not trend_chart(series(NPRS, 5)).has_hollow


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_it_is_written_as_an_accessible_drawing_without_styles_and_scripts(instrument):
    markup = render_to_string(
        "clinic/_measure_chart.html", {"chart": trend_chart(series(instrument, 1, 0, 1))}
    )
    drawing = ElementTree.fromstring(markup.strip()).find("svg")  # noqa: S314 — our own markup
    names = drawing.get("aria-labelledby").split()
    assert drawing.get("role") == "img"
    assert [drawing.find("title").get("id"), drawing.find("desc").get("id")] == names
    assert drawing.find("title").text == f"{instrument.name}, {instrument.title}"
    assert {element.tag for element in drawing.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "path",
        "polyline",
        "circle",
        "text",
    }
    assert not any(
        name in element.attrib
        for element in drawing.iter()
        for name in ("style", "class")
        if element is not drawing
    )


def test_nothing_leaves_the_drawing():
    chart = trend_chart(series(RMDQ, 24, 0))
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in chart.dots)
