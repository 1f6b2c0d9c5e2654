"""A record taken out as a file, and its end. The manager sees references and dates, nothing of what a record says."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import MANAGER, PHYSIOTHERAPIST, role
from clinic.actions.access import record_listing
from clinic.actions.clinics import edit_clinic
from clinic.actions.erasure import erase_patient, export_patient
from clinic.confirming import ACCOUNTS, confirmed
from clinic.forms.erasure import EraseForm, RetentionForm
from clinic.forms.record import posted
from clinic.keeping.retention import kept_records
from clinic.limits import limited
from clinic.loaders import TakenOut, banner, load_patient
from clinic.models import Clinic, ErasureRequest
from clinic.models.patients import LONGEST_REFERENCE
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM

MOST_SHOWN = 100


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
@limited("export", most=10, seconds=3600, methods=("POST",))
@load_patient
def patient_export(request, patient):
    if request.method != "POST":
        return render(request, "clinic/patient_export.html", banner(patient) | {"nav": "caseload"})
    return TakenOut(
        export_patient(patient=patient, by=request.user),
        content_type="application/zip",
        name=f"record-{patient.pk}.zip",
    )


@role(MANAGER)
@require_safe
def record_list(request):
    wanted, today = request.GET.get("reference", "").strip()[:LONGEST_REFERENCE], timezone.localdate()
    found = kept_records(request.user.clinic, reference=wanted)
    shown = [one.pk for one in found[:MOST_SHOWN]]
    record_listing(user=request.user, patients=shown, what="record-list", searched=bool(wanted))
    page = {
        "reference": wanted,
        "rows": [{"kept": one, "is_due": one.is_due(today)} for one in found[:MOST_SHOWN]],
        "more": max(0, len(found) - MOST_SHOWN),
        "years": request.user.clinic.retention_years,
        "asked": ErasureRequest.objects.filter(answered_at=None).select_related("patient", "asked_by"),
        "nav": "records",
    }
    return render(request, "clinic/record_list.html", page)


@role(MANAGER)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
@load_patient
def record_erase(request, patient):
    kept = next(iter(kept_records(request.user.clinic, pk=patient.pk)), None)
    if kept is None:
        raise Http404
    today = timezone.localdate()
    form = EraseForm(posted(request), cancel_url=reverse("record-list"))
    page = Page(
        "clinic/record_erase.html",
        _("Erase record %(reference)s") % {"reference": kept.reference},
        context={"kept": kept, "is_due": kept.is_due(today)},
    )
    return answer(
        request,
        form,
        page,
        lambda: erase_patient(patient=patient, today=today, by=request.user, **form.cleaned_data),
        to="record-list",
        done=_("Record %(reference)s is erased.") % {"reference": kept.reference},
    )


@role(MANAGER)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
def retention_edit(request):
    clinic = Clinic.objects.get(pk=request.user.clinic_id)
    form = RetentionForm(posted(request), instance=clinic, cancel_url=reverse("record-list"))
    return answer(
        request,
        form,
        Page("clinic/retention_edit.html", _("How long records are kept")),
        lambda: edit_clinic(
            clinic=clinic, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        to="record-list",
        done=_("Saved."),
    )
