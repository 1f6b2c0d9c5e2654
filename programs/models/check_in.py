"""What came back from the patient's log for one week."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from clinic.models import ClinicOwned
from clinic.models.practice import clinic_manager
from programs.models.item import ProgramItem
from programs.models.program import Program


class CheckIn(ClinicOwned):
    """One returned week: sessions done and any stop symptom. A stop symptom blocks issuing until it is reviewed (G09)."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="check_ins")
    week = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    sessions_planned = models.PositiveSmallIntegerField()
    sessions_done = models.PositiveSmallIntegerField()
    stop_symptoms = models.JSONField(default=list, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = clinic_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["program", "week"]
        constraints = [models.UniqueConstraint(fields=["program", "week"], name="one_check_in_per_week")]

    def __str__(self):
        return f"Week {self.week}"


class CheckInItem(ClinicOwned):
    """How one exercise went in that week."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(ProgramItem, on_delete=models.PROTECT, related_name="check_ins")
    pain_during = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    next_morning = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    settled_in_24_h = models.BooleanField(default=True)
    effort = models.PositiveSmallIntegerField("effort (RPE)", validators=[MaxValueValidator(10)])
    technique_ok = models.BooleanField(default=True)
    leg_symptoms_worse = models.BooleanField(default=False)

    objects = clinic_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["check_in", "item"], name="one_answer_per_exercise")]

    def __str__(self):
        return f"{self.item}: pain {self.pain_during}"
