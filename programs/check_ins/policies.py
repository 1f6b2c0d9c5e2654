"""What may follow from a returned log: going on after a stop, and leaving the programme as it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from programs.check_ins.owed import asks_for, log_owing_a_step_back
from programs.check_ins.waiting import awaits_review_words, check_nothing_to_review, other_to_review
from programs.check_ins.worse_legs import held_back, not_stepped_back
from programs.errors import Refused, Undecided
from programs.handing_out import check_can_hand_out, check_gates
from programs.models import CheckIn, Program
from programs.stop_signs import training_is_forbidden
from text.cleaning import clean_text


def check_can_review(check_in):
    """Refuse the review of a log that stopped nothing, and a second review of what has not been corrected since the first."""
    if check_in.reviewed_at:
        raise Refused(_("This week has been reviewed already. A review is recorded once."))
    if not check_in.awaits_review:
        raise Refused(
            _("This week has not stopped the programme, so there is nothing to review. Decide on it below.")
        )


def check_can_lift(check_in):
    """Refuse to let the suspended program go on by the review of this week.

    Another one waits, it was kept suspended, or a gate keeps it from being handed out (evidence page, section 5).
    """
    other = other_to_review(check_in)
    if other:
        raise Refused(awaits_review_words(other))
    kept = check_in.program.case.programs.filter(status=Program.Status.SUSPENDED, stays_suspended=True)
    program = kept.defer("snapshot").first()
    if program:
        raise Refused(
            _("An earlier review kept %(program_code)s suspended: only a new version starts it again.")
            % {"program_code": program.code}
        )
    check_can_resume(check_in.program)
    for program in check_in.program.case.programs.filter(status=Program.Status.SUSPENDED):
        check_gates(program)


def checked_note(note):
    """Return the note of a review as it is kept. Raises Refused when it is empty, too long or holds what cannot be kept."""
    try:
        words = clean_text(note).strip()
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    most = CheckIn._meta.get_field("review_note").max_length
    if not words:
        raise Refused(_("Write down what you found; a review is recorded once."))
    if len(words) > most:
        raise Refused(
            _(
                "Not recorded: the review has %(length)s characters, and %(most)s fit. Shorten it and send it again."
            )
            % {"length": len(words), "most": most}
        )
    return words


def check_can_resume(program):
    """Refuse to let a program go on after an emergency sign until a later screen finds every such sign absent."""
    if training_is_forbidden(program.case):
        raise Refused(
            _(
                "A bladder or bowel sign, or another cauda equina sign, was logged or found in a screen. The programme goes on only "
                "after a new red-flag screen that finds every cauda equina sign absent. Record it first."
            )
        )


def check_can_accept(check_in, *, keeping=()):
    """Refuse to make the next version from this week: decided or stopped, overtaken by a newer one, or a draft is open.

    `keeping` are the numbers of the items that would keep this week's dose.
    """
    if check_in.accepted_at:
        raise Refused(_("This week has been accepted already."))
    if check_in.awaits_review:
        raise Refused(awaits_review_words(check_in))
    _check_goes_on(check_in.program)
    check_nothing_to_review(check_in.program.case_id)
    _check_is_newest(check_in)
    check_may_keep(check_in, keeping)


def check_no_step_back_is_owed(case):
    """Refuse to begin a version that knows nothing of a step back a log asks for, where accepting its answer makes one.

    Raises Undecided, which leads to the log.
    """
    log = log_owing_a_step_back(case)
    if log is None or not _can_accept(log):
        return
    words = _(
        "%(log)s, and nobody has decided on it. Accept the answer below: that makes the next version, and everything else is "
        "changed in its draft."
    )
    raise Undecided(words % {"log": asks_for(log)}, url=log.get_absolute_url())


def check_can_leave_as_is(check_in):
    """Refuse to let the program go on unchanged after this week, or while it could not be handed out today.

    The patient trains by the paper at home (decisions 65, 68).
    """
    check_week_can_be_left(check_in)
    check_can_hand_out(check_in.program)


def check_week_can_be_left(check_in):
    """Refuse to let the program go on unchanged after a week that stops it, or whose answer has been decided."""
    program = check_in.program
    if check_in.is_stop:
        raise Refused(_("The answer to this log is to stop. The programme cannot simply go on as it is."))
    check_nothing_to_review(program.case_id)
    if program.status != Program.Status.ISSUED:
        raise Refused(
            _("%(program_code)s is not running, so it cannot go on as it is.")
            % {"program_code": program.code}
        )
    if check_in.accepted_at:
        raise Refused(_("The next version was made from this week already."))
    if check_in.left_as_is_at:
        raise Refused(
            _("%(left_as_is_by)s has left the programme as it is already.")
            % {"left_as_is_by": check_in.left_as_is_by}
        )
    worse = next(iter(held_back(check_in).values()), "")
    if worse:
        raise Refused(
            _(
                "%(exercise)s, so the programme cannot go on as printed. Accept the answer to this week; to leave the exercise "
                "out, take it out of the draft then."
            )
            % {"exercise": worse}
        )
    check_can_resume(program)


def week_can_be_left(check_in) -> bool:
    """Tell whether the programme may go on unchanged after this week, as long as it could be handed out today."""
    try:
        check_week_can_be_left(check_in)
    except Refused:
        return False
    return True


def check_may_keep(check_in, items):
    """Refuse an answer without a step back for what made leg symptoms worse, and to keep its dose among `items`, given by number."""
    for worse in not_stepped_back(check_in).values():
        raise Refused(
            _(
                "%(exercise)s, and the answer to this week takes no step back for it. Make a new version without it."
            )
            % {"exercise": worse}
        )
    for number, worse in held_back(check_in).items():
        if number in items:
            raise Refused(
                _(
                    "%(exercise)s: it cannot stay at this dose. Accept the step back; to leave the exercise out, take it out of "
                    "the draft then."
                )
                % {"exercise": worse}
            )


def _can_accept(check_in):
    try:
        check_can_accept(check_in)
    except Refused:
        return False
    return True


def _check_goes_on(program):
    if program.status == Program.Status.SUSPENDED:
        raise Refused(
            _("%(program_code)s is suspended. Let it go on in the review, or start a new version.")
            % {"program_code": program.code}
        )
    if program.status != Program.Status.ISSUED:
        raise Refused(
            _("%(program_code)s is not running any more, so nothing follows from this week.")
            % {"program_code": program.code}
        )
    if program.case.programs.filter(status=Program.Status.DRAFT).exists():
        raise Refused(_("A draft is open for this case. Issue it or discard it first."))


def _check_is_newest(check_in):
    # An older calm week must not lead past a newer one that hurt.
    later = check_in.program.check_ins.filter(week__gt=check_in.week).order_by("-week").first()
    if later:
        raise Refused(
            _("The log of week %(week)s has come back since. Decide on that week: it says more.")
            % {"week": later.week}
        )
