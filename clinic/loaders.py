"""Load what a view is about, within the clinic's scope: what is not there, or not ours, is 404.

Whatever is then shown of the patient's record, to a look or to a form that is refused, is noted here, once for all views.
"""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from clinic.actions import record_access
from clinic.models import (
    Assessment,
    Case,
    Clearance,
    Diagnosis,
    ErasureRequest,
    Measure,
    Patient,
    RedFlagScreen,
)
from clinic.policies import Refused, check_is_open
from clinic.precautions import precautions


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


def load_measure(view):
    """Give the view a measure with its case."""
    return _loading(view, lambda: _of_case(Measure, "recorded_by"), _patient_of)


def load_erasure_request(view):
    """Give the view a wish to be erased, with its patient."""
    return _loading(
        view,
        lambda: ErasureRequest.objects.select_related("patient", "asked_by"),
        lambda asked: asked.patient,
    )


def only_while_open(view):
    """Send the reader back to a closed case with the reason, instead of letting them fill in a form for nothing.

    A form that has been filled in when the case is closed goes on to its action, which refuses it: what was typed stays.
    """

    @wraps(view)
    def guarded(request, row, *rest):
        if request.method == "POST":
            return view(request, row, *rest)
        case = row if isinstance(row, Case) else row.case
        try:
            check_is_open(case)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(case)
        return view(request, row, *rest)

    return guarded


def banner(patient, *cases):
    """Return what the patient banner shows: who, how old, and what to be careful of in these (or all open) cases.

    Of somebody whose cases are all closed it shows what these tell: an emergency stands whatever becomes of its case.
    """
    today = timezone.localdate()
    cases = cases or patient.cases.open() or patient.cases.all()
    return {"patient": patient, "age": patient.age_on(today), "precautions": precautions(cases, today)}


class TakenOut(HttpResponse):
    """A file out of a record. The action that made it has noted it, as a print or an export: it is not a look besides.

    The file is named after a number: a name on a screen or disk is a leak.
    """

    def __init__(self, content, *, content_type, name, is_shown=False):
        super().__init__(content, content_type=content_type)
        place = "inline" if is_shown else "attachment"
        self["Content-Disposition"] = f'{place}; filename="{name}"'


def noted(answer, *, user, patient, what):
    """Return the answer of a view; where it shows something of the patient's record, note that `user` has seen it.

    Without the note there is no answer. Whoever is only sent on sees nothing here: where they go notes it, and what a
    form has changed stands in the history.
    """
    is_sent_on = 300 <= answer.status_code < 400 or "HX-Redirect" in answer
    if not is_sent_on and not isinstance(answer, TakenOut):
        record_access(user=user, patient=patient, what=what)
    return answer


def name_of(view):
    """Return the name of a view's page, as its address and its template have it."""
    return view.__name__.replace("_", "-")


def _loading(view, rows, patient_of):
    @wraps(view)
    def loaded(request, pk, **rest):
        row = get_object_or_404(rows(), pk=pk)
        answer = view(request, row, **rest)
        return noted(answer, user=request.user, patient=patient_of(row), what=name_of(view))

    return loaded


def _of_case(model, *related):
    return model.objects.select_related("case__patient", "case__lead", *related)


def _patient_of(row):
    return row.case.patient
