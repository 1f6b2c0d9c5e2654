"""Whether an issued program may be handed out now: the patient, what has happened since, and each exercise judged again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from programs.errors import Refused, Withheld
from programs.handouts.snapshot import is_unreviewed_translation
from programs.handouts.texts import language_name
from programs.models import Program
from programs.page_gates import in_weeks
from programs.policies import AWAITS_REVIEW
from programs.recheck import recheck_program
from programs.rules.scales import GateLevel


def check_can_hand_out(program, *, but_for=()):
    """Refuse to hand out a program while a gate blocks, one of its exercises is to be left out, or it does not run.

    The evidence page (section 5) has the gates stop printing as well as issuing: whoever holds the paper trains by it.
    Reprints are no exception. `but_for` names items a page speaks of in its own words. Raises Withheld.
    """
    now = recheck_program(program, timezone.localdate())
    _check_gates(program, now)
    _check_logs(program)
    # Every log about a stop has been reviewed: what is open is the new screen after a bladder or bowel sign.
    _check_patient(program, [gate for gate in now.gates if gate.id in AWAITS_REVIEW])
    if program.status == Program.Status.SUSPENDED:
        raise _withheld(
            program,
            _(
                "This programme is suspended, so it must not be handed out. Its log has been reviewed: make a new "
                "version, issue that and hand it out."
            ),
        )
    _check_is_followed(program)
    words = held_back_words(now, but_for=but_for)
    if words:
        raise _withheld(program, words)


def check_gates(program):
    """Refuse what an open red flag, the clearance or another gate keeps from the patient, whatever awaits its review.

    Raises Withheld.
    """
    _check_gates(program, recheck_program(program, timezone.localdate()))


def held_back_words(now, *, but_for=()) -> str:
    """Say what an issued program holds that it should not hold by now, and what to do about it; empty where there is nothing."""
    left_out = [change for change in now.left_out if change.item.pk not in but_for]
    if left_out:
        return _left_out_words(left_out[0])
    if now.weights:
        return now.weights.words
    return _sets_words(now.too_many_sets) if now.too_many_sets else ""


def _left_out_words(change):
    return _(
        "%(exercise)s is to be left out now: %(reason)s Make a new version of the programme without it."
    ) % {
        "exercise": change.name,
        "reason": change.reason,
    }


def _sets_words(found):
    words = _(
        "More sets than the stage allows that counts by now: %(found)s. Make a new version of the programme with fewer."
    )
    return words % {"found": "; ".join(in_weeks(name, weeks) for name, weeks in found)}


def why_withheld(program, *, but_for=()):
    """Return what check_can_hand_out would raise, or None."""
    try:
        check_can_hand_out(program, but_for=but_for)
    except Withheld as refusal:
        return refusal
    return None


def check_can_print(program, variant, *, accepts_unreviewed):
    """Refuse to print what must not be handed out, and a translation nobody has reviewed unless that is accepted.

    Returns whether it is such a translation.
    """
    check_can_hand_out(program)
    is_unreviewed = is_unreviewed_translation(program.snapshot, variant.language)
    if is_unreviewed and not accepts_unreviewed:
        raise Refused(
            _(
                "Nobody has reviewed this translation (%(language)s). Read it with somebody who knows the "
                "language, then tick the box above the handout and print it."
            )
            % {"language": language_name(variant.language)}
        )
    return is_unreviewed


def _check_gates(program, now):
    _check_patient(program, [gate for gate in now.gates if gate.id not in AWAITS_REVIEW])


def _check_patient(program, blocking):
    for gate in blocking:
        if gate.level == GateLevel.BLOCK_CONTENT.value:
            raise _withheld(program, gate.message)
        raise Withheld(gate.message, step=_("Open the case"), url=program.case.get_absolute_url())


def _check_logs(program):
    log = program.stop_to_review()
    if not log:
        return
    why = _("A stop symptom was logged") if log.stop_symptoms else _("The log that stopped it came back")
    raise Withheld(
        _(
            "This programme must not be handed out. %(why)s on %(received_on)s (week %(week)s): review it first."
        )
        % {"why": why, "received_on": f"{log.received_on:%d-%b-%Y}", "week": log.week},
        step=_("Review the log of week %(week)s") % {"week": log.week},
        url=log.get_absolute_url(),
    )


def _check_is_followed(program):
    """Refuse the paper of a version that another one has replaced, or of a program that has ended."""
    if program.status == Program.Status.ENDED:
        words = _("%(program_code)s ended on %(ended_on)s, so it must not be handed out any more.")
        raise _withheld(
            program, words % {"program_code": program.code, "ended_on": f"{program.ended_on:%d-%b-%Y}"}
        )
    if program.status == Program.Status.SUPERSEDED:
        newer = program.case.programs.running().defer("snapshot").first()
        words = _(
            "%(program_code)s has been replaced by a newer programme, so it must not be handed out any more."
        )
        raise _withheld(newer or program, words % {"program_code": program.code})


def _withheld(program, words):
    return Withheld(words, step=_("Open the programme"), url=program.get_absolute_url())
