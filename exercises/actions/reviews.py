"""An exercise on its way: handed in, sent back, published, retired, brought back."""

from django.db import transaction

from exercises import reasons
from exercises.actions.storing import keep_revision, locked, settle_chain, write_row
from exercises.content import content_of, seen_mark
from exercises.models import Exercise
from exercises.policies import (
    Stale,
    check_can_bring_back,
    check_can_publish,
    check_can_retire,
    check_can_send_back,
    check_can_submit,
)
from exercises.working_copy import last_editor, newest_step, published_slugs

Status = Exercise.Status


@transaction.atomic
def submit_exercise(*, exercise, seen, reason, by):
    """Hand a draft in for a colleague to look at."""
    exercise, content = _seen(exercise, seen)
    check_can_submit(exercise, content, published_slugs())
    # Handing in writes history as well; who edited last, and so may not publish, is kept before.
    keep_revision(exercise)
    exercise.status, exercise.review_comment = Status.IN_REVIEW, ""
    return _write(exercise, by, reason or reasons.HANDED_IN)


@transaction.atomic
def send_back_exercise(*, exercise, seen, comment, by):
    """Make an exercise in review a draft again, with what is still to do."""
    exercise, _content = _seen(exercise, seen)
    check_can_send_back(exercise)
    exercise.status, exercise.review_comment = Status.DRAFT, comment
    return _write(exercise, by, reasons.SENT_BACK % {"comment": comment})


@transaction.atomic
def publish_exercise(*, exercise, seen, review_due_on, today, by):
    """Publish what somebody else edited last: from now on it can be prescribed."""
    exercise, content = _seen(exercise, seen)
    editor = last_editor(exercise)
    check_can_publish(exercise, content, published_slugs(), last_editor=editor, by=by)
    keep_revision(exercise)
    exercise.status, exercise.review_comment = Status.PUBLISHED, ""
    exercise.published_by, exercise.published_on, exercise.review_due_on = by, today, review_due_on
    _write(exercise, by, reasons.PUBLISHED)
    settle_chain(exercise.chain, placed=exercise, by=by)
    return exercise


@transaction.atomic
def retire_exercise(*, exercise, reason, live, has_seen_live, by):
    """Take an exercise out of the library. It is kept, and so is every programme that was issued with it."""
    exercise = locked(exercise)
    check_can_retire(exercise, live=live, has_seen_live=has_seen_live)
    keep_revision(exercise)
    exercise.status = Status.RETIRED
    _write(exercise, by, reasons.RETIRED % {"reason": reason})
    settle_chain(exercise.chain, by=by)
    return exercise


@transaction.atomic
def bring_back_exercise(*, exercise, by):
    """Make a retired exercise a draft again."""
    exercise = locked(exercise)
    check_can_bring_back(exercise)
    exercise.status = Status.DRAFT
    return _write(exercise, by, reasons.BROUGHT_BACK)


def _seen(exercise, seen):
    """Return the exercise and its content as stored now. Raises Stale when that is not what the page showed."""
    exercise = locked(exercise)
    content = content_of(exercise)
    if seen_mark(exercise, content) != seen:
        raise Stale(content, newest_step(exercise))
    return exercise, content


def _write(exercise, by, reason):
    write_row(exercise, by=by, reason=reason)
    return exercise
