"""Describe uploaded pictures anew or in another language, and agree to a colleague's description."""

from django.db import transaction
from django.utils.translation import gettext

from exercises import reasons
from exercises.actions.photos import count_up, delete_row, lose_review
from exercises.actions.storing import locked, write_row
from exercises.content import content_of, words_mark
from exercises.languages import BASE
from exercises.models import PhotoPair, PhotoWords
from exercises.photo_policies import check_can_agree_to_words
from exercises.policies import Refused, Stale, check_can_edit
from exercises.working_copy import last_editor


@transaction.atomic
def describe_photos(*, exercise, language, start_alt, finish_alt, seen, by):
    """Keep a description until a colleague agrees; what counts until then goes on counting. Raises Stale, Refused."""
    exercise, pair = _seen(exercise, language, seen)
    check_can_edit(exercise)
    words = pair.described_in(language, counts=False) or PhotoWords(pair=pair, language=language)
    words.start_alt, words.finish_alt, words.written_by = start_alt, finish_alt, by
    write_row(words, by=by, reason=reasons.DESCRIBED % {"language": language})
    return words


@transaction.atomic
def agree_to_words(*, exercise, language, seen, by):
    """Make a colleague's description count. The text in its language has to be read again. Raises Stale, Refused."""
    exercise, pair = _seen(exercise, language, seen)
    words, earlier = (pair.described_in(language, counts=counts) for counts in (False, True))
    check_can_agree_to_words(words, by)
    reason = reasons.DESCRIPTION_AGREED % {"language": language}
    count_up(exercise, by=last_editor(exercise) or by, reason=reason, stored_by=by)
    if language == BASE:
        pair.start_alt, pair.finish_alt = words.start_alt, words.finish_alt
        write_row(pair, by=by, reason=reason)
        delete_row(words, by=by, reason=reason)
    else:
        if earlier is not None:
            delete_row(earlier, by=by, reason=reason)
        words.agreed_by = by
        write_row(words, by=by, reason=reason)
    lose_review(exercise, language, by=by, reason=reason)
    return words


def _seen(exercise, language, seen):
    """Return the exercise and its pictures as stored now. Raises Stale when they are not what the page showed."""
    exercise = locked(exercise)
    pair = PhotoPair.objects.filter(exercise=exercise).select_related("exercise").first()
    if pair is None:
        raise Refused(gettext("This exercise has no pictures."))
    if words_mark(pair, language) != seen:
        raise Stale(content_of(exercise))
    return exercise, pair
