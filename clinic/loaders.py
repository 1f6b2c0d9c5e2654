"""Load what a view is about, within the clinic's scope: what is not there, or not ours, is 404.

Opening such a page is a look at the patient's record, so it is noted here, once for all of them.
"""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from clinic.actions import record_access
from clinic.models import Assessment, Case, Clearance, Diagnosis, Patient, RedFlagScreen
from clinic.policies import Refused, check_is_open
from clinic.precautions import precautions

LOOKS = ("GET", "HEAD")


def load_patient(view):
    """Give the view its patient."""
    return _loading(view, Patient.objects.remaining, lambda patient: patient)


def load_case(view):
    """Give the view its case."""
    return _loading(view, lambda: Case.objects.select_related("patient", "lead"), lambda case: case.patient)


def load_diagnosis(view):
    """Give the view a diagnosis with its case."""
    return _loading(view, lambda: _of_case(Diagnosis, "condition"), _patient_of)


def load_screen(view):
    """Give the view a red-flag screen with its case."""
    return _loading(view, lambda: _of_case(RedFlagScreen, "screened_by"), _patient_of)


def load_clearance(view):
    """Give the view a clearance with its case."""
    return _loading(view, lambda: _of_case(Clearance, "signed_by"), _patient_of)


def load_assessment(view):
    """Give the view an assessment with its case."""
    return _loading(view, lambda: _of_case(Assessment, "assessed_by"), _patient_of)


def only_while_open(view):
    """Send the reader back to a closed case with the reason, instead of letting them fill in a form for nothing."""

    @wraps(view)
    def guarded(request, row):
        case = row if isinstance(row, Case) else row.case
        try:
            check_is_open(case)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(case)
        return view(request, row)

    return guarded


def banner(patient, *cases):
    """Return what the patient banner shows: who, how old, and what to be careful of in these (or all open) cases."""
    today = timezone.localdate()
    cases = cases or patient.cases.open()
    return {"patient": patient, "age": patient.age_on(today), "precautions": precautions(cases, today)}


def _loading(view, rows, patient_of):
    @wraps(view)
    def loaded(request, pk):
        row = get_object_or_404(rows(), pk=pk)
        if request.method in LOOKS:
            record_access(user=request.user, patient=patient_of(row), what=view.__name__.replace("_", "-"))
        return view(request, row)

    return loaded


def _of_case(model, *related):
    return model.objects.select_related("case__patient", "case__lead", *related)


def _patient_of(row):
    return row.case.patient
