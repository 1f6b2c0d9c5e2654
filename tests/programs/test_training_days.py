"""Which weekdays an exercise falls on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.training_days import WEEKDAYS, days_due, days_in_words

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
