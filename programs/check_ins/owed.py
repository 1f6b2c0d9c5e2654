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
    logs = (program.log_to_decide() for program in case.programs.live().defer("snapshot"))
    return next((log for log in logs if log and steps_back(log)), None)


def steps_back(check_in) -> list[str]:
    """Return the exercises that the answer to a week steps back."""
    return [one["slug"] for one in check_in.decisions if one["decision"] == Decision.REGRESS.value]


def owed_gates(draft) -> list[PageGate]:
    """Return the notes about steps back that issuing `draft` would pass by: of what runs, or told late of what does not."""
    logs = [log_owing_a_step_back(draft.case), *_told_late(draft.case)]
    return [PageGate(OWED, "warn", _passed_by(log), False) for log in logs if log]


def _told_late(case):
    """Return the logs of programs that run no more, entered since the newest program of the case was issued."""
    newest = case.programs.exclude(issued_at=None).order_by("-issued_at").values_list("issued_at").first()
    if newest is None:
        return []
    running = (Program.Status.ISSUED, Program.Status.SUSPENDED)
    logs = CheckIn.objects.filter(program__case=case, entered_at__gte=newest[0]).select_related("program")
    logs = logs.exclude(program__status__in=running).order_by("program__number", "program__version", "week")
    return [log for log in logs.defer("program__snapshot") if not log.is_decided and steps_back(log)]


def asks_for(log):
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
        words = _("%(log)s. It came back after the next version was issued. Give the step back here by hand.")
    return words % {"log": asks_for(log)}
