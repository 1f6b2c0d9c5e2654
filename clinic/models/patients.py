"""The people treated, and their episodes of care."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clinic.models.practice import ClinicOwned, clinic_manager
from text.search import words_to_find

LONGEST_REFERENCE = 20


class PatientQuerySet(models.QuerySet):
    def remaining(self):
        """Leave out the shells of erased records."""
        return self.filter(erasure__isnull=True)

    def search(self, text):
        """Keep the patients whose name or reference holds every word of `text`, accents and case ignored."""
        found = self
        for word in words_to_find(text):
            found = found.filter(search_text__contains=word)
        return found


class Patient(ClinicOwned):
    """A person under treatment. The reference is the clinic's own number, printed on everything."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        OTHER = "other", _("Other")
        NOT_RECORDED = "not_recorded", _("Not recorded")

    reference = models.CharField(max_length=LONGEST_REFERENCE)
    family_name = models.CharField(max_length=200)
    given_name = models.CharField(max_length=200)
    born_on = models.DateField(_("date of birth"))
    sex = models.CharField(max_length=20, choices=Sex.choices, default=Sex.NOT_RECORDED)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    search_text = models.CharField(max_length=450, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = clinic_manager(PatientQuerySet)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "reference"], name="patient_reference_is_unique_in_a_clinic"
            )
        ]
        indexes = [models.Index(fields=["clinic", "family_name", "given_name"], name="patient_by_name")]
        ordering = ["family_name", "given_name", "pk"]

    def __str__(self):
        return f"{self.family_name.upper()}, {self.given_name}"

    @property
    def full_name(self):
        return f"{self.given_name} {self.family_name}"

    def age_on(self, day):
        """Return the age in completed years on `day`."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def get_absolute_url(self):
        return reverse("patient-detail", args=[self.pk])


class CaseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)


class Case(ClinicOwned):
    """An episode of care: one back complaint, one lead physiotherapist, from referral to discharge."""

    class Setting(models.TextChoices):
        HOME = "home", _("At home")
        GYM = "gym", _("In a gym")
        CLINIC = "clinic", _("In the clinic")

    class Supervision(models.TextChoices):
        ALONE = "alone", _("Trains alone, reviewed in clinic")
        SUPERVISED = "supervised", _("Every session supervised")
        MIXED = "mixed", _("Some sessions supervised")

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="cases")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases")
    complaint = models.CharField(_("complaint in a few words"), max_length=200)
    goal = models.TextField(_("goal in the patient's own words"), max_length=500, blank=True)
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.HOME)
    supervision = models.CharField(max_length=12, choices=Supervision.choices, default=Supervision.ALONE)
    opened_on = models.DateField()
    review_on = models.DateField(_("next review"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = clinic_manager(CaseQuerySet)
    history = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["clinic", "review_on"], name="case_by_review")]
        constraints = [
            models.CheckConstraint(
                name="case_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
            )
        ]
        ordering = ["-opened_on", "-pk"]

    def __str__(self):
        return self.complaint

    def get_absolute_url(self):
        return reverse("case-detail", args=[self.pk])
