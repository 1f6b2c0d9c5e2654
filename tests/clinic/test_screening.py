"""What several red-flag screens add up to."""

from datetime import date

import pytest

from clinic.screening import case_screening
from tests.factories import CaseFactory, RedFlagScreenFactory

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


@pytest.mark.parametrize("slug", [CES, CANCER])
@pytest.mark.parametrize("mistyped", [date(2025, 11, 23), date(2026, 11, 15)])
def test_a_sign_with_an_earlier_day_that_was_recorded_later_stands(slug, mistyped, case):
    RedFlagScreenFactory(case=case)
    found = RedFlagScreenFactory(case=case, present=[slug], screened_on=mistyped)
    assert case_screening(case).awaiting == (found,)


def test_an_absent_sign_recorded_later_for_an_earlier_day_settles_nothing(case):
    found = RedFlagScreenFactory(case=case, present=[CES])
    RedFlagScreenFactory(case=case, screened_on=EARLIER)
    assert case_screening(case).awaiting == (found,)


def test_a_screen_of_the_same_day_settles_what_was_recorded_before(case):
    RedFlagScreenFactory(case=case, present=[CES])
    RedFlagScreenFactory(case=case)
    assert case_screening(case).present == ()


def test_both_signs_that_stand_must_have_their_outcome(case):
    waiting = RedFlagScreenFactory(case=case, present=[CES])
    RedFlagScreenFactory(
        case=case, screened_on=EARLIER, present=[CES], outcome="MRI normal", outcome_on=EARLIER
    )
    assert case_screening(case).awaiting == (waiting,)


def test_a_cauda_equina_sign_of_another_case_counts_and_other_flags_do_not(case):
    other = CaseFactory(patient=case.patient)
    RedFlagScreenFactory(case=case)
    RedFlagScreenFactory(case=other, present=[CES, CANCER], screened_on=date(2026, 11, 20))
    assert slugs(case_screening(case).present) == [CES]
    assert set(slugs(case_screening(other).present)) == {CES, CANCER}
    RedFlagScreenFactory(case=case, screened_on=date(2026, 11, 21))
    assert slugs(case_screening(other).present) == [CANCER]


def test_what_another_case_has_asked_is_not_asked_here(case):
    RedFlagScreenFactory(case=CaseFactory(patient=case.patient))
    assert len(case_screening(case).not_asked) == 16
