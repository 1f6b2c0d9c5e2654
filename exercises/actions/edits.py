"""Change a part of an exercise, or go back to an earlier revision."""

from django.db import transaction
from django.utils.translation import gettext as _

from exercises import reasons
from exercises.actions.storing import keep_revision, locked, write_content, write_row
from exercises.content import mark, part_of, with_part
from exercises.models import Exercise, Proposal
from exercises.policies import Refused, Stale, check_can_edit
from exercises.working_copy import working_copy


@transaction.atomic
def save_part(*, exercise, part, value, seen, by):
    """Store one part of an exercise: in a draft at once, of a published one in its open change.

    `seen` is the mark of the part as the page showed it. Raises Stale when it is no longer that.
    """
    exercise = locked(exercise)
    check_can_edit(exercise)
    copy = working_copy(exercise)
    if mark(part_of(copy.content, part)) != seen:
        raise Stale(copy.content)
    content = with_part(copy.content, part, value)
    if content != copy.content:
        _store(exercise, copy, content, by=by, reason=reasons.EDITED % {"part": part})
    return exercise


@transaction.atomic
def restore_revision(*, exercise, revision, seen, reason, by):
    """Make an earlier revision the newest content again; of a published exercise as a change to be looked at.

    `seen` is the mark of the content that the page compared it with. Raises Stale when it is no longer that.
    """
    exercise = locked(exercise)
    check_can_edit(exercise)
    copy = working_copy(exercise)
    if copy.proposal and copy.is_changed:
        raise Refused(_("A change of this exercise is open. Withdraw it or have it decided on first."))
    if revision.content == copy.content:
        raise Refused(
            _("Revision %(revision_number)s is the same as what stands now.")
            % {"revision_number": revision.number}
        )
    if mark(copy.content) != seen:
        raise Stale(copy.content)
    reason = reasons.RESTORED % {"number": revision.number, "reason": reason}
    _store(exercise, copy, revision.content, by=by, reason=reason)
    return exercise


def _store(exercise, copy, content, *, by, reason):
    if exercise.status != Exercise.Status.PUBLISHED:
        write_content(exercise, content, by=by, reason=reason)
        return
    proposal = copy.proposal or Proposal(exercise=exercise, base=keep_revision(exercise))
    if reason.startswith("Revision"):
        proposal.reason = reason
    # What a colleague is looking at must not change under their eyes: it goes back to being prepared.
    proposal.status = Proposal.Status.PREPARING
    proposal.content, proposal.edited_by = content, by
    write_row(proposal, by=by, reason=reason)
