"""Red flags: ask, look at what was asked, record what the referral found."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinic import actions
from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms import OutcomeForm, RedFlagScreenForm
from clinic.forms.record import posted
from clinic.loaders import banner, load_case, load_screen, only_while_open
from clinic.models import RedFlag
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@only_while_open
def red_flag_screen_add(request, case):
    options = {"case": case, "cancel_url": case.get_absolute_url()}
    form = RedFlagScreenForm(posted(request), **options)
    page = Page("clinic/red_flag_screen_add.html", _("Ask about red flags"), case)
    if "absent_in" in request.POST:
        typed = form.with_group_absent(request.POST["absent_in"])
        return page.show(request, RedFlagScreenForm(initial=typed, **options))
    return answer(
        request,
        form,
        page,
        lambda: actions.record_screen(
            case=case, values=form.values(), by=request.user, seen=form.cleaned_data["seen"]
        ),
        to=case,
        done=_("The red-flag screen is recorded."),
    )


@role(PHYSIOTHERAPIST)
@require_safe
@load_screen
def red_flag_screen_detail(request, screen):
    asked = [(flag, screen.answers.get(flag.slug, "not_asked")) for flag in RedFlag.objects.all()]
    context = {
        "nav": "caseload",
        "screen": screen,
        "asked": asked,
        "case": screen.case,
        "has_present": bool(screen.slugs("present")),
    }
    return render(
        request, "clinic/red_flag_screen_detail.html", context | banner(screen.case.patient, screen.case)
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_screen
def red_flag_screen_outcome(request, screen):
    form = OutcomeForm(posted(request), instance=screen, cancel_url=screen.case.get_absolute_url())
    present = RedFlag.objects.filter(slug__in=screen.slugs("present"))
    page = Page(
        "clinic/red_flag_screen_outcome.html",
        _("Record the outcome of the referral"),
        screen.case,
        {"screen": screen, "present": present},
    )
    return answer(
        request,
        form,
        page,
        lambda: actions.record_screen_outcome(screen=screen, by=request.user, **form.cleaned_data),
        to=screen.case,
        done=_("The outcome is recorded."),
    )
