"""Who read a patient's text and stood by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exercises.models.editing import staff
from exercises.models.exercise import Exercise


class TextReviewQuerySet(models.QuerySet):
    def waiting(self, mark):
        """Keep those of the words with this mark that nobody has confirmed."""
        return self.filter(mark=mark, confirmed_by=None)


class TextReview(models.Model):
    """A named person read one text: recorded by one librarian, counted once a second one has confirmed it. Kept for good."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="text_reviews")
    language = models.CharField(max_length=10)
    reviewer = models.CharField(_("who read it"), max_length=120)
    qualification = models.CharField(_("qualification or role"), max_length=120)
    read_on = models.DateField(_("read on"))
    mark = models.CharField(_("which words were read"), max_length=16)
    recorded_by = staff()
    recorded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = staff(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = TextReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-read_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_confirmed_review_has_a_person_and_a_time",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}, {self.qualification}"
