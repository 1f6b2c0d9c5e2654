"""Correct a patient's particulars."""

import pytest
from django.urls import reverse

from clinic.models import Patient
from tests.clinic.typed import PATIENT, text_of
from tests.factories import PatientFactory

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, patient):
    url = reverse("patient-edit", args=[patient.pk])
    return lambda **changes: client_for(physio).post(url, PATIENT | {"version": "1"} | changes)


def stored(patient):
    return Patient.objects.get(pk=patient.pk)


def test_particulars_are_corrected(send, patient):
    assert send().url == patient.get_absolute_url()
    assert stored(patient).full_name == "Lena Ström"


def test_the_new_name_is_found(send):
    send()
    assert Patient.objects.search("strom").exists()


def test_an_emptied_reference_stays(send, patient):
    send(reference="")
    assert stored(patient).reference == patient.reference


def test_the_form_starts_from_what_is_stored(client_for, physio, patient):
    page = text_of(client_for(physio).get(reverse("patient-edit", args=[patient.pk])))
    assert 'value="Müller"' in page
    assert 'name="version" value="1"' in page


def test_a_refused_form_does_not_change_the_banner(send):
    page = text_of(send(given_name="Eva", email="nowhere"))
    assert 'class="patient-name" href' in page
    assert "MÜLLER, Ada</a>" in page


def test_a_duplicate_of_itself_is_no_warning(send):
    assert send(family_name="Müller").status_code == 302


def test_a_stale_form_shows_both_versions_and_loses_nothing(send, patient, colleague):
    send(given_name="Theirs")
    answer = send(given_name="Mine")
    page = text_of(answer)
    assert answer.status_code == 409
    assert '<th scope="row">Given name</th><td>Mine</td><td>Theirs</td>' in page
    assert 'name="given_name" value="Mine"' in page
    assert stored(patient).given_name == "Theirs"


def test_a_stale_form_names_who_was_first(send, physio):
    send(given_name="Theirs")
    assert "Anna Berg saved it on 23-Nov-2026, 12:00" in text_of(send(given_name="Mine"))


def test_saving_again_after_comparing_goes_through(send, patient):
    send(given_name="Theirs")
    assert 'name="version" value="2"' in text_of(send(given_name="Mine"))
    send(given_name="Mine", version="2")
    assert stored(patient).given_name == "Mine"


@pytest.mark.parametrize("version", ["", "x", "99"])
def test_without_a_right_version_nothing_is_written(send, patient, version):
    assert send(version=version).status_code in (409, 422)
    assert stored(patient).given_name == "Ada"


def test_fields_that_are_not_on_the_form_stay(send, patient, other_clinic):
    send(clinic=str(other_clinic.pk), search_text="x")
    assert stored(patient).clinic == patient.clinic


def test_another_persons_reference_is_refused(send, clinic):
    PatientFactory(clinic=clinic, reference="K-7", family_name="Other")
    assert send(reference="k-7").status_code == 422
