"""The catalogue of back conditions, and what a patient has been diagnosed with."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clinic.models.patients import Case
from clinic.models.practice import ClinicOwned, clinic_manager


class ByCode(models.Manager):
    """Look catalogue rows up by their code, so that fixtures need no numbers."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Condition(models.Model):
    """A back condition the rules know. The slug is the code that the rule files use."""

    class Family(models.TextChoices):
        GENERAL = "general", _("Stage counted from onset")
        POST_SURGICAL = "post_surgical", _("Stage counted from surgery")
        FRACTURE = "fracture", _("Stage counted from the fracture")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    family = models.CharField(max_length=20, choices=Family.choices, default=Family.GENERAL)
    icd10 = models.JSONField(_("ICD-10-CM codes"), default=list, help_text='[{"code": …, "title": …}, …]')
    snomed = models.JSONField(_("SNOMED CT codes"), default=list, blank=True)
    sensitivities = models.JSONField(default=dict, help_text=_("0 none, 1 mild, 2 common, 3 typical"))
    direction = models.CharField(_("usual directional preference"), max_length=120, blank=True)
    limits = models.JSONField(_("clinician's limits by stage"), default=dict)
    sources = models.JSONField(default=list)

    objects = ByCode()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


class DiagnosisQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=Diagnosis.Status.ACTIVE)


class Diagnosis(ClinicOwned):
    """What a named professional found, and when: the precondition of every program (source: SEED)."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        SUSPECTED = "suspected", _("Suspected, not confirmed")
        RESOLVED = "resolved", _("Resolved")
        ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")

    class Side(models.TextChoices):
        NOT_APPLICABLE = "", _("Not applicable")
        LEFT = "left", _("Left")
        RIGHT = "right", _("Right")
        BOTH = "both", _("Both")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="diagnoses")
    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="+")
    icd10 = models.CharField(_("ICD-10-CM code"), max_length=10, blank=True)
    level = models.CharField(_("spinal level"), max_length=20, blank=True, help_text=_("For example L4/5"))
    side = models.CharField(max_length=10, choices=Side.choices, blank=True)
    onset_on = models.DateField(_("onset of this episode"), null=True, blank=True)
    surgery_on = models.DateField(_("date of surgery"), null=True, blank=True)
    fracture_on = models.DateField(_("date of fracture"), null=True, blank=True)
    diagnosed_by = models.CharField(_("diagnosed by (name)"), max_length=120)
    diagnosed_by_role = models.CharField(_("their profession"), max_length=80)
    diagnosed_on = models.DateField()
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = clinic_manager(DiagnosisQuerySet)
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "diagnoses"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="diagnosis_follows_onset",
                condition=Q(onset_on__isnull=True) | Q(diagnosed_on__gte=F("onset_on")),
            )
        ]

    def __str__(self):
        return self.condition.name
