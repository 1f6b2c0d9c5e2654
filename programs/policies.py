"""Whether a program may be issued and a case closed. Page and action ask the same, so button and law agree."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic import policies
from exercises.models import Exercise
from programs.check_ins.policies import open_stop
from programs.errors import NotIssuable
from programs.rules.gates import Content, gates
from programs.rules.planning import offered_modes
from programs.rules.scales import GateLevel, Section
from programs.rules.stages import condition_of
from programs.rules.values import ProgramItem
from programs.stage_facts import waiting_words
from programs.stop_signs import stop_signs
from text.lists import all_of

ASK_FLAGS = "ASK"
TICK = "TICK"
EMPTY = "EMPTY"
WEEKS = "WEEKS"
STRICT = "STRICT"
LIMIT = "LIMIT"
START = "START"
CLOSED = "CLOSED"
ENDS = "ENDS"
RETIRED = "RETIRED"
STAGE = "STAGE"
SUSPECTED = "SUSPECTED"
REVIEW = "REVIEW"
# What waits for the review of a log, not for a change of the draft.
AWAITS_REVIEW = ("G09", REVIEW)
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class PageGate:
    """One thing that blocks issuing, or that must be ticked as read before it."""

    id: str
    level: str
    message: str
    blocks: bool


def all_gates(
    patient,
    table,
    *,
    today,
    content=None,
    items=(),
    starts_on=None,
    start="",
    names=None,
    mode=None,
    library=None,
    is_closed=False,
) -> tuple[PageGate, ...]:
    """Return every gate that speaks, blocking ones first: the engine's, and the ones only a page can know."""
    found = gates(patient, table, content)
    ours = [
        *_about_case(is_closed),
        *_unasked(found.not_asked_flags, table),
        *_about_suspension(patient),
        *_about_limits(patient, library),
        *_about_mode(mode, patient, table),
        *_about_start(patient, starts_on, today),
        *_about_suspected(patient, table),
        *(PageGate(STAGE, "warn", words, False) for words in waiting_words(patient, table, today)),
        *_about_draft(content, items, start),
    ]
    theirs = [
        PageGate(gate.id, gate.level.value, _with_subjects(gate, names or {}), gate.level > GateLevel.WARN)
        for gate in found.gates
    ]
    blocking = [gate for gate in theirs if gate.blocks]
    return (*blocking, *ours, *(gate for gate in theirs if not gate.blocks))


def content_of(program, items, today, *, weeks_above_cap=()) -> Content:
    """Return what a draft holds as the engine's gates want it; a clearance is to last from `today` to its last day."""
    until_start = max(0, (program.starts_on - today).days)
    return Content(
        items=tuple(
            ProgramItem(
                exercise=item.facts,
                section=Section(item.row.section),
                dose=dose,
                override_recorded=item.is_overridden,
            )
            for item in items
            for dose in (item.dose, *{one.dose: None for one in item.week_cautions})
        ),
        weeks=(until_start + program.weeks * DAYS_A_WEEK - 1) / DAYS_A_WEEK,
        weeks_above_cap=tuple(weeks_above_cap),
        sections_waived=bool(program.missing_section_reason),
    )


def check_can_issue(judged, *, acknowledged=()):
    """Raise NotIssuable with what blocks the program, or which warnings have not been ticked."""
    if judged.blocking:
        raise NotIssuable(judged.blocking)
    unticked = [gate for gate in judged.warnings if gate.id not in acknowledged]
    if unticked:
        raise NotIssuable(
            [
                PageGate(
                    gate.id,
                    gate.level,
                    _("Tick that you have read: %(message)s") % {"message": gate.message},
                    True,
                )
                for gate in unticked
            ]
        )


def can_issue(judged) -> bool:
    """Tell whether nothing blocks the program; warnings are ticked on the issue page."""
    try:
        check_can_issue(judged, acknowledged=[gate.id for gate in judged.warnings])
    except NotIssuable:
        return False
    return True


def check_can_close(case, *, ending):
    """Refuse to close a case with an open red flag, stop symptom or emergency, or while a program runs not in `ending`."""
    policies.check_can_close(case)
    waiting = open_stop(case)
    if waiting:
        raise policies.Refused(
            _("A stop symptom of week %(week)s of %(program_code)s awaits its review. Review it first.")
            % {"week": waiting.week, "program_code": waiting.program.code}
        )
    if stop_signs(case).is_unscreened:
        raise policies.Refused(
            _(
                "A returned log reports loss of bladder or bowel control and no screen has asked since. Record a new "
                "red-flag screen first."
            )
        )
    left = [program.code for program in case.programs.running() if program not in ending]
    if left:
        raise policies.Refused(
            _("%(programs)s is still running. Tick that it ends with the case, or leave the case open.")
            % {"programs": all_of(left)}
        )


def _about_case(is_closed):
    words = _("This case is closed. Reopen it before a programme is issued.")
    return [PageGate(CLOSED, "block_clearance", words, True)] if is_closed else []


def _unasked(flags, table):
    # Decision 12: "not asked" is not "no". The evidence page has no gate for it, so this one is the product's.
    if not flags:
        return []
    many = len(flags) == len(table.red_flags)
    words = (
        _("No red flag has been asked about yet. Complete the red-flag screen.")
        if many
        else ngettext(
            "%(count)s red flag has not been asked about. Complete the red-flag screen.",
            "%(count)s red flags have not been asked about. Complete the red-flag screen.",
            len(flags),
        )
        % {"count": len(flags)}
    )
    return [PageGate(ASK_FLAGS, "block_clearance", words, True)]


def _about_suspension(patient):
    # G09 knows stop symptoms alone; a break of four weeks asks for a new assessment (evidence page, section 4, rule 7).
    if not patient.suspension_open:
        return []
    words = _(
        "The programme is suspended and nobody has reviewed the log that stopped it. Review it before another one is issued."
    )
    return [PageGate(REVIEW, "block_content", words, True)]


def _about_suspected(patient, table):
    if not patient.suspected:
        return []
    names = all_of(sorted({condition_of(slug, table).name for slug in patient.suspected}))
    words = _(
        "Only suspected, so no rule judges by it: %(names)s. Confirm it or rule it out; until then choose as if it were there."
    )
    return [PageGate(SUSPECTED, "warn", words % {"names": names}, False)]


def _about_limits(patient, library):
    # A mistyped name would limit nothing without anybody noticing, so it blocks until it is put right.
    if library is None:
        return []
    known = {"slug": library, "tag": library.tags, "position": library.positions}
    unknown = [
        getattr(limit, kind)
        for limit in patient.restrictions
        for kind, names in known.items()
        if getattr(limit, kind) is not None and getattr(limit, kind) not in names
    ]
    limits = [
        _("The clearance limits “%(one)s”, which the library does not know. Sign a corrected clearance.")
        % {"one": one}
        for one in unknown
    ]
    named = {name for name in patient.worsens_leg_symptoms if name not in library}
    if named:
        # A retired exercise still counts, and its name is right: it only cannot be prescribed any more.
        named -= set(Exercise.objects.filter(slug__in=named).values_list("slug", flat=True))
    visits = [
        _(
            "The assessment says that “%(one)s” makes leg symptoms worse, and the library knows no such "
            "exercise. Correct its name in the assessment, as the library has it."
        )
        % {"one": one.replace("-", " ")}
        for one in sorted(named)
    ]
    return [PageGate(LIMIT, "block_clearance", words, True) for words in [*limits, *visits]]


def _about_mode(mode, patient, table):
    if mode is None or mode in offered_modes(patient, table):
        return []
    words = _(
        "This patient trains under the strict pain light for now. Change it under “Weeks, days, equipment”."
    )
    return [PageGate(STRICT, "block_content", words, True)]


def _about_start(patient, starts_on, today):
    # G04 asks whether the clearance holds today; a program may start up to a year later.
    ends = patient.clearance_expires_in_weeks
    if None in (starts_on, ends) or ends >= (starts_on - today).days / DAYS_A_WEEK:
        return []
    words = _("The clearance ends before the programme starts. Start it earlier, or record a new clearance.")
    return [PageGate(ENDS, "block_clearance", words, True)]


def _about_draft(content, items, start):
    if content is None:
        return []
    found = []
    if start:
        words = _("Change the start under “Weeks, days, equipment”. %(problem)s") % {"problem": start}
        found.append(PageGate(START, "block_content", words, True))
    if not any(item.row.section == "main" for item in items):
        found.append(
            PageGate(EMPTY, "block_content", _("Put at least one leg exercise into the programme."), True)
        )
    unpublished = [name for item in items for name in item.unpublished]
    if unpublished:
        words = _(
            "Not in the library any more, or not published again yet: %(names)s. Swap or remove what is named."
        ) % {"names": ", ".join(dict.fromkeys(unpublished))}
        found.append(PageGate(RETIRED, "block_content", words, True))
    unread = [item.row.exercise.name for item in items if item.unread]
    if unread:
        words = _("Read and tick the cautions of %(unread)s.") % {"unread": ", ".join(unread)}
        found.append(PageGate(TICK, "block_content", words, True))
    late = [_weeks_of(item) for item in items if item.weeks_to_change]
    if late:
        words = _("Too much for this patient: %(late)s. Lower the dose, or set these weeks by hand.") % {
            "late": "; ".join(late)
        }
        found.append(PageGate(WEEKS, "block_content", words, True))
    return found


def _weeks_of(item):
    weeks = [str(week) for week in item.weeks_to_change]
    words = ngettext("%(exercise)s in week %(weeks)s", "%(exercise)s in weeks %(weeks)s", len(weeks))
    return words % {"exercise": item.row.exercise.name, "weeks": ", ".join(weeks)}


def _with_subjects(gate, names):
    known = [names[slug] for slug in gate.subjects if slug in names]
    return f"{gate.message} ({', '.join(known)})" if known else gate.message
