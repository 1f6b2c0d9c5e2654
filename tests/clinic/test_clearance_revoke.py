"""Revoke a clearance."""

import pytest
from django.urls import reverse

from clinic.models import Clearance
from tests.clinic.typed import text_of
from tests.factories import ClearanceFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def clearance(case):
    return ClearanceFactory(case=case)


@pytest.fixture
def send(client_for, physio, clearance):
    typed = {"revoked_on": "2026-11-23", "reason": "New symptoms"}
    return lambda **changes: client_for(physio).post(
        reverse("clearance-revoke", args=[clearance.pk]), typed | changes
    )


def test_a_revoked_clearance_permits_nothing(send, today):
    send()
    assert not Clearance.objects.get().is_valid_on(today)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Why is it revoked?: This field is required"),
        ({"revoked_on": "2026-11-01"}, "issued later, on 02-Nov-2026"),
        ({"revoked_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
    ],
)
def test_what_cannot_be_is_refused(send, changes, words):
    assert words in text_of(send(**changes))
    assert Clearance.objects.get().revoked_on is None


def test_a_second_revocation_is_refused_with_the_reason(send):
    send()
    answer = send(reason="Again")
    assert answer.status_code == 422
    assert "revoked already, on 23-Nov-2026" in text_of(answer)
    assert 'value="Again"' in text_of(answer)
