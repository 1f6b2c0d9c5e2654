"""What the pages about a program show besides the builder: the banner, the issue page, the issued program."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from types import SimpleNamespace

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic.precautions import Precaution, emergencies_and_flags, in_banner, precautions
from programs.dosing import in_words
from programs.handing_out import why_withheld
from programs.handouts.snapshot import session_minutes
from programs.models import CheckIn, Handout, ProgramItem
from programs.rulebook.wording import criteria_words
from programs.rules.loading import default_table
from programs.rules.scales import GateLevel, Verdict
from programs.superseding import newer
from programs.training_days import days_outside, named

NOT_NOW = "not_now"


@dataclass(frozen=True)
class StepForm:
    """What every form about a draft carries: the version it was made for, and the token against forgery."""

    version: int
    token: str


def banner(case, facts=None) -> dict:
    """Return the patient banner: who this is and what to be careful of, on every page alike."""
    patient = case.patient
    return {
        "case": case,
        "patient": patient,
        "age": patient.age_on(timezone.localdate()),
        "precautions": _precautions(case, facts),
        "nav": "caseload",
    }


def finding_lines(findings) -> list[dict]:
    """Return findings worst first, each with whom it speaks for and what was measured against which limit."""
    return [
        {
            "verdict": hit.verdict.value,
            "reason": hit.reason,
            "rule": hit.rule,
            "stands_for": _stands_for(hit),
            "measured": _("%(demand)s %(hit_value)s, limit %(limit)s")
            % {
                "demand": hit.demand.replace("_", " "),
                "hit_value": f"{hit.value:g}",
                "limit": f"{hit.limit:g}",
            }
            if hit.demand and hit.value is not None and hit.limit is not None
            else "",
            "sources": hit.sources,
            "strength": hit.strength,
        }
        for hit in findings
    ]


def item_lines(item) -> list[dict]:
    """Return the findings on an item as `finding_lines` does, then those of single weeks with the weeks named."""
    later = [
        line | {"weeks": _weeks_words(one.weeks)}
        for one in item.week_cautions
        for line in finding_lines([one.finding])
    ]
    return [*finding_lines(item.screening.findings), *later]


def _weeks_words(weeks):
    words = ngettext("Week %(weeks)s", "Weeks %(weeks)s", len(weeks))
    return words % {"weeks": ", ".join(str(week) for week in weeks)}


def _stands_for(hit):
    if not hit.condition:
        return ""
    return f"{hit.condition.replace('-', ' ')}{f', {hit.stage.value}' if hit.stage else ''}"


def _precautions(case, facts):
    """Return what every page of the record shows; where the rules have been asked, their facts spare a query."""
    if facts is None:
        return precautions([case], timezone.localdate())
    lines = [_clearance_words(facts)]
    if facts.flare:
        lines.append(_("Flare"))
    if facts.irritability == "high":
        lines.append(_("High irritability"))
    found = emergencies_and_flags(case.patient_id, [case] if case.closed_on is None else [])
    return in_banner([*found, *(Precaution(words) for words in lines if words)])


def badge(verdict, facts) -> str:
    """Return a verdict as its badge says it: nothing reads "Fine" while a cauda equina sign stands (G01, G09)."""
    is_emergency = facts.emergency_sign_logged or _emergencies(facts)
    return NOT_NOW if verdict is Verdict.OK and is_emergency else verdict.value


def _emergencies(facts):
    levels = default_table().red_flags
    return {slug for slug in facts.red_flags if levels[slug].level is GateLevel.BLOCK_EMERGENCY}


def _clearance_words(facts):
    if not facts.clearance_valid:
        return _("No valid clearance")
    return _("Restrictions apply") if facts.restrictions else ""


def issue_page(request, program, judged, *, sent=None, refusal=None) -> dict:
    """Return the page that shows, before issuing, who this is for and what speaks for or against it.

    `sent` is the form as it came: its ticks stay, and notes that its page did not show, or worded otherwise, are marked as new.
    """
    cautions = [item for item in judged.items if item.verdict is Verdict.CAUTION]
    return banner(program.case, judged.situation.patient) | {
        "program": program,
        "review": judged,
        "step": step_form(request, program),
        "cautions": [{"row": item.row, "findings": item_lines(item)} for item in cautions],
        "count": len(judged.items),
        "outside": _outside_training_days(program, judged),
        "ticked": sent.get("warning", ()) if sent else (),
        "replaced": _replaced(program),
        "new": [gate.tick for gate in judged.warnings if sent and gate.tick not in sent.get("shown", ())],
        "refusal": refusal,
        "error_summary": bool(refusal),
    }


def _replaced(program):
    """Return what page 1 will name as replaced: what runs, and the version the draft was made from where it runs no more."""
    running = list(program.case.programs.running().defer("snapshot").exclude(pk=program.pk))
    earlier = program.supersedes
    return running if earlier is None or earlier in running else [*running, earlier]


def _outside_training_days(program, judged):
    """Return what falls on days for which the log has no line, with those days: "Walking (Tuesday, Saturday)"."""
    found = [(item.row, days_outside(item.row.days_per_week, program.training_days)) for item in judged.items]
    return [f"{row.exercise.name} ({named(days)})" for row, days in found if days]


def issued_page(request, program) -> dict:
    """Return an issued program as its snapshot has it, with the handouts printed so far."""
    snapshot = program.snapshot
    return banner(program.case) | {
        "program": program,
        "step": step_form(request, program),
        "snapshot": snapshot,
        "minutes": session_minutes(snapshot["program"]),
        "parts": [_issued_part(part) for part in snapshot["sections"]],
        "clinician_copy": snapshot["clinician_copy"],
        "reasons": _reasons(snapshot["clinician_copy"]),
        "handouts": list(Handout.objects.filter(program=program).defer("pdf")),
        "revise_url": reverse("program-revise", args=[program.pk]),
        "check_ins": list(program.check_ins.all()),
        "next_week": program.next_week_to_enter(),
        "withheld": why_withheld(program),
        "is_live": program.status == program.Status.ISSUED,
        "newer": newer(program),
    }


def discard_page(program, form) -> dict:
    """Return the page that asks before a draft is discarded, and says what becomes of the log it was made from."""
    log = CheckIn.objects.filter(next_version=program).select_related("program").first()
    intro = _("Nobody was given this draft. It goes with all its changes; what is running does not change.")
    if log:
        again = _("The log of week %(week)s of %(program_code)s waits for a decision again.")
        intro = f"{intro} {again % {'week': log.week, 'program_code': log.program.code}}"
    heading = _("Discard the draft %(program_code)s") % {"program_code": program.code}
    return banner(program.case) | {"program": program, "form": form, "heading": heading, "intro": intro}


def _reasons(copy):
    """Return the findings as frozen, each exercise with who read its cautions and who overrode a rule, and why."""
    overrides = {
        one["slug"]: _dated(one) | {"criteria": criteria_words(one["criteria"])} for one in copy["overrides"]
    }
    read = {slug: _dated(one) for slug, one in copy["acknowledged"].items()}
    return [
        entry | {"override": overrides.get(slug), "read": read.get(slug)}
        for slug, entry in copy["findings"].items()
    ]


def _dated(one):
    return one | {"on": date.fromisoformat(one["on"])}


def step_form(request, program) -> StepForm:
    """Return what a form about `program` carries along."""
    return StepForm(program.draft_version, get_token(request))


def _issued_part(part):
    return {
        "title": ProgramItem.Section(part["section"]).label,
        "items": [
            {
                "number": item["number"],
                "name": item["text"]["name"],
                "runs": _runs(item),
                "instead_of": item["replaces"]["name"] if item["replaces"] else "",
            }
            for item in part["items"]
        ],
    }


def _runs(item):
    """Return one line per run of weeks with the same dose: "Weeks 1–2: 2 × 8"."""
    names = {variant["slug"]: variant["text"]["name"] for variant in item["variants"]}
    lines = []
    for (words, slug), weeks in groupby(
        item["weeks"], key=lambda week: (_week_words(week, item), week["slug"])
    ):
        numbers = [week["week"] for week in weeks]
        span = (
            _("Week %(number)s") % {"number": numbers[0]}
            if len(numbers) == 1
            else _("Weeks %(number)s–%(number_2)s") % {"number": numbers[0], "number_2": numbers[-1]}
        )
        lines.append(f"{span}: {words}{f' ({names[slug]})' if slug in names else ''}")
    return lines


def _week_words(week, item):
    load = None if week["load_kg"] is None else Decimal(str(week["load_kg"]))
    return in_words(SimpleNamespace(**{**week, "load_kg": load}), per_side=item["per_side"])
