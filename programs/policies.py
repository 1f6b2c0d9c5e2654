"""Whether a program may be issued and a case closed. Page and action ask the same, so button and law agree."""

from django.utils.translation import gettext as _

from clinic import policies
from programs.check_ins.waiting import awaits_review_words
from programs.errors import NotIssuable
from programs.models import CheckIn
from programs.page_gates import DAYS_A_WEEK, REVIEW, PageGate, page_gates
from programs.rules.gates import Content, gates
from programs.rules.scales import GateLevel, Section
from programs.rules.values import ProgramItem
from programs.stop_signs import stop_signs
from text.lists import all_of

# What waits for the review of a log, not for a change of the draft.
AWAITS_REVIEW = ("G09", REVIEW)


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
    also=(),
) -> tuple[PageGate, ...]:
    """Return every gate that speaks, blocking ones first: the engine's, the ones only a page can know, and those of `also`."""
    found = gates(patient, table, content)
    ours = page_gates(
        patient,
        table,
        unasked=found.not_asked_flags,
        today=today,
        content=content,
        items=items,
        starts_on=starts_on,
        start=start,
        mode=mode,
        library=library,
        is_closed=is_closed,
    )
    theirs = [
        PageGate(gate.id, gate.level.value, _with_subjects(gate, names or {}), gate.level > GateLevel.WARN)
        for gate in found.gates
    ]
    blocking = [gate for gate in theirs if gate.blocks]
    return (*blocking, *ours, *also, *(gate for gate in theirs if not gate.blocks))


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
    """Raise NotIssuable with what blocks the program, or which warnings have not been ticked.

    `acknowledged` holds the `tick` of each warning that was read: one that says something else by now is unread again.
    """
    if judged.blocking:
        raise NotIssuable(judged.blocking)
    unticked = [gate for gate in judged.warnings if gate.tick not in acknowledged]
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
        check_can_issue(judged, acknowledged=[gate.tick for gate in judged.warnings])
    except NotIssuable:
        return False
    return True


def check_can_close(case, *, ending):
    """Refuse to close a case with an open red flag, review or emergency, or while a program runs not in `ending`."""
    policies.check_can_close(case)
    waiting = CheckIn.objects.first_to_review(case.pk)
    if waiting:
        raise policies.Refused(awaits_review_words(waiting))
    if stop_signs(case).is_unscreened:
        raise policies.Refused(
            _(
                "A returned log reports a sign of bladder, bowel, between the legs or both legs, and no screen has asked since. Record a new "
                "red-flag screen first."
            )
        )
    left = [program.code for program in case.programs.running() if program not in ending]
    if left:
        raise policies.Refused(
            _("%(programs)s is still running. Tick that it ends with the case, or leave the case open.")
            % {"programs": all_of(left)}
        )


def _with_subjects(gate, names):
    known = [names[slug] for slug in gate.subjects if slug in names]
    return f"{gate.message} ({', '.join(known)})" if known else gate.message
