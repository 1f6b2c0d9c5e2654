"""The clinic, its staff, and the base of every row that belongs to one clinic."""

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager
from simple_history.models import HistoricalRecords


class Clinic(models.Model):
    """A practice. Patients and staff belong to exactly one; nothing clinical crosses from one to another."""

    class Mode(models.TextChoices):
        STRICT = "strict", _("Strict: pain 0–2 is green")
        MONITORED = "monitored", _("Monitored: pain 0–3 is green")

    class Paper(models.TextChoices):
        A4 = "a4", "A4"
        LETTER = "letter", _("US Letter")

    name = models.CharField(max_length=120, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40)
    emergency_number = models.CharField(max_length=20, default="112")
    default_paper = models.CharField(max_length=10, choices=Paper.choices, default=Paper.A4)
    default_mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.STRICT)
    retention_years = models.PositiveSmallIntegerField(
        _("years a record is kept after the last treatment"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
    )
    is_demo = models.BooleanField(default=False, help_text=_("Every person in a demo clinic is invented."))
    version = models.PositiveIntegerField(default=1, editable=False)

    history = HistoricalRecords()

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("clinic-edit")


class StaffManager(UserManager):
    """Users come with their clinic: every request needs it for scoping."""

    def get_queryset(self):
        return super().get_queryset().select_related("clinic")


class User(AbstractUser):
    """A member of staff. The role decides what they may open; is_superuser opens no patient."""

    class Role(models.TextChoices):
        PHYSIOTHERAPIST = "physiotherapist", _("Physiotherapist")
        LIBRARIAN = "librarian", _("Librarian")
        MANAGER = "manager", _("Clinic manager")

    clinic = models.ForeignKey(Clinic, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    registration = models.CharField(_("registration number"), max_length=40, blank=True)
    qualification = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    sessions_ended = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Counts how often all sessions were ended at once")
    )

    objects = StaffManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="clinical_roles_belong_to_a_clinic",
                condition=~models.Q(role__in=["physiotherapist", "manager"]) | models.Q(clinic__isnull=False),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.username

    def get_absolute_url(self):
        return reverse("staff-detail", args=[self.pk])

    def _get_session_auth_hash(self, secret=None):
        """Bind every session to password, role and clinic, so that a change of any of them ends it, however it is made.

        The count ends sessions for good: an account that is opened again does not bring its old sessions back.
        """
        bound = f"{self.password}|{self.role}|{self.clinic_id}|{self.sessions_ended}"
        return salted_hmac("clinic.models.User.session", bound, secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_physiotherapist(self):
        return self.role == self.Role.PHYSIOTHERAPIST and self.clinic_id is not None

    @property
    def is_manager(self):
        return self.role == self.Role.MANAGER and self.clinic_id is not None

    @property
    def is_librarian(self):
        return self.role == self.Role.LIBRARIAN


def clinic_manager(queryset=models.QuerySet):
    """Return a manager that answers only within the active clinic's scope."""
    return ScopedManager(models.Manager.from_queryset(queryset), clinic="clinic")


class ClinicOwned(models.Model):
    """A row of one clinic. Asking for such rows outside a clinic's scope raises instead of returning everybody's."""

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")

    objects = clinic_manager()

    class Meta:
        abstract = True
