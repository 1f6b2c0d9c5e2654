"""Ask for a record to be erased, and answer that it is kept. Erasing itself: clinic/views/records.py."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinic.access import MANAGER, PHYSIOTHERAPIST, role
from clinic.actions.erasure_requests import ask_for_erasure, decline_erasure
from clinic.forms.erasure import AskErasureForm, DeclineErasureForm
from clinic.forms.record import posted
from clinic.keeping.retention import kept_records
from clinic.loaders import load_erasure_request, load_patient
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_patient
def erasure_ask(request, patient):
    form = AskErasureForm(posted(request), cancel_url=patient.get_absolute_url())
    return answer(
        request,
        form,
        Page("clinic/erasure_ask.html", _("Ask for the record to be erased"), patient),
        lambda: ask_for_erasure(patient=patient, by=request.user, **form.cleaned_data),
        to=patient,
        done=_("The manager sees the request under Records."),
    )


@role(MANAGER)
@require_http_methods(FORM)
@load_erasure_request
def erasure_decline(request, asked):
    (kept,) = kept_records(request.user.clinic, pk=asked.patient_id)
    form = DeclineErasureForm(posted(request), cancel_url=reverse("record-list"))
    return answer(
        request,
        form,
        Page(
            "clinic/erasure_decline.html",
            _("Keep record %(reference)s") % {"reference": kept.reference},
            context={"asked": asked},
        ),
        lambda: decline_erasure(request=asked, by=request.user, **form.cleaned_data),
        to="record-list",
        done=_("Record %(reference)s is kept; whoever asked reads why.") % {"reference": kept.reference},
    )
