"""What may be done to an exercise now. Each check raises with a sentence a librarian can act on; pages ask the same."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.models import Alternative, Exercise, Proposal
from exercises.models.photo import shown_photos
from exercises.publishing import problems
from text.lists import all_of

Status = Exercise.Status


class Refused(Exception):
    """A step the library does not allow now; the message says what to do instead."""


class Stale(Exception):
    """Somebody changed the same thing meanwhile; nothing was written.

    `stored` is the content as it is now, `last` the newest row of its history where that tells who did what.
    """

    def __init__(self, stored, last=None):
        super().__init__(_("Somebody changed this while you were looking at it."))
        self.stored, self.last = stored, last


def reason_against(check, *args, **kwargs):
    """Return the sentence with which a check refuses, or nothing when it passes."""
    try:
        check(*args, **kwargs)
    except Refused as refusal:
        return str(refusal)
    return ""


def check_can_edit(exercise):
    """Refuse to edit what is retired."""
    if exercise.status == Status.RETIRED:
        raise Refused(_("This exercise is retired. Bring it back as a draft to change it."))


def check_is_complete(exercise, content, published):
    """Refuse to publish what a patient could not use; say the first thing that is missing and how many more."""
    missing = problems(content, published, photos=shown_photos(exercise), seed_refs=exercise.seed_refs)
    if len(missing) > 1:
        words = ngettext(
            "%(first)s %(count)s more: see the list on the edit page.",
            "%(first)s %(count)s more: see the list on the edit page.",
            len(missing) - 1,
        )
        raise Refused(words % {"first": missing[0].words, "count": len(missing) - 1})
    if missing:
        raise Refused(missing[0].words)


def check_can_submit(exercise, content, published):
    """Refuse to hand in a draft that is incomplete, or what is no draft."""
    if exercise.status != Status.DRAFT:
        raise Refused(_("Only a draft can be handed in for review."))
    check_is_complete(exercise, content, published)


def check_can_publish(exercise, content, published, *, last_editor, by):
    """Refuse to publish what nobody handed in, what is incomplete, and one's own last edit."""
    if exercise.status != Status.IN_REVIEW:
        raise Refused(_("Hand the exercise in for review first."))
    if last_editor == by:
        raise Refused(_("You changed it last, so a colleague has to look at it and publish it."))
    check_is_complete(exercise, content, published)


def check_can_send_back(exercise):
    """Refuse to send back what is not in review."""
    if exercise.status != Status.IN_REVIEW:
        raise Refused(_("Only an exercise in review can be sent back."))


def check_can_submit_proposal(proposal, published):
    """Refuse to hand in a change that is decided, empty or would leave the exercise incomplete."""
    check_is_open(proposal)
    if proposal.content == proposal.base.content:
        raise Refused(_("Nothing is changed yet."))
    check_is_complete(proposal.exercise, proposal.content, published)


def check_can_approve(proposal, stored, published, *, by):
    """Refuse one's own change, one nobody handed in, one made for other content than what is `stored`, an incomplete one."""
    if proposal.status != Proposal.Status.SUBMITTED:
        raise Refused(_("This change has not been handed in for review."))
    if proposal.edited_by == by:
        raise Refused(_("You made this change, so a colleague has to look at it and take it over."))
    if proposal.base.content != stored:
        raise Refused(
            _(
                "The published exercise has changed since this change was begun. "
                "Bring the change up to date on the edit page and look at it again."
            )
        )
    check_is_complete(proposal.exercise, proposal.content, published)


def check_is_open(proposal):
    """Refuse a change that has been taken over or withdrawn."""
    if proposal.status not in Proposal.OPEN:
        raise Refused(_("This change has been decided on already."))


def check_is_free(exercise):
    """Refuse to retire what others are replaced by and what has an open change."""
    if exercise.status == Status.RETIRED:
        raise Refused(_("This exercise is retired already."))
    users = Alternative.objects.filter(replacement=exercise).exclude(exercise__status=Status.RETIRED)
    names = [f"“{one.exercise}”" for one in users.select_related("exercise").order_by("exercise__name")]
    if names:
        raise Refused(
            _(
                "It is offered instead of %(names)s. Take it out of their alternatives first, or name "
                "another exercise there."
            )
            % {"names": all_of(names)}
        )
    if exercise.proposals.open().exists():
        raise Refused(_("A change of this exercise is open. Withdraw it or have it decided on first."))


def check_can_retire(exercise, *, live=0, has_seen_live=False):
    """Refuse to retire what is still needed, and to do so past physiotherapists whose live programmes use it."""
    check_is_free(exercise)
    if live and not has_seen_live:
        raise Refused(_("Live programmes use it: tick that you have told the physiotherapists."))


def check_can_bring_back(exercise):
    """Refuse to bring back what is not retired."""
    if exercise.status != Status.RETIRED:
        raise Refused(_("This exercise is not retired."))


def check_can_answer(suggestion):
    """Refuse to answer twice."""
    if suggestion.answered_at is not None:
        raise Refused(
            _("%(answered_by)s has answered this already.") % {"answered_by": suggestion.answered_by}
        )


def check_can_confirm(review, mark, *, by):
    """Refuse one's own record of a review, one that is confirmed, and one of other words than those with this mark."""
    if review.confirmed_by_id is not None:
        raise Refused(_("This review is confirmed already."))
    if review.recorded_by_id == by.pk:
        raise Refused(_("You recorded this review, so a colleague has to confirm it."))
    if review.mark != mark:
        raise Refused(_("The words have changed since they were read. Have them read again."))
