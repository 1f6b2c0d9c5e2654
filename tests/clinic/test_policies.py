"""What the state of a record allows, and the sentences that say why not."""

from datetime import date

import pytest

from clinic.policies import Refused, check_can_close, check_is_open, check_may_sign
from tests.factories import DiagnosisFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library")


def test_a_physiotherapist_may_clear_an_ordinary_case(case):
    DiagnosisFactory(case=case)
    check_may_sign(case, role="Physiotherapist")


@pytest.mark.parametrize("role", ["Physiotherapist", "Lead physio", "Physical therapist"])
@pytest.mark.parametrize(
    ("slug", "dates", "words"),
    [
        ("post-surgical-fusion", {"surgery_on": date(2026, 9, 1)}, "After surgery"),
        ("vertebral-compression-fracture", {"fracture_on": date(2026, 9, 1)}, "After a fracture"),
    ],
)
def test_a_physiotherapist_may_not_clear_after_surgery_or_fracture(case, role, slug, dates, words):
    DiagnosisFactory(case=case, slug=slug, **dates)
    with pytest.raises(Refused, match=words):
        check_may_sign(case, role=role)


def test_a_physiotherapist_may_not_clear_after_a_red_flag_even_with_its_outcome(case):
    RedFlagScreenFactory(
        case=case, present=["malignancy_history"], outcome="MRI normal", outcome_on=date(2026, 11, 20)
    )
    with pytest.raises(Refused, match="After a red flag"):
        check_may_sign(case, role="Physiotherapist")


def test_a_surgeons_release_needs_a_physician_whatever_the_diagnosis(case):
    with pytest.raises(Refused, match="After surgery and a fracture"):
        check_may_sign(case, role="Physiotherapist", has_surgery=True, has_fracture=True)


def test_a_physician_may_clear_after_surgery(case):
    DiagnosisFactory(case=case, slug="post-surgical-fusion", surgery_on=date(2026, 9, 1))
    check_may_sign(case, role="Neurosurgeon", has_surgery=True)


def test_a_resolved_fracture_needs_no_physician(case):
    DiagnosisFactory(
        case=case, slug="vertebral-compression-fracture", fracture_on=date(2020, 9, 1), status="resolved"
    )
    check_may_sign(case, role="Physiotherapist")


def test_a_closed_case_takes_nothing_more(case, today):
    case.closed_on = today
    with pytest.raises(Refused, match="Reopen it"):
        check_is_open(case)


def test_a_case_with_an_open_red_flag_stays_open(case):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    with pytest.raises(Refused, match="record the outcome of the referral first"):
        check_can_close(case)
