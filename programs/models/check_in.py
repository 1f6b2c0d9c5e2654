"""What came back from the patient's log for one week."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import ClinicOwned
from clinic.models.practice import clinic_manager
from programs.models.history import ReasonedHistory
from programs.models.item import ProgramItem
from programs.models.program import Program

# Why a week is written when another one's log changed what the rules answer to it: nobody corrected this one.
ANSWERED_ANEW = "Answered anew after another week"


class CheckInQuerySet(models.QuerySet):
    def stopping(self):
        """Keep the weeks that stop the program, as `is_stop` tells of one."""
        answered = self.annotate(answer=Cast("decisions", TextField()))
        return answered.filter(~Q(stop_symptoms=[]) | Q(answer__contains='"decision": "stop"'))

    def to_review(self):
        """Keep the weeks that `awaits_review` tells of, whatever has become of their program."""
        return self.filter(Q(has_stopped=True) | ~Q(stop_symptoms=[]), reviewed_at__isnull=True)

    def first_to_review(self, case):
        """Return the first week of the case of this number that awaits its review, stop symptoms first; or None. One query."""
        found = list(
            self.to_review().filter(program__case=case).select_related("program").order_by("week", "pk")
        )
        return next((one for one in found if one.stop_symptoms), next(iter(found), None))


class CheckIn(ClinicOwned):
    """One returned week: sessions done and any stop symptom. A stop symptom blocks issuing until it is reviewed (G09)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    sessions_planned = models.PositiveSmallIntegerField()
    sessions_done = models.PositiveSmallIntegerField()
    weeks_missed = models.PositiveSmallIntegerField(
        _("weeks missed before this one"), default=0, validators=[MaxValueValidator(52)]
    )
    usual_morning = models.PositiveSmallIntegerField(
        _("usual pain in the morning (0–10)"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    stop_symptoms = models.JSONField(default=list, blank=True)
    decisions = models.JSONField(default=list, help_text=_("What the rules answer, one entry per exercise"))
    counters = models.JSONField(
        default=dict, help_text=_("How long each exercise has waited, stayed or regressed")
    )
    message = models.CharField(max_length=400, blank=True)
    has_stopped = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("It stopped the training once; a correction takes its reason away, never the review"),
    )
    review_note = models.CharField(max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    next_version = models.OneToOneField(
        Program, null=True, blank=True, on_delete=models.PROTECT, related_name="made_from"
    )
    left_as_is_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    left_as_is_at = models.DateTimeField(null=True, blank=True)
    left_as_is_reason = models.CharField(
        _("reason for leaving the programme as it is"), max_length=300, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = clinic_manager(CheckInQuerySet)
    history = ReasonedHistory()

    class Meta:
        ordering = ["program", "week"]
        constraints = [
            models.UniqueConstraint(fields=["program", "week"], name="one_check_in_per_week"),
            models.CheckConstraint(
                name="no_more_sessions_done_than_planned",
                condition=Q(sessions_done__lte=F("sessions_planned")),
            ),
            models.CheckConstraint(
                name="check_in_review_has_a_person_and_a_time",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="leaving_as_is_has_a_person_a_time_and_a_reason",
                condition=Q(left_as_is_by__isnull=True, left_as_is_at__isnull=True, left_as_is_reason="")
                | (Q(left_as_is_by__isnull=False, left_as_is_at__isnull=False) & ~Q(left_as_is_reason="")),
            ),
        ]

    def __str__(self):
        return gettext("Week %(week)s") % {"week": self.week}

    @property
    def is_decided(self):
        """Tell whether a clinician has answered this week: made the next version, left the program as it is, or reviewed a stop."""
        is_reviewed = self.is_stop and self.reviewed_at is not None
        return is_reviewed or self.accepted_at is not None or self.left_as_is_at is not None

    @property
    def is_stop(self):
        """Tell whether this week stops the program: a stop symptom, or an answer that asks for a new assessment."""
        return bool(self.stop_symptoms) or any(one["decision"] == "stop" for one in self.decisions)

    @property
    def awaits_review(self):
        """Tell whether this week stopped the training and nobody has reviewed it since it was last written."""
        return self.reviewed_at is None and (self.has_stopped or bool(self.stop_symptoms))

    def get_absolute_url(self):
        return reverse("check-in-detail", args=[self.pk])


def answer_field(label):
    """Return a 0-10 answer that may be missing: what was not answered holds the exercise back."""
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(10)])


def yes_or_no_field(label):
    """Return an answer that is yes, no or missing: the paper does not ask it, and "not asked" is neither."""
    return models.BooleanField(label, null=True, blank=True)


class CheckInItem(ClinicOwned):
    """How one exercise went in that week."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(ProgramItem, on_delete=models.PROTECT, related_name="check_ins")
    pain_during = answer_field(_("worst pain during"))
    next_morning = answer_field(_("pain the next morning"))
    effort = answer_field(_("effort (RPE)"))
    settled_in_24_h = yes_or_no_field(_("settled within 24 hours"))
    technique_ok = yes_or_no_field(_("technique good"))
    target_reached = yes_or_no_field(_("did the full amount"))
    leg_symptoms_worse = yes_or_no_field(_("leg symptoms worse or further down"))

    objects = clinic_manager()
    history = ReasonedHistory()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["check_in", "item"], name="one_answer_per_exercise")]

    def __str__(self):
        return gettext("%(item)s: pain %(pain_during)s") % {
            "item": self.item,
            "pain_during": self.pain_during,
        }
