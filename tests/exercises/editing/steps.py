"""What the tests of editing do again and again: change a part, hand in, take over."""

from datetime import date

from django.urls import reverse

from exercises import actions
from exercises.content import content_of, mark, part_of
from exercises.models import Exercise
from exercises.working_copy import working_copy

TODAY = date(2026, 11, 23)
DUE = date(2027, 11, 1)


def again(exercise):
    """Return the exercise as stored now."""
    return Exercise.objects.get(pk=exercise.pk)


def copy_of(exercise):
    return working_copy(again(exercise))


def change(exercise, part, by, **values):
    """Save a part with some of its values changed."""
    stored = part_of(copy_of(exercise).content, part)
    return actions.save_part(exercise=exercise, part=part, value=stored | values, seen=mark(stored), by=by)


def replace(exercise, part, value, by):
    """Save a part with another value."""
    stored = part_of(copy_of(exercise).content, part)
    return actions.save_part(exercise=exercise, part=part, value=value, seen=mark(stored), by=by)


def hand_in(exercise, by, reason="Measured anew"):
    copy = copy_of(exercise)
    if copy.proposal:
        return actions.submit_proposal(proposal=copy.proposal, seen=copy.seen, reason=reason, by=by)
    return actions.submit_exercise(exercise=exercise, seen=copy.seen, reason=reason, by=by)


def send_back(exercise, by, comment="Which study?"):
    copy = copy_of(exercise)
    if copy.proposal:
        return actions.return_proposal(proposal=copy.proposal, seen=copy.seen, comment=comment, by=by)
    return actions.send_back_exercise(exercise=exercise, seen=copy.seen, comment=comment, by=by)


def withdraw(exercise, by):
    copy = copy_of(exercise)
    return actions.withdraw_proposal(proposal=copy.proposal, seen=copy.seen, by=by)


def refresh(exercise, by):
    copy = copy_of(exercise)
    return actions.refresh_proposal(proposal=copy.proposal, seen=copy.seen, by=by)


def take_over(exercise, by):
    copy = copy_of(exercise)
    values = {"seen": copy.seen, "review_due_on": DUE, "today": TODAY, "by": by}
    if copy.proposal:
        return actions.approve_proposal(proposal=copy.proposal, **values)
    return actions.publish_exercise(exercise=exercise, **values)


def restore(exercise, revision, by, seen=None, reason="Was better"):
    """Restore a revision, having seen how the exercise stands now, or something else."""
    seen = seen or mark(copy_of(exercise).content)
    return actions.restore_revision(exercise=exercise, revision=revision, seen=seen, reason=reason, by=by)


def part_url(exercise, part):
    return reverse("exercise-part", args=[exercise.slug, part])


def typed(form):
    """Return what a browser would send for a form as it is shown, without any button."""
    sent = {}
    for field in form:
        value = field.value()
        if value is True:
            sent[field.html_name] = "on"
        elif value not in (None, "") and value is not False:
            sent[field.html_name] = value
    return sent


def stored_content(exercise):
    return content_of(again(exercise))
