"""Look at a clearance."""

import pytest
from django.urls import reverse

from tests.clinic.typed import text_of
from tests.factories import ClearanceFactory

pytestmark = pytest.mark.usefixtures("library", "today")


def test_restrictions_are_said_in_words(case, physio, client_for):
    clearance = ClearanceFactory(
        case=case, decision="restricted", restrictions=[{"demand": "impact", "max": 0}]
    )
    page = text_of(client_for(physio).get(reverse("clearance-detail", args=[clearance.pk])))
    assert "Impact: at most 0 of 4" in page


def test_a_replaced_clearance_leads_to_the_newer_one(case, physio, client_for):
    first = ClearanceFactory(case=case)
    second = ClearanceFactory(case=case, number=2, supersedes=first)
    page = text_of(client_for(physio).get(reverse("clearance-detail", args=[first.pk])))
    assert reverse("clearance-detail", args=[second.pk]) in page
    assert "Revoke it" not in page


def test_a_revoked_clearance_says_why(case, physio, client_for, today):
    clearance = ClearanceFactory(case=case, revoked_on=today, revoked_reason="New symptoms")
    page = text_of(client_for(physio).get(reverse("clearance-detail", args=[clearance.pk])))
    assert "Clearance revoked 23-Nov-2026. Reason: New symptoms" in page
