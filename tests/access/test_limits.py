"""What is dear to make cannot be asked for without end by one person."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.clinic.typed import text_of


@pytest.fixture
def hour(monkeypatch):
    """Stop the clock at the beginning of an hour; return a function that lets seconds pass."""
    now = [3600.0 * 500_000]
    monkeypatch.setattr("clinic.limits.now", lambda: now[0])

    def wait(seconds):
        now[0] += seconds

    return wait


def test_ten_records_an_hour_are_taken_out_by_one_person(
    hour, patient, physio, colleague, client_for, library
):
    visitor, url = client_for(physio), reverse("patient-export", args=[patient.pk])
    assert {visitor.post(url).status_code for _ in range(10)} == {200}
    refused = visitor.post(url)
    assert refused.status_code == 429
    assert "no-store" in refused["Cache-Control"]
    assert "Too many" in text_of(refused)
    # The page is still there to be read, and nobody else waits for it.
    assert visitor.get(url).status_code == 200
    assert client_for(colleague).post(url).status_code == 200
    hour(3600)
    assert visitor.post(url).status_code == 200


def test_thirty_handouts_a_minute(hour, patient, physio, client_for):
    visitor, url = client_for(physio), reverse("program-handout-pdf", args=[1])
    assert {visitor.get(url).status_code for _ in range(30)} == {404}
    assert visitor.get(url).status_code == 429
    hour(60)
    assert visitor.get(url).status_code == 404


def test_a_count_that_runs_out_between_two_looks_begins_again(hour, patient, physio, client_for, monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_: False)
    visitor, url = client_for(physio), reverse("program-handout-pdf", args=[1])
    assert [visitor.get(url).status_code for _ in range(31)] == [404] * 30 + [429]
