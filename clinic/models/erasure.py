"""That a record was erased: no name, no reference, only that it is gone and why."""

from django.conf import settings
from django.db import models

from clinic.models.patients import Patient
from clinic.models.practice import ClinicOwned, clinic_manager


class Erasure(ClinicOwned):
    """The end of one record. The patient's row stays as an empty shell, because the log of who looked points at it."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="erasure")
    registered_at = models.DateTimeField(
        help_text="When the patient was registered: with the number it tells this record from any other, in any copy"
    )
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = clinic_manager()
