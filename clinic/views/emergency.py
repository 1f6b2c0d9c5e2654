"""Emergency access to one clinic's records, for whoever keeps the installation."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from clinic import actions
from clinic.access import INSTALLATION, role
from clinic.actions.emergency import open_emergency_access
from clinic.confirming import ACCOUNTS, confirmed
from clinic.forms.record import posted
from clinic.forms.staff import EmergencyForm
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(INSTALLATION)
@require_http_methods(FORM)
@confirmed(ACCOUNTS)
def emergency_access(request):
    form = EmergencyForm(posted(request))
    context = {
        "nav": "emergency",
        "open_now": open_emergency_access(request.user),
        "sends_mail": settings.SENDS_MAIL,
    }
    page = Page("clinic/emergency_access.html", _("Emergency access"), context=context)
    return answer(
        request,
        form,
        page,
        lambda: actions.begin_emergency_access(by=request.user, **form.cleaned_data),
        to="caseload",
        done=_("The records are open to you for 60 minutes. Every look is noted."),
    )


@role(INSTALLATION)
@require_POST
def emergency_access_end(request):
    actions.end_emergency_access(by=request.user)
    messages.success(request, _("The emergency access is ended."))
    return redirect("emergency-access")
