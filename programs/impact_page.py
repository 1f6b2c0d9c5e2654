"""The page before a decision: what would change in the exercise, for whom, and who may decide."""

from exercises import reasons
from exercises.demand_scale import EVIDENCE
from exercises.differences import differences
from exercises.models import Exercise, Proposal
from exercises.policies import check_can_approve, check_can_publish, reason_against
from exercises.presenters import demand_rows
from exercises.preview import preview
from exercises.reading_level import readings
from exercises.working_copy import last_editor, published_slugs
from programs.impact import impact


def impact_page(copy, user):
    """Return what the page shows of a working copy to a librarian."""
    exercise, proposal = copy.exercise, copy.proposal
    return {
        "nav": "work",
        "exercise": exercise,
        "proposal": proposal,
        "name": copy.content["facts"]["name"],
        "seen": copy.seen,
        "preview": preview(copy.content, exercise=exercise),
        "demands": _demands(exercise, proposal),
        "evidence": EVIDENCE.get(exercise.demand_evidence, ""),
        "readings": readings(exercise, copy.content),
        "impact": impact(exercise, copy.stored, copy.content),
        "differences": differences(copy.stored, copy.content) if proposal else [],
        "note": proposal.why if proposal else _handed_in_with(exercise),
        "waits": _waits(exercise, proposal),
        "refusal": _refusal(copy, user),
        "editor": proposal.edited_by if proposal else last_editor(exercise),
    }


def _demands(exercise, proposal):
    """Return the demands of an exercise that is decided on as a whole; of a change, only what changes is shown."""
    return demand_rows(exercise) if not proposal and exercise.demand_evidence else []


def _handed_in_with(exercise):
    """Return what a colleague should know of a draft that waits for them."""
    if exercise.status != Exercise.Status.IN_REVIEW:
        return ""
    return reasons.in_words(exercise.history.first().history_change_reason or "")


def _waits(exercise, proposal):
    if proposal:
        return proposal.status == Proposal.Status.SUBMITTED
    return exercise.status == Exercise.Status.IN_REVIEW


def _refusal(copy, user):
    """Return why this librarian may not publish it now, or nothing."""
    known = published_slugs() - {copy.exercise.slug}
    if copy.proposal:
        return reason_against(check_can_approve, copy.proposal, copy.stored, known, by=user)
    editor = last_editor(copy.exercise)
    return reason_against(check_can_publish, copy.exercise, copy.content, known, last_editor=editor, by=user)
