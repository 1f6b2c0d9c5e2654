"""The clinic itself: its manager sets what is printed and how new programmes start."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinic import actions
from clinic.access import MANAGER, role
from clinic.forms import ClinicForm
from clinic.forms.record import posted
from clinic.models import Clinic
from clinic.views.form_page import Page, answer


@role(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def clinic_edit(request):
    clinic = get_object_or_404(Clinic, pk=request.user.clinic_id)
    form = ClinicForm(posted(request), instance=clinic, cancel_url=reverse("home"))
    return answer(
        request,
        form,
        Page("clinic/clinic_edit.html", _("Your clinic"), context={"nav": "clinic"}),
        lambda: actions.edit_clinic(
            clinic=clinic, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("The clinic is saved. Programmes issued from now on carry it."),
    )
