"""What is to do in the library: what waits for a colleague, what is being written, what is due, what was suggested."""

from dataclasses import dataclass
from datetime import timedelta

from exercises.models import Exercise, Proposal, Suggestion
from exercises.working_copy import last_editor

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One exercise to do something about."""

    exercise: Exercise
    what: str
    who: object
    is_mine: bool
    comment: str = ""


def work_page(user, today):
    """Return the lists of the librarians' page. Ten queries and two for each draft."""
    proposals = list(Proposal.objects.open().select_related("exercise", "edited_by"))
    unpublished = list(
        Exercise.objects.filter(status__in=[Exercise.Status.DRAFT, Exercise.Status.IN_REVIEW]).order_by(
            "name"
        )
    )
    due = Exercise.objects.published().filter(review_due_on__lte=today + SOON).order_by("review_due_on")
    return {
        "nav": "work",
        "waiting": [
            *(_draft(one, user) for one in unpublished if one.status == Exercise.Status.IN_REVIEW),
            *(_change(one, user) for one in proposals if one.status == Proposal.Status.SUBMITTED),
        ],
        "writing": [
            *(_draft(one, user) for one in unpublished if one.status == Exercise.Status.DRAFT),
            *(_change(one, user) for one in proposals if one.status == Proposal.Status.PREPARING),
        ],
        "due": list(due),
        "today": today,
        "suggestions": Suggestion.objects.filter(answered_at=None).count(),
    }


def _draft(exercise, user):
    editor = last_editor(exercise)
    return Line(exercise, "New exercise", editor, editor == user, exercise.review_comment)


def _change(proposal, user):
    what = f"Change: {proposal.reason}" if proposal.reason else "Change"
    return Line(proposal.exercise, what, proposal.edited_by, proposal.edited_by == user, proposal.comment)
