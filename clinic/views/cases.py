"""Cases: open, change, reopen. The working page of a case and its closing belong to prescribing (programs.views)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.form_guards import save_once
from clinic.forms import CaseForm, VersionForm
from clinic.forms.record import posted
from clinic.loaders import load_case, load_patient, only_while_open
from clinic.policies import Refused
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_patient
def case_open(request, patient):
    form = CaseForm(posted(request), patient=patient, by=request.user, cancel_url=patient.get_absolute_url())
    page = Page("clinic/case_open.html", _("Open a case"), patient)
    return answer(
        request,
        form,
        page,
        lambda: actions.open_case(patient=patient, values=form.values(), by=request.user),
        done=_("The case is open. Record the diagnosis next."),
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@only_while_open
def case_edit(request, case):
    form = CaseForm(
        posted(request),
        instance=case,
        patient=case.patient,
        by=request.user,
        cancel_url=case.get_absolute_url(),
    )
    page = Page("clinic/case_edit.html", _("Change the case"), case)
    return answer(
        request,
        form,
        page,
        lambda: actions.change_case(
            case=case, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("The case is saved."),
    )


@role(PHYSIOTHERAPIST)
@require_POST
@load_case
def case_reopen(request, case):
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else None
    try:
        save_once(request, lambda: actions.reopen_case(case=case, version=version, by=request.user), to=case)
        messages.success(request, _("The case is open again."))
    except (Refused, actions.StaleRecord) as refusal:
        messages.error(request, str(refusal))
    return redirect(case)
