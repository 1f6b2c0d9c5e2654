"""Diagnoses: record and correct."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms import DiagnosisForm
from clinic.forms.record import posted
from clinic.loaders import load_case, load_diagnosis, only_while_open
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@only_while_open
def diagnosis_add(request, case):
    form = DiagnosisForm(
        posted(request), case=case, initial=_chosen_condition(request), cancel_url=case.get_absolute_url()
    )
    page = Page("clinic/diagnosis_add.html", _("Record a diagnosis"), case)
    return answer(
        request,
        form,
        page,
        lambda: actions.record_diagnosis(case=case, values=form.values(), by=request.user),
        to=case,
        done=_("The diagnosis is recorded."),
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_diagnosis
@only_while_open
def diagnosis_edit(request, diagnosis):
    case = diagnosis.case
    form = DiagnosisForm(
        posted(request),
        instance=diagnosis,
        case=case,
        initial=_chosen_condition(request),
        cancel_url=case.get_absolute_url(),
    )
    page = Page("clinic/diagnosis_edit.html", _("Change the diagnosis"), case)
    return answer(
        request,
        form,
        page,
        lambda: actions.change_diagnosis(
            diagnosis=diagnosis, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        to=case,
        done=_("The diagnosis is saved."),
    )


def _chosen_condition(request):
    """Return the condition just chosen, with which the page asks for that condition's codes."""
    chosen = request.GET.get("condition", "")
    return {"condition": chosen} if chosen.isdecimal() else {}
