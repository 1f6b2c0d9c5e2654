"""Look at a patient."""

import pytest

from tests.clinic.typed import text_of

pytestmark = pytest.mark.usefixtures("library", "today")


def test_without_a_case_the_next_step_is_offered(patient, physio, client_for):
    page = text_of(client_for(physio).get(patient.get_absolute_url()))
    assert "No case yet" in page
    assert "Open the first one" in page


def test_what_is_not_recorded_says_so(patient, physio, client_for):
    assert "<dt>Phone</dt><dd>Not recorded</dd>" in text_of(
        client_for(physio).get(patient.get_absolute_url())
    )


def test_cases_are_listed(case, physio, client_for):
    page = text_of(client_for(physio).get(case.patient.get_absolute_url()))
    assert f'<a href="{case.get_absolute_url()}">Low back pain after lifting</a>' in page


def test_precautions_of_open_cases_stand_in_the_banner(case, physio, client_for):
    assert "No clearance" in text_of(client_for(physio).get(case.patient.get_absolute_url()))


def test_names_are_escaped(patient, physio, client_for):
    patient.family_name = "<b>Bold"
    patient.save()
    assert "&lt;B&gt;BOLD" in client_for(physio).get(patient.get_absolute_url()).content.decode()
