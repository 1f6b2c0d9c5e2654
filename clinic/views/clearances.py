"""Clearances: sign, look at, revoke."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms import ClearanceForm, RevokeClearanceForm
from clinic.forms.record import posted
from clinic.loaders import banner, load_case, load_clearance, only_while_open
from clinic.precautions import clearance_problem
from clinic.screening import case_screening
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM
from clinic.vocabulary import profession, restriction_words


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@only_while_open
def clearance_add(request, case):
    current = case.clearances.current().first()
    form = ClearanceForm(
        posted(request), case=case, by=request.user, current=current, cancel_url=case.get_absolute_url()
    )
    heading = (
        _("Sign version %(current_number)s of the clearance") % {"current_number": current.number + 1}
        if current
        else _("Record the clearance")
    )
    page = Page("clinic/clearance_add.html", heading, case, {"current": current})
    if "add_row" in request.POST:
        return page.show(request, form.with_another_row())
    return answer(
        request, form, page, lambda: _sign(form, request.user), to=case, done=_("The clearance is signed.")
    )


@role(PHYSIOTHERAPIST)
@require_safe
@load_clearance
def clearance_detail(request, clearance):
    case = clearance.case
    diagnoses = case.diagnoses.active().select_related("condition")
    has_red_flag = bool(case_screening(case).serious)
    context = {
        "nav": "caseload",
        "clearance": clearance,
        "profession": profession(clearance.issued_by_role),
        "case": case,
        "problem": clearance_problem(clearance, timezone.localdate(), diagnoses, has_red_flag),
        "restrictions": [restriction_words(one) for one in clearance.restrictions],
        "newer": case.clearances.filter(supersedes=clearance).first(),
    }
    return render(request, "clinic/clearance_detail.html", context | banner(case.patient, case))


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_clearance
def clearance_revoke(request, clearance):
    form = RevokeClearanceForm(
        posted(request), clearance=clearance, cancel_url=clearance.case.get_absolute_url()
    )
    page = Page(
        "clinic/clearance_revoke.html", _("Revoke the clearance"), clearance.case, {"clearance": clearance}
    )
    return answer(
        request,
        form,
        page,
        lambda: actions.revoke_clearance(clearance=clearance, by=request.user, **form.cleaned_data),
        to=clearance.case,
        done=_("The clearance is revoked."),
    )


def _sign(form, by):
    seen = form.cleaned_data["replaces"]
    replaces = form.case.clearances.filter(pk=seen).first() if seen else None
    return actions.sign_clearance(
        case=form.case,
        values=form.values(),
        replaces=replaces,
        by=by,
        is_correction=form.cleaned_data["is_correction"],
    )
