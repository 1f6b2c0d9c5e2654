"""The line in the patient banner."""

from datetime import date

import pytest

from clinic.precautions import precautions
from tests.factories import ClearanceFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library")


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
        ({"decision": "restricted", "restrictions": [{"load_kg": 10}]}, "Restrictions apply"),
        ({"issued_on": date(2026, 11, 30)}, "Clearance starts 30-Nov-2026"),
        ({}, ""),
    ],
)
def test_the_clearance_is_named_when_it_matters(case, today, clearance, words):
    ClearanceFactory(case=case, **clearance)
    assert precautions([case], today) == words


def test_a_missing_clearance_is_named(case, today):
    assert precautions([case], today) == "No clearance"


def test_an_emergency_comes_first(case, today):
    RedFlagScreenFactory(case=case, present=["ces_bowel_dysfunction"])
    assert precautions([case], today).startswith("EMERGENCY: suspected cauda equina")


def test_a_red_flag_is_named(case, today):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    assert precautions([case], today) == "Red flag open · No clearance"


def test_a_closed_case_says_nothing(case, today):
    case.closed_on = today
    assert precautions([case], today) == ""
