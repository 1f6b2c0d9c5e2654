"""The test client closes what a test body has in view."""

import pytest
from django.test import Client
from django_scopes import ScopeError

from clinic.models import Patient
from tests.clients import ScopedClient


def test_test_bodies_see_every_clinic(patient):
    assert Patient.objects.get() == patient


def test_requests_see_no_rows_outside_a_clinic(patient, monkeypatch):
    monkeypatch.setattr(Client, "request", lambda client, **request: Patient.objects.count())
    with pytest.raises(ScopeError):
        ScopedClient().get("/")
