"""The line in the patient banner."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.precautions import precautions
from tests.factories import ClearanceFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library")


def said(case, today):
    return str(precautions([case], today))


@pytest.mark.parametrize(
    ("clearance", "words"),
    [
        ({"valid_until": date(2026, 11, 22)}, "Clearance expired 22-Nov-2026"),
        (
            {"revoked_on": date(2026, 11, 20), "revoked_reason": "New symptoms"},
            "Clearance revoked 20-Nov-2026",
        ),
        ({"decision": "refused"}, "Not cleared for training"),
        ({"decision": "restricted"}, "Clearance lacks its restrictions"),
        ({"restriction_words": "Nothing above 5 kg"}, "Clearance lacks its restrictions"),
        ({"decision": "restricted", "restrictions": [{"load_kg": 10}]}, "Restrictions apply"),
        ({"issued_on": date(2026, 11, 30)}, "Clearance starts 30-Nov-2026"),
        ({}, ""),
    ],
)
def test_the_clearance_is_named_when_it_matters(case, today, clearance, words):
    ClearanceFactory(case=case, **clearance)
    assert said(case, today) == words


def test_a_missing_clearance_is_named(case, today):
    assert said(case, today) == "No clearance"


def test_an_emergency_comes_first(case, today):
    RedFlagScreenFactory(case=case, present=["ces_bowel_dysfunction"])
    assert said(case, today).startswith("EMERGENCY: suspected cauda equina")


def test_an_emergency_leads_to_what_to_do(case, today):
    RedFlagScreenFactory(case=case, present=["ces_bowel_dysfunction"])
    (emergency,) = precautions([case], today).emergencies
    assert emergency.url == case.get_absolute_url()


def test_a_sign_that_has_its_outcome_leads_to_a_new_screen(case, today):
    RedFlagScreenFactory(case=case, present=["ces_bowel_dysfunction"], outcome="MRI normal", outcome_on=today)
    first = precautions([case], today).others[0]
    assert (first.words, first.url) == (
        "Cauda equina sign present, ask again",
        reverse("red-flag-screen-add", args=[case.pk]),
    )


def test_a_red_flag_is_named(case, today):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    assert said(case, today) == "Red flag open · No clearance"


def test_a_closed_case_says_nothing(case, today):
    case.closed_on = today
    assert said(case, today) == ""
