"""Assessments: record a visit, correct a slip in one."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms import AssessmentForm
from clinic.forms.record import posted
from clinic.loaders import load_assessment, load_case, only_while_open
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@only_while_open
def assessment_add(request, case):
    form = AssessmentForm(posted(request), case=case, cancel_url=case.get_absolute_url())
    page = Page("clinic/assessment_add.html", _("Record an assessment"), case)
    return answer(
        request,
        form,
        page,
        lambda: actions.record_assessment(
            case=case, values=form.values(), by=request.user, seen=form.cleaned_data["seen"]
        ),
        to=case,
        done=form.late_words() or _("The assessment is recorded."),
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_assessment
@only_while_open
def assessment_edit(request, assessment):
    case = assessment.case
    form = AssessmentForm(posted(request), instance=assessment, case=case, cancel_url=case.get_absolute_url())
    page = Page("clinic/assessment_edit.html", _("Correct the assessment"), case)
    return answer(
        request,
        form,
        page,
        lambda: actions.change_assessment(
            assessment=assessment, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        to=case,
        done=_("The assessment is saved."),
    )
