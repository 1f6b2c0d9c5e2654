"""Uploaded pictures of an exercise, which stand in for its drawing, and their descriptions in every language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from exercises.languages import BASE
from exercises.models.exercise import Exercise
from exercises.models.history import kept_history


class PhotoFile(models.Model):
    """The bytes of one clean JPEG under the sha256 of them. Never changed and never deleted: issued programmes show it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    def __str__(self):
        return self.sha256[:12]


class PhotoPairQuerySet(models.QuerySet):
    def shown(self):
        """Keep those that stand in for the drawing."""
        return self.filter(agreed_by__isnull=False)


class PhotoPair(models.Model):
    """Start and finish of an exercise as pictures, each in English words for who cannot see it. Shown once somebody agreed.

    Shown on a published exercise, they also go only once somebody else agreed with who asked for it.
    """

    exercise = models.OneToOneField(Exercise, on_delete=models.CASCADE, related_name="photos")
    start = models.ForeignKey(PhotoFile, on_delete=models.PROTECT, related_name="+")
    finish = models.ForeignKey(PhotoFile, on_delete=models.PROTECT, related_name="+")
    start_alt = models.CharField(max_length=300)
    finish_alt = models.CharField(max_length=300)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PhotoPairQuerySet.as_manager()
    history = kept_history()

    def __str__(self):
        return _("Pictures of %(exercise)s") % {"exercise": self.exercise}

    @property
    def is_shown(self):
        return self.agreed_by_id is not None

    def words_in(self, language):
        """Return (start, finish) in words, or None where nobody described them in this language or nobody agreed."""
        found = self.described_in(language, counts=True)
        return (found.start_alt, found.finish_alt) if found else None

    def described_in(self, language, *, counts):
        """Return the row that counts for a language, or the one that waits for a colleague; None where there is none.

        The English that counts stands in the pair itself: pictures are never without it.
        """
        if language == BASE and counts:
            return self
        rows = (one for one in self.words.all() if one.language == language and one.counts is counts)
        return next(rows, None)


class PhotoWords(models.Model):
    """Both pictures of an exercise in words of one language. They count once a colleague agreed; English then goes into the pair."""

    pair = models.ForeignKey(PhotoPair, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=10)
    start_alt = models.CharField(max_length=300)
    finish_alt = models.CharField(max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = kept_history()

    class Meta:
        ordering = ["pair", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "language"],
                name="one_description_counts_per_language",
                condition=models.Q(agreed_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["pair", "language"],
                name="one_description_waits_per_language",
                condition=models.Q(agreed_by__isnull=True),
            ),
        ]

    def __str__(self):
        return _("Pictures of %(exercise)s in words (%(language)s)") % {
            "exercise": self.pair.exercise,
            "language": self.language,
        }

    @property
    def counts(self):
        return self.agreed_by_id is not None


def shown_photos(exercise):
    """Return the pictures that stand in for an exercise's drawing, or None."""
    pair = getattr(exercise, "photos", None)
    return pair if pair is not None and pair.is_shown else None
