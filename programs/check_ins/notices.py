"""What the page of a log says when its week is not simply accepted: told late, or waiting behind another log."""

from django.utils.translation import gettext as _

from clinic.models import Clinic
from programs.check_ins.gap import gap_notices
from programs.check_ins.pain_light import other_light
from programs.check_ins.worse_legs import held_back, not_stepped_back
from programs.response_facts import answered_rows, open_worsening


def notices(check_in, held, withheld) -> list[dict]:
    """Return what follows from a log that cannot simply be accepted, as {words, step, url}; nothing for the usual one.

    What is followed and must not be handed out by now is named: the answer knows the log, not what was found since (decision 68).
    `held` is what `held_back` tells of the week, `withheld` why what is followed is not handed out, or None.
    """
    is_over = not check_in.program.runs
    told = [_over(check_in)] if is_over else []
    if _is_told_late(check_in):
        told.append(_late(check_in))
    light = other_light(check_in)
    if light:
        told.append(_by_other_light(light))
    if not (is_over or check_in.is_decided):
        told += gap_notices(check_in)
    told += _withheld(withheld) if withheld else []
    later = (
        None if is_over else check_in.program.check_ins.filter(week__gt=check_in.week).order_by("week").last()
    )
    if is_over or check_in.accepted_at or later:
        return told + [_waiting(check_in, later)] * _is_open(check_in)
    earlier = held_back(check_in, own=False) if held else {}
    unanswered = not_stepped_back(check_in) if earlier else {}
    return told + [_earlier(words, is_dealt_with=pk not in unanswered) for pk, words in earlier.items()]


def _is_told_late(check_in):
    """Tell whether the entry was corrected after its next version had been made."""
    if not check_in.accepted_at:
        return False
    # An earlier version that was discarded unissued does not count.
    accepted = check_in.history.filter(next_version_id=check_in.next_version_id)
    first = accepted.order_by("history_date", "history_id").first()
    return first is not None and first.version < check_in.version


def _is_open(check_in):
    return any(row["check_in"] == check_in.pk for row in open_worsening(answered_rows(check_in.program.case)))


def _over(check_in):
    words = _(
        "%(program_code)s does not run any more, so no next version is made from this week. What it tells of pain and of leg "
        "symptoms counts for the next draft and in the answers to later logs."
    )
    return {"words": words % {"program_code": check_in.program.code}}


def _late(check_in):
    words = _(
        "This entry was corrected after %(program_code)s had been made from it, which does not follow the answer below. Check it."
    )
    following = check_in.next_version
    return {
        "words": words % {"program_code": following.code},
        "step": _("Open %(program_code)s") % {"program_code": following.code},
        "url": following.get_absolute_url(),
    }


def _withheld(withheld):
    words = _("Whatever the answer below says: %(withheld)s") % {"withheld": withheld}
    return [{"words": words, "step": withheld.step, "url": withheld.url}]


def _by_other_light(light):
    words = _(
        "The answer goes by the limits of another pain light than the programme has, the one that counts by now: %(light)s."
    )
    return {"words": words % {"light": Clinic.Mode(light).label.lower()}}


def _waiting(check_in, later):
    words = _(
        "Leg symptoms got worse in this week and nobody has dealt with that. Contact the patient: until the answer to a later "
        "week is accepted or another version is issued, the exercise is to be left out and is not handed out."
    )
    if later:
        step = _("Decide on week %(week)s") % {"week": later.week}
        return {"words": words, "step": step, "url": later.get_absolute_url()}
    runs = check_in.program.case.programs.running().defer("snapshot").first()
    if runs is None:
        return {"words": words}
    step = _("Open %(program_code)s") % {"program_code": runs.code}
    return {"words": words, "step": step, "url": runs.get_absolute_url()}


def _earlier(words, *, is_dealt_with):
    said = (
        _("%(exercise)s. Accepting the answer to this week deals with it.")
        if is_dealt_with
        else _(
            "%(exercise)s, and the answer to this week takes no step back for it. Make a new version without it."
        )
    )
    return {"words": said % {"exercise": words}}
