"""Who looked at what: rows that are only ever added."""

from django.conf import settings
from django.db import models

from clinic.models.patients import Patient
from clinic.models.practice import ClinicOwned, clinic_manager


class AccessEvent(ClinicOwned):
    """One look at a patient's record, print, issue or denial. Holds no clinical text."""

    class Kind(models.TextChoices):
        VIEW = "view", "Viewed"
        CHANGE = "change", "Changed"
        ISSUE = "issue", "Issued"
        PRINT = "print", "Printed"
        EXPORT = "export", "Exported"
        DENIED = "denied", "Denied"

    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="access_events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=80, help_text="The page or record, without clinical text")

    objects = clinic_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["patient", "-at"], name="access_by_patient")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what}"
