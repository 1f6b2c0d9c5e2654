"""Emergency access: an hour, one clinic, a reason, and a trail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.actions import begin_emergency_access
from clinic.form_key import FIELD, new_key
from clinic.models import AccessEvent, EmergencyAccess, User
from tests.access.test_confirming import confirm
from tests.clinic.typed import text_of
from tests.factories import PatientFactory, UserFactory


@pytest.fixture
def keeper(db):
    """Return somebody who keeps the installation and treats nobody."""
    return UserFactory(clinic=None, role="", is_superuser=True, username="keeper")


@pytest.fixture
def opened(keeper, clinic):
    return begin_emergency_access(clinic=clinic, reason="Dr Lind asked by telephone", by=keeper)


def test_without_one_no_patient_opens(keeper, patient, client_for):
    assert client_for(keeper).get(patient.get_absolute_url()).status_code == 403


def test_with_one_that_clinics_patients_open_and_no_others(keeper, patient, other_clinic, opened, client_for):
    visitor = client_for(keeper)
    page = text_of(visitor.get(patient.get_absolute_url()))
    assert "MÜLLER, Ada" in page
    assert "Emergency access to Harbour Physiotherapy until" in page
    assert visitor.get(PatientFactory(clinic=other_clinic).get_absolute_url()).status_code == 404


def test_every_look_is_noted_in_the_clinic(keeper, patient, opened, client_for, manager):
    client_for(keeper).get(patient.get_absolute_url())
    assert AccessEvent.objects.get(kind="view").user == keeper
    page = text_of(client_for(manager).get(reverse("staff-list")))
    assert "Dr Lind asked by telephone" in page


def test_it_ends_by_itself(keeper, patient, opened, client_for, monkeypatch):
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client_for(keeper).get(patient.get_absolute_url()).status_code == 403


def test_it_can_be_ended(keeper, patient, opened, client_for):
    visitor = client_for(keeper)
    visitor.post(reverse("emergency-access-end"))
    assert visitor.get(patient.get_absolute_url()).status_code == 403
    assert AccessEvent.objects.filter(kind="emergency").count() == 2


def test_nothing_of_it_is_stored_with_the_person(keeper, opened, client_for, clinic):
    visitor = client_for(keeper)
    visitor.get(reverse("caseload"))
    visitor.get(reverse("mfa_index"))
    stored = User.objects.get(pk=keeper.pk)
    assert (stored.role, stored.clinic) == ("", None)


def test_asking_needs_the_password_again_and_a_reason(keeper, clinic, client_for):
    visitor, url = client_for(keeper, ago=3600), reverse("emergency-access")
    typed = {"clinic": clinic.pk, "reason": "Server moved, Dr Lind asked", FIELD: new_key(keeper)}
    page = confirm(visitor, visitor.post(url, typed | {"clinic": str(clinic.pk)}))
    assert "Server moved, Dr Lind asked" in text_of(page)
    assert visitor.post(url, {"clinic": clinic.pk, "reason": " "}).status_code == 422
    assert not EmergencyAccess.objects.exists()
    assert visitor.post(url, {"clinic": clinic.pk, "reason": "Dr Lind asked"}).url == reverse("caseload")


@pytest.mark.parametrize("person", ["physio", "manager", "librarian"])
def test_nobody_else_may_ask(person, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(reverse("emergency-access")).status_code == 403


def test_somebody_with_a_role_gets_no_second_clinic(physio, other_clinic, client_for):
    User.objects.filter(pk=physio.pk).update(is_superuser=True)
    begin_emergency_access(clinic=other_clinic, reason="Trying", by=physio)
    patient = PatientFactory(clinic=other_clinic)
    assert client_for(physio).get(patient.get_absolute_url()).status_code == 404
