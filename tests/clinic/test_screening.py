"""What several red-flag screens add up to."""

from datetime import date

import pytest

from clinic.screening import case_screening
from tests.factories import RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library")
EARLIER = date(2026, 11, 1)
CES, CANCER, INFLAMMATORY = "ces_bowel_dysfunction", "malignancy_history", "inflammatory_pattern"


def slugs(flags):
    return [flag.slug for flag in flags]


def test_without_a_screen_every_flag_is_unasked(case):
    screened = case_screening(case)
    assert len(screened.not_asked) == screened.total == 16


def test_a_present_flag_is_open_until_its_outcome(case):
    RedFlagScreenFactory(case=case, present=[CANCER])
    assert slugs(case_screening(case).open_serious) == [CANCER]


def test_an_outcome_settles_a_flag_but_it_stays_present(case):
    RedFlagScreenFactory(case=case, present=[CANCER], outcome="MRI normal", outcome_on=date(2026, 11, 20))
    screened = case_screening(case)
    assert (slugs(screened.open), slugs(screened.serious)) == ([], [CANCER])


def test_not_asking_again_settles_nothing(case):
    RedFlagScreenFactory(case=case, present=[CES], screened_on=EARLIER)
    RedFlagScreenFactory(case=case, not_asked=[CES])
    assert case_screening(case).is_emergency


def test_a_later_absent_closes_a_flag(case):
    RedFlagScreenFactory(case=case, present=[CES], screened_on=EARLIER)
    RedFlagScreenFactory(case=case)
    assert not case_screening(case).is_emergency


def test_the_screen_that_awaits_an_outcome_is_named(case):
    waiting = RedFlagScreenFactory(case=case, present=[CANCER], screened_on=EARLIER)
    RedFlagScreenFactory(case=case, not_asked=[CANCER])
    assert case_screening(case).awaiting == (waiting,)


def test_a_note_is_no_serious_flag(case):
    RedFlagScreenFactory(case=case, present=[INFLAMMATORY])
    screened = case_screening(case)
    assert (slugs(screened.open), screened.open_serious) == ([INFLAMMATORY], [])
