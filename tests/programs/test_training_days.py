"""Which weekdays an exercise falls on."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules.values import DoseRange
from programs.training_days import WEEKDAYS, days_due, days_in_words, days_like, days_outside

some_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True)


@pytest.mark.parametrize(
    ("often", "training", "expected"),
    [
        (3, ("mon", "wed", "fri"), ("mon", "wed", "fri")),
        (2, ("mon", "wed", "fri"), ("mon", "fri")),
        (1, ("mon", "wed", "fri"), ("mon",)),
        (5, ("mon", "wed", "fri"), ("mon", "tue", "wed", "fri", "sat")),
        (7, ("tue",), WEEKDAYS),
        (2, ("mon", "tue", "thu", "sat"), ("mon", "thu")),
        (2, ("sat", "sun"), ("sat", "sun")),
        (4, (), ()),
    ],
)
def test_days_are_spread_over_the_week(often, training, expected):
    assert days_due(often, training) == expected


@given(st.integers(1, 7), some_days)
def test_training_days_come_first_and_the_number_is_kept(often, training):
    found = days_due(often, training)
    assert len(found) == often == len(set(found))
    assert set(found) <= set(training) or set(found) >= set(training)
    assert list(found) == sorted(found, key=WEEKDAYS.index)


@given(some_days)
def test_one_day_more_keeps_the_days_there_were(training):
    """So that no leg exercise falls on a day without the warm-up that is for as many days."""
    found = [set(days_due(often, training)) for often in range(1, 8)]
    assert all(fewer < more for fewer, more in pairwise(found))
    assert found[len(training) - 1] == set(training)


@given(some_days)
def test_two_days_have_the_most_even_rest_there_is(training):
    """The heaviest lifts are for two days at most."""
    rest = (_longest_rest(pair) for pair in combinations(training, 2))
    assert len(training) < 2 or _longest_rest(days_due(2, training)) == min(rest)


def _longest_rest(pair):
    apart = abs(WEEKDAYS.index(pair[0]) - WEEKDAYS.index(pair[1]))
    return max(apart, 7 - apart)


@given(st.integers(2, 3), st.permutations(("mon", "tue", "wed", "thu", "fri", "sat")))
def test_no_two_days_in_a_row_where_the_training_days_allow_it(often, training):
    found = [WEEKDAYS.index(day) for day in days_due(often, training)]
    assert all((after - day) % 7 > 1 for day, after in zip(found, [*found[1:], found[0]], strict=True))


def test_a_word_that_is_no_weekday_is_refused():
    with pytest.raises(ValueError, match="not in tuple"):
        days_due(2, ["mon", "noon"])


@pytest.mark.parametrize(
    ("often", "said"),
    [
        (1, "1 day a week (Monday)"),
        (2, "2 days a week (Monday, Friday)"),
        (3, "3 days a week"),
        (5, "5 days a week (Monday, Tuesday, Wednesday, Friday, Saturday)"),
    ],
)
def test_the_clinician_reads_which_days_those_are(often, said):
    assert days_in_words(often, ["mon", "wed", "fri"]) == said


def test_days_outside_are_those_without_a_line_in_the_log():
    assert days_outside(5, ["mon", "wed", "fri"]) == ("tue", "sat")
    assert days_outside(3, ["mon", "wed", "fri"]) == days_outside(2, []) == ()


@pytest.mark.parametrize(("training", "often"), [(1, 2), (2, 2), (3, 3), (5, 3)])
def test_days_follow_the_training_days_as_far_as_the_library_has_them(training, often):
    usual = DoseRange(sets=2, days_min=2, days_max=3)
    assert days_like(usual, WEEKDAYS[:training]) == often
