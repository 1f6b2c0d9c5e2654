"""That somebody asked for a record to be erased, and that one was: no name, no reference, only that it is gone and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models.patients import Patient
from clinic.models.practice import ClinicOwned, clinic_manager


class Erasure(ClinicOwned):
    """The end of one record. The patient's row stays as an empty shell, because the log of who looked points at it."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="erasure")
    registered_at = models.DateTimeField(
        help_text=_(
            "When the patient was registered: with the number it tells this record from any other, in any copy"
        )
    )
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = clinic_manager()


class ErasureRequest(ClinicOwned):
    """A physiotherapist passes on that a patient wants the record erased; the manager erases it or says why not.

    It goes with the record when that is erased: what stays then is the Erasure.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="erasure_requests")
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(
        max_length=200, blank=True, help_text=_("Why the record is kept; empty while it waits")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = clinic_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
