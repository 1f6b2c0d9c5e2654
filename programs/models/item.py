"""One prescribed exercise, and its dose in each week."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import ClinicOwned
from clinic.models.practice import clinic_manager
from exercises.models import Exercise
from programs.models.history import ReasonedHistory
from programs.models.program import ExerciseRequest, Program


def count_field(label, most, **options):
    """Return an optional whole number of at least 1 and at most `most`."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(most)], **options
    )


def undecided():
    """Return the columns of an exercise for which no caution has been ticked and no rule set aside."""
    return {
        "acknowledged_rules": [],
        "acknowledged_by": None,
        "acknowledged_at": None,
        "override_rules": [],
        "override_criteria": [],
        "override_reason": "",
        "override_by": None,
        "override_at": None,
    }


class Dose(models.Model):
    """How much: times or seconds or minutes, sets, load, rest and effort, units in the field names."""

    sets = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    reps = count_field("times", 100)
    hold_s = count_field(_("hold (s)"), 600)
    minutes = count_field("minutes", 120)
    load_kg = models.DecimalField(
        _("load (kg)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(500)],
    )
    rest_s = models.PositiveSmallIntegerField(_("rest (s)"), default=0, validators=[MaxValueValidator(600)])
    rpe = models.PositiveSmallIntegerField(
        _("effort (RPE)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )

    class Meta:
        abstract = True


class ProgramItem(ClinicOwned, Dose):
    """An exercise in the program with its starting dose, and what the clinician decided about it."""

    class Section(models.TextChoices):
        WARM_UP = "warm_up", _("Warm-up")
        CORE = "core", _("Core")
        MAIN = "main", _("Legs")
        COOL_DOWN = "cool_down", _("Cool-down")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=10, choices=Section.choices)
    order = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(
        ExerciseRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    replaces = models.ForeignKey(Exercise, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replaces_why = models.CharField(max_length=300, blank=True)
    days_per_week = models.PositiveSmallIntegerField(
        _("days a week"), default=3, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    load_increment_kg = models.DecimalField(
        _("smallest load step (kg)"),
        max_digits=4,
        decimal_places=2,
        default=2.5,
        validators=[MinValueValidator(0.25)],
    )
    percent_1rm = models.PositiveSmallIntegerField(
        _("load as % of 1RM"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    allow_harder = models.BooleanField(
        _("may move on to a harder form"), default=False, help_text=_("Only to one whose verdict allows it")
    )
    sets_by_hand = models.BooleanField(
        default=False, help_text=_("The clinician chose the sets in this version, not the library or a log")
    )
    note = models.CharField(_("note to the patient"), max_length=300, blank=True)
    shown_in_clinic = models.BooleanField(default=False)
    acknowledged_rules = models.JSONField(
        default=list, help_text=_("Cautions the clinician has ticked, by rule id")
    )
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    override_rules = models.JSONField(default=list, help_text=_("Rules set aside, by id"))
    override_criteria = models.JSONField(default=list, help_text=_("Criteria the clinician confirmed"))
    override_reason = models.CharField(max_length=500, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    override_at = models.DateTimeField(null=True, blank=True)

    objects = clinic_manager()
    history = ReasonedHistory()

    class Meta:
        ordering = ["section", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["program", "exercise"], name="an_exercise_is_prescribed_once"),
            models.CheckConstraint(
                name="acknowledged_by_and_at_go_together",
                condition=Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_override_has_reason_name_and_date",
                condition=Q(override_by__isnull=True, override_at__isnull=True, override_reason="")
                | (Q(override_by__isnull=False, override_at__isnull=False) & ~Q(override_reason="")),
            ),
        ]

    def __str__(self):
        return self.exercise.name


# The step of a week set by hand in the version before: nobody has looked at it in this one yet.
CARRIED_OVER = "carried_over"


class WeekDose(ClinicOwned, Dose):
    """One cell of the week table: planned by rule from the item's dose, or set by the clinician (pinned).

    Planned cells are recomputed whenever the draft changes, so they carry no history of their own;
    what was issued stands in the program's snapshot.
    """

    item = models.ForeignKey(ProgramItem, on_delete=models.CASCADE, related_name="week_doses")
    week = models.PositiveSmallIntegerField()
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=30)
    reason = models.CharField(max_length=300)
    is_pinned = models.BooleanField(default=False)

    objects = clinic_manager()

    class Meta:
        ordering = ["item", "week"]
        constraints = [models.UniqueConstraint(fields=["item", "week"], name="one_dose_per_week")]

    def __str__(self):
        return gettext("Week %(week)s") % {"week": self.week}
