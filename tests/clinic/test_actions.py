"""What every write to the record keeps to: one clinic, one version, one trace."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic import actions
from clinic.models import AccessEvent, Case, Patient
from clinic.policies import Refused
from tests.factories import AssessmentFactory, ClearanceFactory, DiagnosisFactory, PatientFactory

pytestmark = pytest.mark.usefixtures("library")
LENA = {"family_name": "Ström", "given_name": "Lena", "sex": "female", "reference": ""}


def register(by, **values):
    return actions.register_patient(values=LENA | {"born_on": date(1980, 3, 2)} | values, by=by)


def test_a_new_patient_belongs_to_the_users_clinic(physio):
    assert register(physio).clinic == physio.clinic


def test_references_count_up_within_a_clinic(physio, stranger):
    PatientFactory(clinic=physio.clinic, reference="P-00041")
    PatientFactory(clinic=stranger.clinic, reference="P-00900")
    assert [register(physio).reference, register(physio).reference] == ["P-00042", "P-00043"]


def test_a_references_number_may_outgrow_five_digits(physio):
    PatientFactory(clinic=physio.clinic, reference="P-99999")
    PatientFactory(clinic=physio.clinic, reference="P-100000")
    assert register(physio).reference == "P-100001"


@pytest.mark.parametrize(
    "wanted", ["strom", "LENA str", "02-mar-1980", "1980-03-02", "02/03/1980", "P-00001"]
)
def test_a_patient_is_found_by_name_birth_date_and_reference(physio, wanted):
    register(physio)
    assert Patient.objects.search(wanted).count() == 1


def test_long_names_fit_the_search_text(physio):
    patient = register(physio, family_name="ﷺ" * 200, given_name="ﷺ" * 200)
    assert len(patient.search_text) <= 450


def test_a_change_leaves_a_trace_of_who(patient, physio):
    values = LENA | {"born_on": patient.born_on, "given_name": "Eva"}
    actions.change_patient(patient=patient, version=1, values=values, by=physio)
    assert patient.history.first().history_user == physio
    assert AccessEvent.objects.get(kind="change").what == "patient-edit"


def test_a_change_counts_the_version(patient, physio):
    values = LENA | {"born_on": patient.born_on}
    assert actions.change_patient(patient=patient, version=1, values=values, by=physio).version == 2


@pytest.mark.parametrize("version", [0, 2, None])
def test_a_stale_change_writes_nothing(patient, physio, version):
    values = LENA | {"born_on": patient.born_on, "given_name": "Eva"}
    with pytest.raises(actions.StaleRecord) as stale:
        actions.change_patient(patient=patient, version=version, values=values, by=physio)
    patient.refresh_from_db()
    assert (patient.given_name, stale.value.stored, AccessEvent.objects.count()) == ("Ada", patient, 0)


def test_of_two_editors_the_first_wins(patient, physio, colleague):
    values = LENA | {"born_on": patient.born_on}
    actions.change_patient(patient=patient, version=1, values=values | {"given_name": "Eva"}, by=physio)
    with pytest.raises(actions.StaleRecord):
        actions.change_patient(
            patient=patient, version=1, values=values | {"given_name": "Ida"}, by=colleague
        )
    assert Patient.objects.get(pk=patient.pk).given_name == "Eva"


def test_a_stranger_changes_nothing(patient, stranger):
    with pytest.raises(PermissionDenied):
        actions.change_patient(
            patient=patient, version=1, values=LENA | {"born_on": patient.born_on}, by=stranger
        )


def test_a_stranger_adds_nothing(case, stranger):
    with pytest.raises(PermissionDenied):
        actions.record_assessment(case=case, values={}, by=stranger)


def test_a_stranger_looks_at_nothing(patient, stranger):
    with pytest.raises(PermissionDenied):
        actions.record_access(user=stranger, patient=patient, what="patient-detail")


def test_a_librarian_without_a_clinic_looks_at_nothing(patient, librarian):
    with pytest.raises(PermissionDenied):
        actions.record_access(user=librarian, patient=patient, what="patient-detail")


def test_nothing_is_recorded_in_a_closed_case(case, physio, today):
    diagnosis = DiagnosisFactory(case=case)
    case.closed_on = today
    case.save()
    diagnosis.case.refresh_from_db()
    with pytest.raises(Refused, match="Reopen"):
        actions.change_diagnosis(diagnosis=diagnosis, version=1, values={}, by=physio)


@pytest.mark.parametrize(
    ("action", "about"),
    [
        (actions.record_screen, "case"),
        (actions.record_assessment, "case"),
        (actions.record_diagnosis, "case"),
        (actions.change_assessment, "assessment"),
        (actions.change_diagnosis, "diagnosis"),
    ],
)
def test_a_case_closed_since_it_was_loaded_takes_nothing_more(action, about, case, physio, today):
    row = {"assessment": AssessmentFactory, "diagnosis": DiagnosisFactory}.get(about, lambda case: case)(
        case=case
    )
    version = {} if about == "case" else {"version": 1}
    Case.objects.filter(pk=case.pk).update(closed_on=today)
    with pytest.raises(Refused, match="Reopen"):
        action(**{about: row}, **version, values={}, by=physio)
    assert not AccessEvent.objects.exists()


def test_what_is_recorded_holds_the_case_open(case, physio, today):
    with CaptureQueriesContext(connection) as asked:
        actions.record_screen(case=case, values={"screened_on": today}, by=physio)
    is_held = connection.features.has_select_for_update
    assert any("FOR UPDATE" in one["sql"] for one in asked) == is_held


def test_an_open_case_is_not_reopened(case, physio):
    with pytest.raises(Refused, match="open already"):
        actions.reopen_case(case=case, version=1, by=physio)


def test_a_revoked_clearance_is_not_revoked_again(case, physio, today):
    clearance = ClearanceFactory(case=case)
    actions.revoke_clearance(clearance=clearance, revoked_on=today, reason="New symptoms", by=physio)
    with pytest.raises(Refused, match="revoked already"):
        actions.revoke_clearance(clearance=clearance, revoked_on=today, reason="Again", by=physio)


@pytest.mark.parametrize("name", ["onset_on", "surgery_on", "fracture_on", "diagnosed_on"])
def test_a_diagnosis_with_a_day_in_the_future_is_refused(name, case, physio, today):
    diagnosis = DiagnosisFactory(case=case)
    values = {name: date(2026, 11, 24)}
    with pytest.raises(Refused, match="on 24-Nov-2026 is in the future"):
        actions.record_diagnosis(case=case, values={"condition": diagnosis.condition} | values, by=physio)
    with pytest.raises(Refused, match="on 24-Nov-2026 is in the future"):
        actions.change_diagnosis(diagnosis=diagnosis, version=1, values=values, by=physio)
    assert case.diagnoses.get().onset_on == date(2026, 10, 5)
