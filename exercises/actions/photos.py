"""Give an exercise pictures instead of its drawing, or the drawing back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from exercises import reasons
from exercises.actions.storing import add_revision, keep_revision, locked, write_row
from exercises.languages import NAMES
from exercises.models import ExerciseText, PhotoFile, PhotoPair
from exercises.photo_policies import (
    check_can_agree,
    check_can_keep,
    check_can_remove,
    check_can_upload,
    needs_colleague,
)
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

    They are shown once a colleague has agreed, on a draft as well. Descriptions in other languages were of other pictures.
    Raises StalePhotos when the exercise is no longer at the revision the page showed, Refused while patients are shown others.
    """
    exercise = _unchanged(exercise, revision)
    pair = _pair_of(exercise) or PhotoPair(exercise=exercise)
    check_can_upload(exercise, pair)
    count_up(exercise, by=by, reason=reasons.PICTURES_UPLOADED)
    pair.start, pair.finish = _kept(start, by), _kept(finish, by)
    pair.start_alt, pair.finish_alt = start_alt, finish_alt
    pair.uploaded_by = by
    pair.agreed_by = pair.removal_asked_by = None
    write_row(pair, by=by, reason=reasons.PICTURES_UPLOADED)
    _drop_words(pair, by, reasons.PICTURES_UPLOADED)
    return pair


@transaction.atomic
def agree_to_photos(*, exercise, revision, by):
    """Show what a colleague uploaded. The texts of the languages that describe it have to be read again.

    Raises Refused for one's own pictures, StalePhotos.
    """
    check_can_agree(_pair_of(exercise), by)
    exercise = _unchanged(exercise, revision)
    pair = _pair_of(exercise)
    # Agreeing edits nothing: who edited last, and so may not publish, stays the same.
    count_up(exercise, by=last_editor(exercise) or by, reason=reasons.PICTURES_AGREED, stored_by=by)
    pair.agreed_by = by
    write_row(pair, by=by, reason=reasons.PICTURES_AGREED)
    for language in NAMES:
        if pair.words_in(language):
            lose_review(exercise, language, by=by, reason=reasons.PICTURES_AGREED)


@transaction.atomic
def remove_photos(*, exercise, revision, agrees=False, by):
    """Show the drawing again and return whether that is done: while patients are shown the pictures, one librarian
    asks for it and another one does it. The files stay, because issued programmes may show them.

    `agrees` tells whether the page showed a colleague's wish. Raises StalePhotos, also where that is no longer so; Refused.
    """
    exercise = _unchanged(exercise, revision)
    pair = _pair_of(exercise)
    check_can_remove(exercise, pair, by)
    asked_by = None
    # What is not published one person removes alone: a wish from when it was makes nobody the last editor.
    if needs_colleague(exercise, pair):
        asked_by = pair.removal_asked_by
        if agrees != (asked_by is not None):
            raise StalePhotos
        if asked_by is None:
            pair.removal_asked_by = by
            write_row(pair, by=by, reason=reasons.REMOVAL_ASKED)
            return False
    count_up(exercise, by=asked_by or by, reason=reasons.PICTURES_REMOVED, stored_by=by)
    _drop_words(pair, by, reasons.PICTURES_REMOVED)
    delete_row(pair, by=by, reason=reasons.PICTURES_REMOVED)
    return True


@transaction.atomic
def keep_photos(*, exercise, by):
    """Go on showing pictures that somebody asked to be removed. Raises Refused when they are gone or nobody asks."""
    pair = _pair_of(locked(exercise))
    check_can_keep(pair)
    pair.removal_asked_by = None
    write_row(pair, by=by, reason=reasons.PICTURES_KEPT)


def count_up(exercise, *, by, reason, stored_by=None):
    """Make what changed beside the content of a locked exercise a revision of its own, `by` being its last editor."""
    keep_revision(exercise)
    exercise.revision += 1
    write_row(exercise, by=stored_by or by, reason=reason)
    add_revision(exercise, by=by, reason=reason, at=timezone.now())


def lose_review(exercise, language, *, by, reason):
    """Note that the text in this language has to be read again: the words of its pictures are others now."""
    for text in ExerciseText.objects.filter(exercise=exercise, language=language, reviewed_on__isnull=False):
        text.reviewed_by = text.reviewed_on = None
        write_row(text, by=by, reason=reason)


def _unchanged(exercise, revision):
    stored = locked(exercise)
    if stored.revision != revision:
        raise StalePhotos
    return stored


def _pair_of(exercise):
    return PhotoPair.objects.filter(exercise=exercise).select_related("exercise").first()


def _drop_words(pair, by, reason):
    for words in pair.words.all():
        delete_row(words, by=by, reason=reason)


def delete_row(row, *, by, reason):
    """Delete one row with who and why in its history."""
    row._history_user, row._change_reason = by, reason
    row.delete()


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
