"""Who looked at a patient, what was changed, and what happened at the clinic's door."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic.access import MANAGER, PHYSIOTHERAPIST, role
from clinic.actions.access import record_listing
from clinic.changes import LEFT_OUT, changes_of
from clinic.loaders import banner, load_case, load_patient
from clinic.models import AccessEvent, Assessment, Case, Clearance, Diagnosis, Measure, RedFlagScreen
from clinic.models.patients import LONGEST_REFERENCE
from clinic.trail_page import trail_rows

PAGE = 100
OF_CASE = (Diagnosis, RedFlagScreen, Clearance, Assessment, Measure)


@role(PHYSIOTHERAPIST)
@require_safe
@load_patient
def patient_trail(request, patient):
    events = patient.access_events.select_related("user")
    context = {"nav": "caseload", "page": _page(request, events)} | banner(patient)
    return render(request, "clinic/patient_trail.html", context | {"rows": trail_rows(context["page"])})


@role(MANAGER)
@require_safe
def trail_list(request):
    """Show a manager what happened: by number and reference of a patient, never by name."""
    events = AccessEvent.objects.select_related("user", "patient")
    asked = request.GET.get("patient", "").strip()[:LONGEST_REFERENCE]
    if asked:
        events = events.filter(patient__reference__iexact=asked)
    page = _page(request, events)
    shown = [one.patient_id for one in page if one.patient_id]
    context = {"nav": "trail", "page": page, "rows": trail_rows(page), "asked": asked}
    record_listing(user=request.user, patients=shown, what="trail-list", searched=bool(asked))
    return render(request, "clinic/trail_list.html", context)


@role(PHYSIOTHERAPIST)
@require_safe
@load_patient
def patient_changes(request, patient):
    rows = changes_of(patient.history.select_related("history_user"))
    context = {
        "nav": "caseload",
        "rows": rows,
        "back": patient.get_absolute_url(),
        "of": _("the particulars"),
    }
    return render(request, "clinic/patient_changes.html", context | banner(patient))


@role(PHYSIOTHERAPIST)
@require_safe
@load_case
def case_changes(request, case):
    found = [changes_of(_history(model, case_id=case.pk)) for model in OF_CASE]
    found.append(changes_of(_history(Case, id=case.pk)))
    rows = sorted((row for rows in found for row in rows), key=lambda row: row.at, reverse=True)
    context = {"nav": "caseload", "rows": rows, "back": case.get_absolute_url(), "of": _("the case")}
    return render(request, "clinic/case_changes.html", context | banner(case.patient, case))


def _history(model, **which):
    links = [one.name for one in model._meta.concrete_fields if one.is_relation and one.name not in LEFT_OUT]
    return model.history.filter(**which).select_related("history_user", *links)


def _page(request, events):
    return Paginator(events, PAGE).get_page(request.GET.get("page"))
