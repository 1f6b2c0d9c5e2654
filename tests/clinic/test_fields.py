"""Days, birth dates and ratings as people type them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from clinic.forms.fields import BirthDateField, DayField, rating

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize("month", ["3", "03", "mar", "Mar", "MARCH", "March", "mar."])
def test_months_are_numbers_or_names(month):
    assert BirthDateField().clean(["2", month, "1980"]) == date(1980, 3, 2)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        (["", "", ""], "Enter the date of birth"),
        (["2", "3", ""], "must include a year"),
        (["", "3", ""], "must include a day and a year"),
        (["2", "3", "80"], "four digits"),
        (["2", "13", "1980"], "“13” is not a month"),
        (["2", "ma", "1980"], "“ma” is not a month"),
        (["31", "2", "1980"], "no day 31 February 1980"),
        (["x", "2", "1980"], "no day x February 1980"),
        (["9" * 30, "2", "1980"], "no day 999999999999999999999999999999 February 1980"),
        (["-" + "9" * 30, "2", "1980"], "no day -999999999999999999999999999999 February 1980"),
        (["24", "11", "2026"], "must be in the past"),
        (["1", "1", "1890"], "1890 cannot be right"),
        (["²", "3", "1980"], "no day"),
        (["2", "3", "１９８０"], "four digits"),
    ],
)
def test_what_is_wrong_with_a_birth_date_is_said(boxes, words):
    with pytest.raises(ValidationError, match=words):
        BirthDateField().clean(boxes)


@pytest.mark.parametrize("typed", ["2026-11-02", "02-Nov-2026", "2 Nov 2026", "02/11/2026"])
def test_days_are_read_in_several_forms(typed):
    assert DayField().clean(typed) == date(2026, 11, 2)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-11-24", "24-Nov-2026 is in the future"),
        ("0026-11-02", "year 26 cannot be right"),
        ("soon", "Enter a date"),
    ],
)
def test_what_is_wrong_with_a_day_is_said(typed, words):
    with pytest.raises(ValidationError, match=words):
        DayField().clean(typed)


def test_a_review_may_be_in_the_future():
    assert DayField(may_be_future=True).clean("2026-12-24") == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("11", "highest rating is 10"), ("-1", "lowest rating is 0"), ("4.5", "whole number")],
)
def test_ratings_run_from_0_to_10(typed, words):
    with pytest.raises(ValidationError, match=words):
        rating("Pain").clean(typed)


def test_no_rating_is_not_zero():
    assert rating("Pain").clean("") is None
