"""Register a patient."""

import re

import pytest
from django.urls import reverse

from clinic.models import AccessEvent, Patient
from tests.clinic.typed import PATIENT, text_of
from tests.factories import PatientFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio):
    return lambda **changes: client_for(physio).post(reverse("patient-add"), PATIENT | changes)


def test_a_patient_is_registered(send):
    answer = send()
    patient = Patient.objects.get()
    assert (patient.full_name, patient.reference, answer.url) == (
        "Lena Ström",
        "P-00001",
        patient.get_absolute_url(),
    )


def test_registering_leaves_a_trace(send, physio):
    send()
    event = AccessEvent.objects.get()
    assert (event.kind, event.what, event.user) == ("change", "patient-add", physio)


def test_the_page_neither_requires_nor_validates_in_the_browser(client_for, physio):
    page = text_of(client_for(physio).get(reverse("patient-add")))
    assert "novalidate" in page
    assert not re.search(r"\srequired[\s=>]", page)


def test_what_is_wrong_is_said_and_everything_typed_is_kept(send):
    answer = send(born_on_year="", phone="01 234")
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error: Add a patient" in page
    assert '<a href="#id_born_on_0">Date of birth: Date of birth must include a year.</a>' in page
    assert 'value="Ström"' in page
    assert 'value="Mar"' in page
    assert 'value="01 234"' in page


def test_the_links_of_the_summary_lead_to_fields(send):
    page = text_of(send(family_name="", sex="unknown", email="nowhere", born_on_day=""))
    for target in ("id_family_name", "id_sex", "id_email", "id_born_on_0"):
        assert f'href="#{target}"' in page
        assert f'id="{target}"' in page


@pytest.mark.parametrize("name", ["…", "\u200b", "1"])
def test_a_name_needs_a_letter(send, name):
    assert "at least one letter" in text_of(send(family_name=name))


def test_a_misleading_character_is_refused(send):
    assert "U+202E" in text_of(send(given_name="Len\u202ea"))


def test_a_reference_is_given_once(send, clinic):
    PatientFactory(clinic=clinic, reference="K-7", family_name="Other")
    assert "K-7 is the reference of OTHER, Ada already" in text_of(send(reference="K-7"))


def test_another_clinics_reference_is_free(send, other_clinic):
    PatientFactory(clinic=other_clinic, reference="K-7")
    assert send(reference="K-7").status_code == 302


def test_a_likely_duplicate_is_shown_first(send, clinic):
    known = PatientFactory(clinic=clinic, family_name="STROM", reference="P-00009")
    page = text_of(send())
    assert "Registered already with this family name and date of birth" in page
    assert known.get_absolute_url() in page
    assert Patient.objects.count() == 1


def test_a_duplicate_is_registered_after_a_tick(send, clinic):
    PatientFactory(clinic=clinic, family_name="Ström")
    assert send(is_another_person="on").status_code == 302


def test_another_clinics_patient_is_no_duplicate(send, other_clinic):
    PatientFactory(clinic=other_clinic, family_name="Ström")
    assert send().status_code == 302
