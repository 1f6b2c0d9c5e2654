"""The gates that only a page can know: what the record, the log, the language and the draft itself ask for before issuing."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exercises.models import Exercise
from programs.models import ProgramItem
from programs.rules.gates import missing_sections
from programs.rules.planning import offered_modes
from programs.rules.stages import condition_of
from programs.stage_facts import waiting_words
from programs.training_days import days_outside, named
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
OUTSIDE = "DAYS"
OFTEN = "OFTEN"
WAIVED = "WAIVED"
DAYS_A_WEEK = 7
SHORT_DIGEST = 12


@dataclass(frozen=True)
class PageGate:
    """One thing that blocks issuing, or that must be ticked as read before it."""

    id: str
    level: str
    message: str
    blocks: bool

    @property
    def tick(self) -> str:
        """Return what its box is worth: a tick is for the words that were read, not for the gate whatever it says by now."""
        return f"{self.id}-{sha256(self.message.encode()).hexdigest()[:SHORT_DIGEST]}"


def page_gates(
    patient, table, *, unasked, today, content, items, starts_on, start, mode, library, is_closed
) -> tuple[PageGate, ...]:
    """Return the gates that speak; `unasked` are the red flags nobody asked about, `start` is what is wrong with the first day."""
    return (
        *_about_case(is_closed),
        *_unasked(unasked, table),
        *_about_suspension(patient),
        *_about_limits(patient, library),
        *_about_mode(mode, patient, table, is_draft=content is not None),
        *_about_start(patient, starts_on, today),
        *_about_suspected(patient, table),
        *(PageGate(STAGE, "warn", words, False) for words in waiting_words(patient, table, today)),
        *_about_draft(content, items, start),
        *_about_days(content, items),
        *_about_waived(content, items),
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
    # G09 knows stop symptoms alone; a break of four weeks asks for a new assessment (evidence page, section 4, rule 7). What
    # has become of the programme since makes no difference: ending it is no review.
    if not patient.suspension_open:
        return []
    words = _(
        "A returned log stopped the programme and awaits its review. Review that log before another programme is issued."
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
    named = {
        (kind, getattr(limit, kind))
        for limit in patient.restrictions
        for kind, names in known.items()
        if getattr(limit, kind) is not None and getattr(limit, kind) not in names
    }
    unknown = sorted(name for _kind, name in _never_heard_of(named))
    limits = [
        _("The clearance limits “%(one)s”, which the library does not know. Sign a corrected clearance.")
        % {"one": one}
        for one in unknown
    ]
    told = {("slug", name) for name in patient.worsens_leg_symptoms if name not in library}
    visits = [
        _(
            "The assessment says that “%(one)s” makes leg symptoms worse, and the library knows no such "
            "exercise. Correct its name in the assessment, as the library has it."
        )
        % {"one": one.replace("-", " ")}
        for _kind, one in sorted(_never_heard_of(told))
    ]
    return [PageGate(LIMIT, "block_clearance", words, True) for words in [*limits, *visits]]


def _never_heard_of(named):
    """Return what of (kind, name) is the name of nothing, of an exercise that is not published now either.

    A limit on what has left the library still limits it, and says so rightly. One query, none where all is known.
    """
    if not named:
        return named
    rows = Exercise.objects.exclude(status=Exercise.Status.PUBLISHED).values_list("slug", "tags", "position")
    gone = {
        (kind, one)
        for slug, tags, position in rows
        for kind, one in (("slug", slug), ("position", position), *(("tag", tag) for tag in tags))
    }
    return named - gone


def _about_mode(mode, patient, table, *, is_draft):
    if mode is None or mode in offered_modes(patient, table):
        return []
    words = (
        _(
            "This patient trains under the strict pain light for now. Change it under “Weeks, days, equipment”."
        )
        if is_draft
        else _(
            "This patient trains under the strict pain light for now, and the programme was issued with the other one. Make a "
            "new version with the strict one."
        )
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
    late = [in_weeks(item.row.exercise.name, item.weeks_to_change) for item in items if item.weeks_to_change]
    if late:
        words = _(
            "Too much for this patient: %(late)s. Lower the dose, do not let the exercise move on to a harder form, set these "
            "weeks lower by hand, or give weeks that are set by hand back to the plan."
        ) % {"late": "; ".join(late)}
        found.append(PageGate(WEEKS, "block_content", words, True))
    return found


def in_weeks(name, numbers) -> str:
    """Say an exercise with the weeks something is said of: "Leg press in weeks 3, 4"."""
    weeks = [str(week) for week in numbers]
    words = ngettext("%(exercise)s in week %(weeks)s", "%(exercise)s in weeks %(weeks)s", len(weeks))
    return words % {"exercise": name, "weeks": ", ".join(weeks)}


def _about_days(content, items):
    """Ask for a tick where legs are trained on days the log knows nothing of, or more often than the library has it."""
    if content is None:
        return []
    rows, found = [item.row for item in items], []
    outside = [_days_outside_of(row) for row in rows if row.section == row.Section.MAIN]
    if any(outside):
        words = _(
            "Leg exercises on days that are no training days, for which the log has no line: %(named)s. Give them fewer days a "
            "week or add a training day, unless it is meant."
        ) % {"named": "; ".join(filter(None, outside))}
        found.append(PageGate(OUTSIDE, "warn", words, False))
    often = [_too_often(row) for row in rows if row.days_per_week > row.exercise.days_max]
    if often:
        words = _(
            "On more days a week than the library has for it: %(named)s. Give it fewer days, unless it is meant."
        ) % {"named": "; ".join(often)}
        found.append(PageGate(OFTEN, "warn", words, False))
    return found


def _about_waived(content, items):
    """Ask for a tick on what G10 would ask for; the words name it, so a reason written for less is read again."""
    missing = missing_sections(content) if content is not None and content.sections_waived else []
    if not missing or not items:
        return []
    program = items[0].row.program
    words = _("Left out on purpose: %(missing)s. The reason given: “%(reason)s”") % {
        "missing": all_of([str(ProgramItem.Section(one).label).lower() for one in missing]),
        "reason": program.missing_section_reason,
    }
    return [PageGate(WAIVED, "warn", words, False)]


def _days_outside_of(row):
    days = days_outside(row.days_per_week, row.program.training_days)
    return f"{row.exercise.name} ({named(days)})" if days else ""


def _too_often(row):
    return _("%(exercise)s (%(often)s, at most %(most)s)") % {
        "exercise": row.exercise.name,
        "often": row.days_per_week,
        "most": row.exercise.days_max,
    }
