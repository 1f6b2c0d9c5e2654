"""A program from draft to issue, and the exercises the patient asked for."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import Case, Clearance, Clinic, ClinicOwned
from clinic.models.practice import clinic_manager
from exercises.models import Equipment, Exercise
from programs import step_words
from programs.models.history import ReasonedHistory
from programs.rules.loading import default_table

MOST_WEEKS = 16


def code_of(number, version):
    """Return the number printed on the handout, for example "BK-00012 v2"."""
    return f"BK-{number:05d} v{version}"


class ProgramQuerySet(models.QuerySet):
    def live(self):
        """Keep the programs a patient is following now."""
        return self.filter(status=Program.Status.ISSUED)

    def running(self):
        """Keep the programs a patient is following, or that wait suspended for a review."""
        return self.filter(status__in=[Program.Status.ISSUED, Program.Status.SUSPENDED])

    def with_people(self):
        return self.select_related("case__patient", "case__lead", "clinic", "clearance", "issued_by")


class Program(ClinicOwned):
    """A prescription of exercises over weeks. Draft until issued; from then on only its snapshot speaks."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ISSUED = "issued", _("Issued")
        SUPERSEDED = "superseded", _("Replaced by a newer version")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("Ended")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="programs")
    number = models.PositiveIntegerField(help_text=_("Counts up within a clinic; kept by later versions"))
    version = models.PositiveIntegerField(default=1, help_text=_("Version the patient sees"))
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    draft_version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text=_("Counts every saved step, so that a second tab cannot overwrite"),
    )
    weeks = models.PositiveSmallIntegerField(
        default=6, validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)]
    )
    first_week = models.PositiveSmallIntegerField(
        default=1,
        help_text=_("A version made after a check-in goes on counting where the earlier one was left"),
    )
    begins_easier = models.BooleanField(
        _("the first week is an easier one"),
        default=False,
        help_text=_("After a log with several steps back, whatever the number of the week"),
    )
    starts_on = models.DateField()
    training_days = models.JSONField(default=list, help_text='["mon", "wed", "fri"]')
    mode = models.CharField(_("pain light"), max_length=10, choices=Clinic.Mode.choices)
    language = models.CharField(_("language of the handout"), max_length=10, default="en")
    limited_equipment = models.BooleanField(
        _("only some equipment is at hand"),
        default=False,
        help_text=_("Otherwise everything counts as at hand"),
    )
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="+")
    note = models.TextField(_("note to the patient"), max_length=1000, blank=True)
    missing_section_reason = models.CharField(
        _("reason for leaving out warm-up, core or cool-down"), max_length=200, blank=True
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    clearance = models.ForeignKey(
        Clearance, null=True, blank=True, on_delete=models.PROTECT, related_name="programs"
    )
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.JSONField(
        null=True, blank=True, help_text=_("Everything the patient was given, frozen")
    )
    log_code = models.CharField(
        max_length=6,
        blank=True,
        help_text=_("Printed on the log; finds this version again when it comes back"),
    )
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    stays_suspended = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("A review kept it suspended: only a new version goes on"),
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)

    objects = clinic_manager(ProgramQuerySet)
    history = ReasonedHistory(excluded_fields=["snapshot"])

    class Meta:
        ordering = ["-number", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["clinic", "number", "version"], name="program_versions_count_up"),
            models.UniqueConstraint(
                fields=["clinic", "log_code"], condition=~Q(log_code=""), name="log_code_finds_one_program"
            ),
            models.CheckConstraint(
                name="issued_by_at_and_snapshot_go_together",
                condition=Q(
                    status="draft", issued_by__isnull=True, issued_at__isnull=True, snapshot__isnull=True
                )
                | (
                    ~Q(status="draft")
                    & Q(
                        issued_by__isnull=False,
                        issued_at__isnull=False,
                        snapshot__isnull=False,
                        clearance__isnull=False,
                    )
                ),
            ),
        ]
        indexes = [models.Index(fields=["clinic", "status", "changed_at"], name="program_by_status")]

    def __str__(self):
        return gettext("Program %(code)s") % {"code": self.code}

    @property
    def code(self):
        """Return the number printed on the handout, for example "BK-00012 v2"."""
        return code_of(self.number, self.version)

    @property
    def last_week(self):
        return self.first_week + self.weeks - 1

    @property
    def last_day(self):
        return self.starts_on + timedelta(weeks=self.weeks, days=-1)

    @property
    def has_run_out(self):
        """Tell whether a program still runs although its last week is over."""
        return self.runs and self.last_day < timezone.localdate()

    def is_easier_week(self, week):
        """Tell whether `week` is an easier one: by its number (every fifth, BELL23), or the first after steps back."""
        is_due = week % default_table().progression.deload.every_weeks == 0
        return is_due or (self.begins_easier and week == self.first_week)

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def runs(self):
        """Tell whether the patient follows the program, or it waits suspended for a review."""
        return self.status in (self.Status.ISSUED, self.Status.SUSPENDED)

    def next_week_to_enter(self):
        """Return the first week whose log nobody has entered yet, or the last."""
        entered = set(self.check_ins.values_list("week", flat=True))
        weeks = range(self.first_week, self.last_week + 1)
        return next((week for week in weeks if week not in entered), self.last_week)

    def stop_to_review(self):
        """Return the first returned week of the case that stopped the training and awaits its review; or None. One query.

        It may stand on the paper of another of the case's programs, and say nothing of a stop any more.
        """
        return self.check_ins.model.objects.first_to_review(self.case_id)

    def log_to_decide(self):
        """Return the newest returned week while nobody has decided what follows from it, or None."""
        newest = self.check_ins.order_by("-week").first()
        return newest if newest and not newest.is_decided else None

    def get_absolute_url(self):
        return reverse("program-edit" if self.is_draft else "program-detail", args=[self.pk])


class ExerciseRequest(ClinicOwned):
    """An exercise the patient wants, and what became of the wish."""

    class State(models.TextChoices):
        OPEN = "open", _("To decide")
        INCLUDED = "included", _("In the programme")
        SWAPPED = "swapped", _("Swapped")
        LEFT_OUT = "left_out", _("Left out for now")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="requests")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    objects = clinic_manager()
    history = ReasonedHistory()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["program", "exercise"], name="an_exercise_is_asked_for_once")
        ]

    def __str__(self):
        return self.exercise.name


class DraftStep(ClinicOwned):
    """The draft as it was before one step, so that the step can be undone."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="steps")
    label = models.CharField(max_length=120)
    before = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = clinic_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return step_words.in_words(self.label)
