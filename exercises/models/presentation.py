"""What the patient reads and sees of an exercise."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.models.exercise import Exercise
from exercises.models.history import kept_history


class ExerciseTextManager(models.Manager):
    def get_by_natural_key(self, slug, language):
        return self.get(exercise__slug=slug, language=language)


class ExerciseText(models.Model):
    """One exercise in one language, in the patient's words. Reviewed by and on go together, or neither."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    setup = models.TextField(max_length=600)
    steps = models.JSONField(default=list)
    feel = models.CharField(max_length=300)
    easier = models.CharField(max_length=300)
    harder = models.CharField(max_length=300)
    not_like_this = models.CharField(max_length=300)
    alt = models.TextField(_("picture in words"), max_length=600)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)

    objects = ExerciseTextManager()
    history = kept_history()

    class Meta:
        ordering = ["exercise", "language"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "language"], name="one_text_per_language"),
            models.CheckConstraint(
                name="review_has_a_person_and_a_day",
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"

    def natural_key(self):
        return (self.exercise.slug, self.language)

    natural_key.dependencies = ["exercises.exercise"]


class FigureManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(exercise__slug=slug)


class Figure(models.Model):
    """Start and end of the movement as a pose specification that `exercises.figures` draws."""

    exercise = models.OneToOneField(Exercise, on_delete=models.CASCADE, related_name="figure")
    pose = models.JSONField()

    objects = FigureManager()
    history = kept_history()

    def __str__(self):
        return gettext("Figure of %(exercise)s") % {"exercise": self.exercise}

    def natural_key(self):
        return (self.exercise.slug,)

    natural_key.dependencies = ["exercises.exercise"]
