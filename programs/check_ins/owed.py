"""Steps back that a returned log asks for and nobody has decided on: no new version passes them by unseen (TRAFFIC, SILB07)."""

from django.utils.translation import gettext as _

from exercises.models import Exercise
from programs.models import CheckIn, Program
from programs.page_gates import PageGate
from programs.rules.scales import Decision
from text.lists import all_of

OWED = "LOG"


def log_owing_a_step_back(case):
    """Return the newest log of what runs in the case, while its answer holds a step back that nobody has decided on; or None."""
    return _owing(case.programs.live().defer("snapshot"))


def steps_back(check_in) -> list[str]:
    """Return the exercises that the answer to a week steps back."""
    return [one["slug"] for one in check_in.decisions if one["decision"] == Decision.REGRESS.value]


def owed_gates(draft) -> list[PageGate]:
    """Return the notes about steps back that issuing `draft` would pass by: of what runs, or told late of what does not."""
    issued = list(draft.case.programs.exclude(issued_at=None).defer("snapshot").order_by("-issued_at"))
    logs = [_owing(one for one in issued if one.status == Program.Status.ISSUED), *_told_late(issued)]
    return [PageGate(OWED, "warn", _passed_by(log), False) for log in logs if log]


def _owing(programs):
    logs = (program.log_to_decide() for program in programs)
    return next((log for log in logs if log and steps_back(log)), None)


def _told_late(issued):
    """Return the logs of those `issued`, newest first, that run no more, entered since the newest of them was issued."""
    over = {program.pk: program for program in issued if not program.runs}
    if not over:
        return []
    logs = CheckIn.objects.filter(program__in=over, entered_at__gte=issued[0].issued_at)
    told = [log for log in logs.order_by("program", "week") if not log.is_decided and steps_back(log)]
    for log in told:
        log.program = over[log.program_id]
    return told


def asks_for(log) -> str:
    """Say which step back a log asks for; the sentence goes on after it."""
    names = Exercise.objects.filter(slug__in=steps_back(log)).order_by("name").values_list("name", flat=True)
    words = _("The log of week %(week)s of %(program_code)s asks for a step back: %(exercises)s")
    return words % {"week": log.week, "program_code": log.program.code, "exercises": all_of(list(names))}


def _passed_by(log):
    if log.program.runs:
        words = _(
            "%(log)s. Nobody has decided on it and this draft does not hold it. Give the step back here by hand, or discard the "
            "draft and accept the answer."
        )
    else:
        words = _(
            "%(log)s. Its programme does not run any more and nobody has decided on it. Give the step back here by hand."
        )
    return words % {"log": asks_for(log)}
