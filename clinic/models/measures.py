"""What was found at a visit, and outcome measures over time."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clinic.models.patients import Case
from clinic.models.practice import ClinicOwned, clinic_manager

NPRS = [MinValueValidator(0), MaxValueValidator(10)]


def nprs_field(label):
    """Return a 0-10 numeric pain rating that may be unrecorded."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=NPRS)


class Assessment(ClinicOwned):
    """A visit: how much it hurts, how easily, which directions, and what the patient wants to do again."""

    class Irritability(models.TextChoices):
        LOW = "low", _("Low")
        MODERATE = "moderate", _("Moderate")
        HIGH = "high", _("High")

    class Direction(models.TextChoices):
        NONE = "", _("None found")
        EXTENSION = "extension", _("Extension eases")
        FLEXION = "flexion", _("Flexion eases")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    assessed_on = models.DateField()
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nprs_now = nprs_field(_("pain now (NPRS 0–10)"))
    nprs_worst = nprs_field(_("worst pain in the last 24 hours"))
    nprs_usual = nprs_field(_("usual pain"))
    nprs_average = nprs_field(_("average pain in the last 2 days"))
    irritability = models.CharField(max_length=10, choices=Irritability.choices)
    sensitivities = models.JSONField(default=list, blank=True)
    directional_preference = models.CharField(max_length=10, choices=Direction.choices, blank=True)
    has_leg_symptoms = models.BooleanField(_("leg symptoms at rest or on most days"), default=False)
    leg_symptoms = models.CharField(_("leg symptoms at baseline"), max_length=300, blank=True)
    aggravating_exercises = models.JSONField(
        default=list, blank=True, help_text=_("Exercises that made leg symptoms worse or move down, by slug")
    )
    psfs = models.JSONField(default=list, blank=True, help_text='[{"activity": …, "score": 0-10}]')
    is_pregnant_or_postpartum = models.BooleanField(
        _("pregnant, or within 12 weeks after birth"), default=False
    )
    has_high_distress = models.BooleanField(_("STarT Back high risk or high distress"), default=False)
    back_extensor_hold_s = models.PositiveSmallIntegerField(
        _("Biering-Sørensen hold in seconds"), null=True, blank=True, validators=[MaxValueValidator(600)]
    )
    dowel_hinge_kept = models.BooleanField(_("dowel hinge without losing contact"), default=False)
    notes = models.TextField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = clinic_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="pain_is_0_to_10",
                condition=(Q(nprs_now__isnull=True) | Q(nprs_now__lte=10))
                & (Q(nprs_worst__isnull=True) | Q(nprs_worst__lte=10))
                & (Q(nprs_usual__isnull=True) | Q(nprs_usual__lte=10))
                & (Q(nprs_average__isnull=True) | Q(nprs_average__lte=10)),
            )
        ]

    def __str__(self):
        return gettext("Assessment of %(assessed_on)s") % {"assessed_on": f"{self.assessed_on:%d-%b-%Y}"}

    @property
    def is_flare(self):
        """Tell whether pain has been 2 or more above usual for 2 days (evidence, section 8)."""
        return None not in (self.nprs_average, self.nprs_usual) and self.nprs_average - self.nprs_usual >= 2


class MeasureQuerySet(models.QuerySet):
    def valid(self):
        """Leave out what was entered in error; nothing is scored, drawn or judged from that."""
        return self.filter(in_error_at__isnull=True)

    def latest_of(self, instrument):
        """Return the newest valid score of an instrument, or None."""
        return self.valid().filter(instrument=instrument).order_by("-measured_on", "-pk").first()


class Measure(ClinicOwned):
    """One outcome measure on one day; items where we may ship them, a score alone where we may not."""

    class Instrument(models.TextChoices):
        NPRS = "nprs", _("NPRS: numeric pain rating, 0–10")
        PSFS = "psfs", _("PSFS: patient-specific functional scale, 0–10")
        RMDQ = "rmdq", _("RMDQ: Roland-Morris disability, 0–24")
        GROC = "groc", _("GROC: global rating of change, −5 to +5")
        PASS = "pass", _("PASS: acceptable state, yes or no")
        ODI = "odi", _("ODI score only, 0–100")
        START_BACK = "start_back", _("STarT Back score only, 0–9")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="measures")
    instrument = models.CharField(max_length=12, choices=Instrument.choices)
    measured_on = models.DateField()
    score = models.DecimalField(max_digits=5, decimal_places=1)
    items = models.JSONField(default=dict, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    in_error_reason = models.CharField(_("why it was entered in error"), max_length=200, blank=True)
    in_error_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    in_error_at = models.DateTimeField(null=True, blank=True)

    objects = clinic_manager(MeasureQuerySet)
    history = HistoricalRecords()

    class Meta:
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_measure_in_error_has_reason_name_and_time",
                condition=Q(in_error_by__isnull=True, in_error_at__isnull=True, in_error_reason="")
                | (Q(in_error_by__isnull=False, in_error_at__isnull=False) & ~Q(in_error_reason="")),
            )
        ]

    def __str__(self):
        return f"{self.get_instrument_display()} {self.score}"
