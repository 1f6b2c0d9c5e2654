"""Record that somebody read a patient's text, and confirm a colleague's record. The product itself never claims a review."""

from django.db import transaction
from django.utils import timezone

from exercises import reasons
from exercises.actions.storing import locked, write_row
from exercises.content import content_of, read_mark
from exercises.models import ExerciseText, TextReview
from exercises.policies import Stale, check_can_confirm


@transaction.atomic
def record_review(*, exercise, language, reviewer, qualification, read_on, seen, by):
    """Note who read a text and when. Nothing counts as reviewed yet. Raises Stale when the words are no longer those seen."""
    exercise = locked(exercise)
    content = content_of(exercise)
    mark = read_mark(exercise, content, language)
    if mark != seen:
        raise Stale(content)
    return TextReview.objects.create(
        exercise=exercise,
        language=language,
        reviewer=reviewer,
        qualification=qualification,
        read_on=read_on,
        mark=mark,
        recorded_by=by,
    )


@transaction.atomic
def confirm_review(*, review, by):
    """Make a colleague's record count: the text is reviewed until its words, or the English ones, change. Raises Refused."""
    exercise = locked(review.exercise)
    review = TextReview.objects.get(pk=review.pk)
    check_can_confirm(review, read_mark(exercise, content_of(exercise), review.language), by=by)
    review.confirmed_by, review.confirmed_at = by, timezone.now()
    review.save()
    text = ExerciseText.objects.get(exercise=exercise, language=review.language)
    text.reviewed_by, text.reviewed_on = review.recorded_by, review.read_on
    write_row(text, by=by, reason=reasons.READ_BY % {"review": review})
    return review
