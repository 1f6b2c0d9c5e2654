"""A physiotherapist asks for a record to be erased; the manager, who erases, may also say why it is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.actions.access import check_same_clinic, record_change
from clinic.models import ErasureRequest, Patient
from clinic.policies import Refused


@transaction.atomic
def ask_for_erasure(*, patient, reason, by):
    """Pass a patient's wish on to the manager. One request waits at a time."""
    check_same_clinic(by, patient)
    locked = Patient.objects.select_for_update().get(pk=patient.pk)
    if locked.erasure_requests.filter(answered_at=None).exists():
        raise Refused(_("The manager has been asked already and has not answered yet."))
    record_change(by=by, patient=locked, what="erasure-ask")
    return ErasureRequest.objects.create(
        clinic_id=locked.clinic_id, patient=locked, reason=reason, asked_by=by
    )


@transaction.atomic
def decline_erasure(*, request, answer, by):
    """Say why a record is kept. The physiotherapist reads it on the patient's page."""
    check_same_clinic(by, request)
    stored = ErasureRequest.objects.select_for_update().get(pk=request.pk)
    if stored.answered_at is not None:
        raise Refused(_("This request has been answered already."))
    stored.answer, stored.answered_by, stored.answered_at = answer, by, timezone.now()
    stored.save()
    record_change(by=by, patient=stored.patient, what="erasure-decline")
    return stored
