"""Who looked at what, who signed in, who was refused: rows that are only ever added."""

from django.conf import settings
from django.db import models

from clinic.models.patients import Patient
from clinic.models.practice import Clinic, ClinicOwned, clinic_manager


class AccessEvent(ClinicOwned):
    """One look at a record or list, print, export, refusal or sign-in. Holds no clinical text.

    The database itself refuses to change or delete these rows; see clinic/append_only.py. Clinic and user are empty
    only for what happens at the door: a sign-in of staff without a clinic, a failed one of nobody we know.
    """

    class Kind(models.TextChoices):
        VIEW = "view", "Viewed"
        LIST = "list", "Listed"
        CHANGE = "change", "Changed"
        ISSUE = "issue", "Issued"
        PRINT = "print", "Printed"
        EXPORT = "export", "Exported"
        DENIED = "denied", "Refused"
        SIGN_IN = "sign_in", "Signed in"
        SIGN_IN_FAILED = "failed", "Sign-in failed"
        SIGN_OUT = "sign_out", "Signed out"
        ACCOUNT = "account", "Account changed"
        EMERGENCY = "emergency", "Emergency access"

    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="access_events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=80, help_text="The page or record, without clinical text")
    address = models.GenericIPAddressField(null=True, help_text="Of sign-ins and refusals")

    objects = clinic_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["patient", "-at"], name="access_by_patient"),
            models.Index(fields=["clinic", "-at"], name="access_by_clinic"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what}"


class EmergencyAccess(models.Model):
    """An hour in which somebody who keeps the installation reads and writes one clinic's records, with the reason."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="emergency_accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self):
        return f"{self.user} in {self.clinic} from {self.starts_at:%d-%b-%Y %H:%M}"
