"""A full disk: nothing is half saved, reading goes on, and a plain page says what to do."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from clinic import full_disk
from clinic.models import Patient
from tests.clinic.typed import PATIENT, text_of

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def nearly_full(monkeypatch):
    """Leave 100 MB of the disk."""
    monkeypatch.setattr(full_disk, "LOOK_EVERY", -1)
    monkeypatch.setattr(full_disk, "free_bytes", lambda: 100 * 1024 * 1024)


def test_nothing_more_is_written(nearly_full, physio, client_for):
    answer = client_for(physio).post(reverse("patient-add"), PATIENT)
    assert answer.status_code == 507
    assert "Nothing was saved: the disk is full" in text_of(answer)
    assert Patient.objects.count() == 0


def test_reading_and_signing_in_go_on(nearly_full, patient, physio, client_for):
    client = client_for(physio)
    assert client.get(reverse("patient-detail", args=[patient.pk])).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302


@pytest.mark.parametrize("words", ["database or disk is full", "could not extend file"])
def test_a_database_without_room_is_said_plainly(words, physio, client_for, monkeypatch):
    def no_room(*_, **__):
        fault = OperationalError(words)
        fault.__cause__ = type("Cause", (Exception,), {"sqlstate": "53100"})()
        raise fault

    monkeypatch.setattr("clinic.actions.register_patient", no_room)
    answer = client_for(physio).post(reverse("patient-add"), PATIENT)
    assert (answer.status_code, Patient.objects.count()) == (507, 0)


def test_another_fault_of_the_database_is_no_full_disk(physio, client_for, monkeypatch):
    def broken(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr("clinic.actions.register_patient", broken)
    with pytest.raises(OperationalError):
        client_for(physio).post(reverse("patient-add"), PATIENT)
