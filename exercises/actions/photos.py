"""Give an exercise pictures instead of its drawing, or the drawing back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from exercises.actions.storing import add_revision, keep_revision, locked, write_row
from exercises.models import Exercise, PhotoFile, PhotoPair
from exercises.policies import Refused
from exercises.working_copy import last_editor


class StalePhotos(Exception):
    """The exercise was changed since the page was opened; nothing was written."""

    def __init__(self):
        super().__init__(
            gettext("Somebody changed this exercise meanwhile. Look at it again; nothing was stored.")
        )


@transaction.atomic
def store_photos(*, exercise, revision, start, finish, start_alt, finish_alt, by):
    """Keep two clean photos to be shown instead of the drawing. The files are stored before the row that names them.

    They are shown once a colleague has agreed, on a draft as well.
    Raises StalePhotos when the exercise is no longer at the revision the page showed, Refused when it would have nothing
    to show while they wait.
    """
    exercise = _counted_up(exercise, revision, by, "Pictures uploaded")
    pair = PhotoPair.objects.filter(exercise=exercise).first() or PhotoPair(exercise=exercise)
    if pair.is_shown:
        check_has_drawing(exercise)
    pair.start, pair.finish = _kept(start, by), _kept(finish, by)
    pair.start_alt, pair.finish_alt = start_alt, finish_alt
    pair.uploaded_by = by
    pair.agreed_by = None
    write_row(pair, by=by, reason="Pictures uploaded")
    return pair


def check_has_drawing(exercise):
    """Refuse to take the pictures from a published exercise that has nothing else to show."""
    if exercise.status == Exercise.Status.PUBLISHED and not hasattr(exercise, "figure"):
        raise Refused(
            gettext(
                "These pictures are all that this published exercise has to show. Draw it first, under Picture, and have the "
                "drawing published."
            )
        )


def check_can_agree(pair, user):
    """Refuse to agree to what is shown already and to one's own pictures."""
    if pair is None or pair.is_shown:
        raise Refused(gettext("No pictures wait here for anybody to agree."))
    if pair.uploaded_by_id == user.pk:
        raise Refused(
            gettext("You uploaded these pictures. Ask another librarian to look at them and agree.")
        )


@transaction.atomic
def agree_to_photos(*, exercise, revision, by):
    """Show what a colleague uploaded. Raises Refused for one's own pictures, StalePhotos."""
    pair = PhotoPair.objects.filter(exercise=exercise).first()
    check_can_agree(pair, by)
    # Agreeing edits nothing: who edited last, and so may not publish, stays the same.
    _counted_up(exercise, revision, by, "Pictures agreed to", editor=last_editor(exercise))
    pair.agreed_by = by
    write_row(pair, by=by, reason="Pictures agreed to")


@transaction.atomic
def remove_photos(*, exercise, revision, by):
    """Show the drawing again. The files stay, because issued programmes may show them. Raises StalePhotos, Refused."""
    exercise = _counted_up(exercise, revision, by, "Pictures removed")
    check_has_drawing(exercise)
    for pair in PhotoPair.objects.filter(exercise=exercise):
        pair._history_user, pair._change_reason = by, "Pictures removed"
        pair.delete()


def _counted_up(exercise, revision, by, reason, editor=None):
    stored = locked(exercise)
    if stored.revision != revision:
        raise StalePhotos
    keep_revision(stored)
    stored.revision += 1
    write_row(stored, by=by, reason=reason)
    # Kept as a revision of its own, so that whoever changed the pictures counts as the last editor.
    add_revision(stored, by=editor or by, reason=reason, at=timezone.now())
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
