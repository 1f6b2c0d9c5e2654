"""Patients: register, look at, correct."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms import PatientForm
from clinic.forms.record import posted
from clinic.loaders import banner, load_patient
from clinic.views.form_page import CONFLICT, WRONG, Page, answer
from clinic.vocabulary import LANGUAGES

FORM = ["GET", "HEAD", "POST"]


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
def patient_add(request):
    form = PatientForm(posted(request), cancel_url=reverse("caseload"))
    page = Page("clinic/patient_add.html", _("Add a patient"))
    answered = answer(
        request,
        form,
        page,
        lambda: actions.register_patient(values=form.values(), by=request.user),
        done=_("The patient is registered. Open a case to go on."),
    )
    return _noted(request, form, answered, "patient-add")


@role(PHYSIOTHERAPIST)
@require_safe
@load_patient
def patient_detail(request, patient):
    cases = list(patient.cases.select_related("lead"))
    context = {
        "cases": cases,
        "asked": patient.erasure_requests.select_related("asked_by", "answered_by").first(),
        "language": LANGUAGES.get(patient.language, patient.language),
        "nav": "caseload",
    }
    return render(request, "clinic/patient_detail.html", context | banner(patient))


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_patient
def patient_edit(request, patient):
    form = PatientForm(posted(request), instance=patient, cancel_url=patient.get_absolute_url())
    page = Page("clinic/patient_edit.html", _("Correct the particulars"), patient)
    answered = answer(
        request,
        form,
        page,
        lambda: actions.change_patient(
            patient=patient, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("The particulars are saved."),
    )
    return _noted(request, form, answered, "patient-edit")


def _noted(request, form, answered, what):
    """Note whom the answer names beside the patient: a likely duplicate, the owner of a reference."""
    if form.told and answered.status_code in (WRONG, CONFLICT):
        actions.record_listing(user=request.user, patients=form.told, what=what, searched=True)
    return answered
