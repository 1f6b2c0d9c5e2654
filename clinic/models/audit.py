"""Who looked at what, who signed in, who was refused: rows that are only ever added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models.patients import Patient
from clinic.models.practice import Clinic, ClinicOwned, clinic_manager


class AccessEvent(ClinicOwned):
    """One look at a record or list, print, export, refusal or sign-in. Holds no clinical text.

    The database itself refuses to change or delete these rows; see clinic/append_only.py. Clinic and user are empty
    only for what happens at the door: a sign-in of staff without a clinic, a failed one of nobody we know.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("Viewed")
        LIST = "list", _("Listed")
        CHANGE = "change", _("Changed")
        ISSUE = "issue", _("Issued")
        PRINT = "print", _("Printed")
        EXPORT = "export", _("Exported")
        DENIED = "denied", _("Refused")
        SIGN_IN = "sign_in", _("Signed in")
        SIGN_IN_FAILED = "failed", _("Sign-in failed")
        SIGN_OUT = "sign_out", _("Signed out")
        ACCOUNT = "account", _("Account changed")
        EMERGENCY = "emergency", _("Emergency access")

    clinic = models.ForeignKey(Clinic, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="access_events")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=80, help_text=_("The page or record, without clinical text"))
    address = models.GenericIPAddressField(null=True, help_text=_("Of sign-ins and refusals"))

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
        return gettext("%(user)s in %(clinic)s from %(starts_at)s") % {
            "user": self.user,
            "clinic": self.clinic,
            "starts_at": f"{self.starts_at:%d-%b-%Y %H:%M}",
        }
