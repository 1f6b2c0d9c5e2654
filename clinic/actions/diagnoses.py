"""Record diagnoses and correct them."""

from django.db import transaction

from clinic.actions.cases import hold_open
from clinic.actions.saving import add_row, change_row
from clinic.models import Diagnosis
from clinic.policies import check_dates_are_past


@transaction.atomic
def record_diagnosis(*, case, values, by):
    """Record what a named professional diagnosed."""
    hold_open(case)
    check_dates_are_past(values)
    diagnosis = Diagnosis(case=case, recorded_by=by, **values)
    return add_row(diagnosis, by=by, patient=case.patient, what="diagnosis-add")


@transaction.atomic
def change_diagnosis(*, diagnosis, version, values, by):
    """Correct a diagnosis, or say that it is resolved or was entered in error."""
    hold_open(diagnosis.case)
    check_dates_are_past(values)
    patient = diagnosis.case.patient
    return change_row(
        diagnosis, version=version, values=values, by=by, patient=patient, what="diagnosis-edit"
    )
