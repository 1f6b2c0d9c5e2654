"""Change a diagnosis."""

import pytest
from django.urls import reverse

from clinic.models import Diagnosis
from tests.clinic.typed import DIAGNOSIS, text_of
from tests.factories import DiagnosisFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def diagnosis(case):
    return DiagnosisFactory(case=case, icd10="M51.26")


@pytest.fixture
def send(client_for, physio, diagnosis):
    typed = DIAGNOSIS | {"condition": diagnosis.condition.pk, "version": "1"}
    return lambda **changes: client_for(physio).post(
        reverse("diagnosis-edit", args=[diagnosis.pk]), typed | changes
    )


@pytest.mark.parametrize("status", ["resolved", "entered_in_error", "suspected"])
def test_a_diagnosis_is_set_aside_but_never_deleted(send, status):
    send(status=status)
    assert Diagnosis.objects.get().status == status


def test_the_form_starts_from_the_stored_code(client_for, physio, diagnosis):
    page = text_of(client_for(physio).get(reverse("diagnosis-edit", args=[diagnosis.pk])))
    assert '<option value="M51.26" selected>' in page


def test_a_code_of_its_own_starts_in_the_other_box(client_for, physio, case):
    own = DiagnosisFactory(case=case, icd10="M99.03")
    page = text_of(client_for(physio).get(reverse("diagnosis-edit", args=[own.pk])))
    assert 'name="other_code" value="M99.03"' in page


def test_a_stale_form_shows_both_codes(send):
    send(listed_code="M51.27")
    answer = send()
    assert answer.status_code == 409
    assert "<td>M51.26</td><td>M51.27</td>" in text_of(answer)
