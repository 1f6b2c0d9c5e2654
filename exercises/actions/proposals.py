"""A change of a published exercise: hand it in, take it over, send it back, withdraw it, bring it up to date."""

from django.db import transaction

from exercises import reasons
from exercises.actions.storing import keep_revision, locked, settle_chain, write_content, write_row
from exercises.content import change_mark, content_of
from exercises.models import Proposal
from exercises.policies import Stale, check_can_approve, check_can_submit_proposal, check_is_open
from exercises.working_copy import newest_step, published_slugs

Status = Proposal.Status


@transaction.atomic
def submit_proposal(*, proposal, seen, reason, by):
    """Hand a change in for a colleague to look at, with why."""
    proposal = _locked(proposal, seen)
    check_can_submit_proposal(proposal, published_slugs() - {proposal.exercise.slug})
    proposal.status, proposal.reason, proposal.comment = Status.SUBMITTED, reason, ""
    return _write(proposal, by, reason)


@transaction.atomic
def approve_proposal(*, proposal, seen, review_due_on, today, by):
    """Take over a colleague's change: it becomes the published exercise."""
    proposal = _locked(proposal, seen)
    exercise = proposal.exercise
    stored = content_of(exercise)
    check_can_approve(proposal, stored, published_slugs() - {exercise.slug}, by=by)
    left = exercise.chain
    exercise.published_by, exercise.published_on, exercise.review_due_on = by, today, review_due_on
    words = reasons.REASON_TAKEN_OVER % {"reason": proposal.reason, "by": by}
    write_content(exercise, proposal.content, by=proposal.edited_by, reason=words)
    if left != exercise.chain:
        settle_chain(left, by=by)
    proposal.status, proposal.decided_by = Status.APPROVED, by
    return _write(proposal, by, reasons.TAKEN_OVER)


@transaction.atomic
def return_proposal(*, proposal, seen, comment, by):
    """Send a change back with what is still to do."""
    proposal = _locked(proposal, seen)
    check_is_open(proposal)
    proposal.status, proposal.comment, proposal.decided_by = Status.PREPARING, comment, by
    return _write(proposal, by, reasons.SENT_BACK % {"comment": comment})


@transaction.atomic
def withdraw_proposal(*, proposal, seen, by):
    """Drop a change; the published exercise stays as it is."""
    proposal = _locked(proposal, seen)
    check_is_open(proposal)
    proposal.status, proposal.decided_by = Status.WITHDRAWN, by
    return _write(proposal, by, reasons.WITHDRAWN)


@transaction.atomic
def refresh_proposal(*, proposal, seen, by):
    """Bring a change up to date: what it does not touch is taken from the exercise as published now."""
    proposal = _locked(proposal, seen)
    check_is_open(proposal)
    base, wanted = proposal.base.content, proposal.content
    proposal.base = keep_revision(proposal.exercise)
    proposal.content = merged(base, wanted, proposal.base.content)
    # Whoever presses the button has typed nothing: the author stays the one who may not agree to it.
    proposal.status = Status.PREPARING
    return _write(proposal, by, reasons.UP_TO_DATE)


def merged(base, wanted, stored):
    """Return `stored` with every value that `wanted` changed against `base`; mappings are gone through name by name."""
    if (
        isinstance(base, dict)
        and isinstance(wanted, dict)
        and isinstance(stored, dict)
        and "frames" not in base
    ):
        names = [*stored, *(name for name in wanted if name not in stored and name not in base)]
        return {
            name: merged(base.get(name), wanted.get(name, stored.get(name)), stored.get(name))
            for name in names
        }
    return stored if wanted == base else wanted


def _locked(proposal, seen):
    """Return the change as stored now, its exercise held. Raises Stale when it is not as it was seen."""
    exercise = locked(proposal.exercise)
    proposal = Proposal.objects.select_related("base", "edited_by").get(pk=proposal.pk)
    proposal.exercise = exercise
    if change_mark(proposal) != seen:
        raise Stale(proposal.content, newest_step(exercise))
    return proposal


def _write(proposal, by, reason):
    write_row(proposal, by=by, reason=reason)
    return proposal
