"""Give an exercise pictures instead of its drawing, or the drawing back."""

from django.db import transaction
from django.utils import timezone

from exercises.models import Exercise, PhotoFile, PhotoPair


class StalePhotos(Exception):
    """The exercise was changed since the page was opened; nothing was written."""

    def __init__(self):
        super().__init__("Somebody changed this exercise meanwhile. Look at it again; nothing was stored.")


@transaction.atomic
def store_photos(*, exercise, revision, start, finish, start_alt, finish_alt, by):
    """Show two clean photos instead of the drawing. The files are stored before the row that names them.

    Raises StalePhotos when the exercise is no longer at the revision the page showed.
    """
    exercise = _counted_up(exercise, revision, by, "Pictures uploaded")
    pair = PhotoPair.objects.filter(exercise=exercise).first() or PhotoPair(exercise=exercise)
    pair.start, pair.finish = _kept(start, by), _kept(finish, by)
    pair.start_alt, pair.finish_alt = start_alt, finish_alt
    pair._history_user, pair._change_reason = by, "Pictures uploaded"
    pair.save()
    return pair


@transaction.atomic
def remove_photos(*, exercise, revision, by):
    """Show the drawing again. The files stay, because issued programmes may show them. Raises StalePhotos."""
    exercise = _counted_up(exercise, revision, by, "Pictures removed")
    for pair in PhotoPair.objects.filter(exercise=exercise):
        pair._history_user, pair._change_reason = by, "Pictures removed"
        pair.delete()


def _counted_up(exercise, revision, by, reason):
    stored = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if stored.revision != revision:
        raise StalePhotos
    stored.revision += 1
    stored._history_user, stored._change_reason = by, reason
    stored.save()
    return stored


def _kept(photo, by):
    values = {
        "content": photo.content,
        "width": photo.width,
        "height": photo.height,
        "uploaded_by": by,
        "uploaded_at": timezone.now(),
    }
    file, _ = PhotoFile.objects.get_or_create(sha256=photo.sha256, defaults=values)
    return file
