"""What librarians do to the library: revisions kept whole, changes that wait for a colleague, and suggestions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises import reasons
from exercises.models.exercise import Exercise
from exercises.models.history import kept_history


def staff(**options):
    """Return a link to a member of staff."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Revision(models.Model):
    """An exercise as it stood after one edit: facts, words, picture and alternatives in one piece. Never changed."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.TextField()
    by = staff(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["exercise", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="one_content_per_revision"),
        ]

    def __str__(self):
        return gettext("%(exercise)s, revision %(number)s") % {
            "exercise": self.exercise,
            "number": self.number,
        }


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Keep those nobody has decided on."""
        return self.filter(status__in=Proposal.OPEN)


class Proposal(models.Model):
    """A change of a published exercise that waits for a second person. The published one stays live meanwhile."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("Being prepared")
        SUBMITTED = "submitted", _("Waiting for a colleague")
        APPROVED = "approved", _("Taken over")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (Status.PREPARING, Status.SUBMITTED)

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="proposals")
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(help_text=_("The whole exercise as it would be"))
    reason = models.CharField(_("why it should change"), max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PREPARING)
    edited_by = staff()
    decided_by = staff(null=True, blank=True)
    comment = models.CharField(_("what the colleague says"), max_length=600, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ProposalQuerySet.as_manager()
    history = kept_history()

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_proposal_per_exercise",
                fields=["exercise"],
                condition=Q(status__in=["preparing", "submitted"]),
            ),
        ]

    def __str__(self):
        return gettext("Change of %(exercise)s") % {"exercise": self.exercise}

    @property
    def why(self):
        """Say why it should change in the language of whoever reads it, where the words are ours."""
        return reasons.in_words(self.reason)


class Suggestion(models.Model):
    """What somebody who works with an exercise would change about it, and what a librarian answered."""

    class About(models.TextChoices):
        DEMANDS = "demands", _("Demand on the back")
        ALTERNATIVES = "alternatives", _("Alternatives or order from easier to harder")
        WORDS = "words", _("What the patient reads")
        PICTURE = "picture", _("Picture")
        DOSE = "dose", _("Usual dose")
        FACTS = "facts", _("Name, muscles, equipment")
        OTHER = "other", _("Something else")

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="suggestions")
    about = models.CharField(_("what it is about"), max_length=12, choices=About.choices, blank=True)
    text = models.TextField(_("what you would change, and why"), max_length=1000)
    by = staff()
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(max_length=1000, blank=True)
    answered_by = staff(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    history = kept_history()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                name="an_answer_has_a_person_and_a_time",
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
            ),
        ]

    def __str__(self):
        return gettext("Suggestion about %(exercise)s") % {"exercise": self.exercise}
