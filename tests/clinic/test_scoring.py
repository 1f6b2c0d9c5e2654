"""How each outcome measure is scored and what change in it counts (evidence.md, section 6)."""

from decimal import Decimal

import pytest

from clinic.measures.instruments import GROC, INSTRUMENTS, NPRS, ODI, PASS, PSFS, RMDQ, START_BACK
from clinic.measures.scoring import (
    boundary,
    change_words,
    details,
    exact_score,
    improvement,
    judge,
    psfs_mean,
    rmdq_score,
    rounded,
    score_words,
    shown,
    start_back_risk,
)
from clinic.models import Measure

D = Decimal


def verdicts(instrument, start, score):
    """Return the words of every threshold; `start` is None for a first score."""
    before = None if start is None else D(start)
    return [judge(instrument, one, before, D(score)).words for one in instrument.thresholds]


def activities(*scores):
    return [{"activity": f"Activity {number}", "score": score} for number, score in enumerate(scores, 1)]


def test_every_instrument_of_the_record_is_known():
    assert list(INSTRUMENTS) == list(Measure.Instrument.values)


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_every_threshold_names_its_source_and_says_one_thing(instrument):
    for one in instrument.thresholds:
        assert one.source
        assert [one.points, one.percent, one.as_good_as].count(None) == 2


def test_which_way_is_better():
    higher = {one.code for one in INSTRUMENTS.values() if one.higher_is_better}
    assert higher == {"psfs", "groc", "pass"}


@pytest.mark.parametrize(("instrument", "by"), [(NPRS, 2), (RMDQ, 2), (ODI, 2), (PSFS, -2)])
def test_better_depends_on_the_instrument(instrument, by):
    assert improvement(instrument, D(6), D(4)) == by


@pytest.mark.parametrize(("scores", "mean"), [([4], 4), ([4, 5], D("4.5")), ([0, 0, 1, 0, 0], D("0.2"))])
def test_the_psfs_is_the_mean_of_its_activities(scores, mean):
    assert psfs_mean(activities(*scores)) == mean


@pytest.mark.parametrize("scores", [[], [1, 2, 3, 4, 5, 6]])
def test_the_psfs_has_one_to_five_activities(scores):
    with pytest.raises(ValueError, match="1 to 5"):
        psfs_mean(activities(*scores))


@pytest.mark.parametrize(("ticked", "score"), [([], 0), ([1, 24], 2), (range(1, 25), 24), ([3, 3], 1)])
def test_the_rmdq_counts_what_is_ticked(ticked, score):
    assert rmdq_score(ticked) == score


@pytest.mark.parametrize("ticked", [[0], [25]])
def test_the_rmdq_has_24_statements(ticked):
    with pytest.raises(ValueError, match="1 to 24"):
        rmdq_score(ticked)


@pytest.mark.parametrize(
    ("total", "distress", "risk"),
    [
        (0, 0, "low"),
        (3, 0, "low"),
        (3, 3, "low"),
        (4, 0, "medium"),
        (4, 3, "medium"),
        (7, 3, "medium"),
        (4, 4, "high"),
        (8, 4, "high"),
        (9, 5, "high"),
    ],
)
def test_start_back_sorts_by_the_rule_of_keele(total, distress, risk):
    assert start_back_risk(total=total, distress=distress) == risk


@pytest.mark.parametrize(("total", "distress"), [(2, 3), (5, 0), (9, 4), (6, 6), (0, -1)])
def test_start_back_sums_that_do_not_fit_are_refused(total, distress):
    with pytest.raises(ValueError, match="part of the total"):
        start_back_risk(total=total, distress=distress)


@pytest.mark.parametrize(
    ("start", "score", "points", "percent"),
    [
        (7, 5, "Reached", "Not reached"),
        (7, "4.9", "Reached", "Reached"),
        (7, 6, "Not reached", "Not reached"),
        (7, 9, "Not reached", "Not reached"),
        (5, 4, "Not reached", "Not reached"),
        (3, 2, "Not reached", "Reached"),
        (10, 8, "Reached", "Not reached"),
        (10, 7, "Reached", "Reached"),
    ],
)
def test_pain_is_judged_by_2_points_and_by_30_percent(start, score, points, percent):
    assert verdicts(NPRS, start, score)[:2] == [points, percent]


@pytest.mark.parametrize(
    ("start", "score", "points", "percent", "recovered"),
    [
        (12, 7, "Reached", "Reached", "Not reached"),
        (20, 15, "Reached", "Not reached", "Not reached"),
        (6, 2, "Not reached", "Reached", "Reached"),
        (10, 3, "Reached", "Reached", "Not reached"),
        (12, 14, "Not reached", "Not reached", "Not reached"),
    ],
)
def test_the_rmdq_is_judged_by_5_points_by_30_percent_and_by_2_or_less(
    start, score, points, percent, recovered
):
    assert verdicts(RMDQ, start, score) == [points, percent, recovered]


@pytest.mark.parametrize(
    ("start", "score", "points", "percent"),
    [
        (40, 30, "Reached", "Not reached"),
        (40, "30.1", "Not reached", "Not reached"),
        (40, 28, "Reached", "Reached"),
        (20, 14, "Not reached", "Reached"),
    ],
)
def test_the_odi_is_judged_by_10_points_and_by_30_percent(start, score, points, percent):
    assert verdicts(ODI, start, score) == [points, percent]


@pytest.mark.parametrize(
    ("score", "reached"), [("5.2", 0), ("5.3", 1), ("6.3", 2), ("6.6", 2), ("6.7", 3), (2, 0)]
)
def test_the_psfs_is_judged_by_three_sizes_of_change(score, reached):
    assert verdicts(PSFS, 4, score).count("Reached") == reached


def test_the_psfs_is_judged_unrounded():
    items = {"activities": activities(5, 5, 5, 6)}
    assert exact_score(PSFS, rounded(psfs_mean(items["activities"])), items) == D("5.25")


@pytest.mark.parametrize(("score", "words"), [(3, "Reached"), (2, "Not reached"), (-4, "Not reached")])
def test_the_groc_is_judged_by_itself(score, words):
    assert verdicts(GROC, None, score) == [words]


@pytest.mark.parametrize("instrument", [PASS, START_BACK])
def test_nothing_is_judged_where_no_change_is_measured(instrument):
    assert instrument.thresholds == ()
    assert not instrument.has_change


def test_a_first_score_is_judged_by_recovery_alone():
    assert verdicts(RMDQ, None, 2) == ["", "", "Reached"]


@pytest.mark.parametrize(
    ("instrument", "start", "score", "words"),
    [
        (NPRS, 1, 0, ["Out of reach from 1", "Reached", "Reached"]),
        (NPRS, 0, 0, ["Out of reach from 0", "Out of reach from 0", "Reached"]),
        (NPRS, 0, 3, ["Out of reach from 0", "Out of reach from 0", "Not reached"]),
        (PSFS, 8, 10, ["Reached", "Out of reach from 8", "Out of reach from 8"]),
    ],
)
def test_a_threshold_beyond_the_scale_is_said_to_be_out_of_reach(instrument, start, score, words):
    assert verdicts(instrument, start, score) == words


@pytest.mark.parametrize(
    ("instrument", "start", "edges"),
    [(NPRS, 7, [5, D("4.9"), 0]), (PSFS, 4, [D("5.3"), D("6.3"), D("6.7")]), (GROC, 0, [D("2.5")])],
)
def test_where_a_threshold_lies(instrument, start, edges):
    assert [boundary(instrument, one, D(start)) for one in instrument.thresholds] == edges


@pytest.mark.parametrize(
    ("instrument", "start", "score", "words"),
    [
        (NPRS, 7, 5, "2 better (28.5\u00a0%)"),
        (NPRS, 4, 6, "2 worse (50\u00a0%)"),
        (NPRS, 4, 4, "No change"),
        (NPRS, 0, 2, "2 worse"),
        (PSFS, 4, "5.3", "1.3 better"),
        (PSFS, 4, 3, "1 worse"),
    ],
)
def test_a_change_is_said_in_words(instrument, start, score, words):
    assert change_words(instrument, D(start), D(score)) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [("5.0", "5"), ("10", "10"), ("-3", "−3"), ("0.0", "0"), ("-0.001", "0"), ("5.333", "5.33")],
)
def test_numbers_have_no_trailing_zeros(number, words):
    assert shown(D(number)) == words


@pytest.mark.parametrize(
    ("instrument", "score", "words"),
    [(NPRS, 4, "4"), (PASS, 1, "Yes"), (PASS, 0, "No"), (GROC, 3, "+3"), (GROC, 0, "0"), (GROC, -2, "−2")],
)
def test_scores_are_said_in_words(instrument, score, words):
    assert score_words(instrument, D(score)) == words


@pytest.mark.parametrize(
    ("instrument", "score", "items", "words"),
    [
        (NPRS, 4, {}, ""),
        (PSFS, 4, {"activities": activities(3, 5)}, "Activity 1 3, Activity 2 5"),
        (RMDQ, 2, {"ticked": [3, 21]}, "Statements 3, 21"),
        (RMDQ, 2, {}, ""),
        (START_BACK, 6, {"distress": 4}, "Distress 4: high risk"),
        (START_BACK, 6, {}, ""),
    ],
)
def test_what_stands_behind_a_score_is_said(instrument, score, items, words):
    assert details(instrument, D(score), items) == words
