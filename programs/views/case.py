"""The working page of a case: what is known, what still blocks a program, and the programs so far."""

from dataclasses import replace

from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic.access import PHYSIOTHERAPIST, role
from clinic.loaders import banner, load_case
from clinic.models import Assessment, Diagnosis, Measure, RedFlagScreen
from clinic.precautions import clearance_problem
from clinic.screening import case_screening
from clinic.steps import (
    CARE,
    DONE,
    MISSING,
    STOP,
    Step,
    assessment_details,
    assessment_step,
    assessment_words,
    clearance_step,
    diagnosis_step,
    diagnosis_words,
    red_flag_step,
)
from programs.alongside import alongside_gates
from programs.check_ins.waiting import awaits_review_words
from programs.handing_out import held_back_words
from programs.models import Program
from programs.recheck import recheck_program
from programs.review import case_gates
from programs.rules.scales import GateLevel
from programs.stop_signs import stop_signs
from text.lists import all_of

LATEST = 10


@role(PHYSIOTHERAPIST)
@require_safe
@load_case
def case_detail(request, case):
    today = timezone.localdate()
    record = _record(case)
    gates = case_gates(case, today, record["current"]) if case.closed_on is None else ()
    context = {
        "nav": "caseload",
        "case": case,
        "screened": record["screened"],
        "is_emergency": record["is_emergency"],
        "steps": _steps(case, record, today),
        "blocking": [gate for gate in gates if gate.blocks],
        "warnings": [*(gate for gate in gates if not gate.blocks), *_alongside(case)],
        "programs": record["programs"],
        "running": all_of([one.code for one in record["programs"] if one.runs]),
        "can_start": case.closed_on is None and not record["is_emergency"] and not _forbid_training(gates),
        "earlier": _earlier(record),
        **banner(case.patient, case),
    }
    return render(request, "programs/case_detail.html", context)


def _alongside(case):
    return alongside_gates(case) if case.closed_on is None else []


def _forbid_training(gates):
    """Tell whether a cauda equina sign stands, in this case or in another one of the patient (G01)."""
    return any(gate.level == GateLevel.BLOCK_EMERGENCY.value for gate in gates)


def _record(case):
    """Read everything the page shows about a case, once. Banner and rules find screens and visits read already."""
    prefetch_related_objects(
        [case],
        Prefetch("red_flag_screens", RedFlagScreen.objects.select_related("screened_by")),
        Prefetch("assessments", Assessment.objects.select_related("assessed_by")),
    )
    clearances = list(case.clearances.select_related("signed_by"))
    replaced = {one.supersedes_id for one in clearances}
    screened, is_logged = case_screening(case), stop_signs(case).is_unscreened
    return {
        "is_logged": is_logged,
        "is_emergency": screened.is_emergency or is_logged,
        "diagnoses": list(case.diagnoses.select_related("condition")),
        "screens": list(case.red_flag_screens.all()),
        "screened": screened,
        "clearances": clearances,
        "current": next((one for one in clearances if one.pk not in replaced), None),
        "assessments": list(case.assessments.all()),
        "start_back": case.measures.latest_of(Measure.Instrument.START_BACK),
        "programs": list(case.programs.select_related("issued_by", "created_by").defer("snapshot")),
    }


def _steps(case, record, today):
    return [
        diagnosis_step(case, record["diagnoses"]),
        _logged_step(case, record) if record["is_logged"] else _red_flag_step(case, record),
        clearance_step(case, record["current"], _clearance_problem(record, today), today),
        assessment_step(case, next(iter(record["assessments"]), None), record["start_back"], today),
        _checked_step(_program_step(record["programs"], record["is_emergency"]), record["programs"], today),
    ]


def _clearance_problem(record, today):
    active = [one for one in record["diagnoses"] if one.status == Diagnosis.Status.ACTIVE]
    return clearance_problem(record["current"], today, active, bool(record["screened"].serious))


def _red_flag_step(case, record):
    return red_flag_step(case, record["screens"], record["screened"])


def _logged_step(case, record):
    """Return the step of the red flags while only a returned log tells of an emergency: no older screen settles that."""
    return replace(
        _red_flag_step(case, record),
        state=STOP,
        summary=_("A returned log reports an emergency sign: ask again"),
        action=_("Record a new red-flag screen"),
        url=reverse("red-flag-screen-add", args=[case.pk]),
    )


def _checked_step(step, programs, today):
    """Return the step of the program, with the first thing that the live one should not hold any more."""
    live = next((one for one in programs if one.status == Program.Status.ISSUED), None)
    words = held_back_words(recheck_program(live, today)) if live else ""
    if not words:
        return step
    return replace(step, state=STOP, summary=f"{words} {step.summary}")


def _program_step(programs, is_emergency):
    """Return where the program stands; starting one is a button of its own, because it writes."""
    live = next((one for one in programs if one.status == Program.Status.ISSUED), None)
    suspended = next((one for one in programs if one.status == Program.Status.SUSPENDED), None)
    draft = next((one for one in programs if one.is_draft), None)
    stop = programs[0].stop_to_review() if programs else None
    if stop or (suspended and not draft):
        return _suspended_step(suspended, stop)
    if draft and is_emergency:
        return Step(
            _("Programme"),
            STOP,
            _("Draft %(draft_code)s waits: the emergency comes first") % {"draft_code": draft.code},
        )
    waiting = live and live.log_to_decide()
    if draft:
        return _draft_step(draft, waiting)
    if waiting:
        return _waiting_step(live, waiting)
    if live:
        words = _("%(live_code)s issued, %(weeks)s weeks from %(starts_on)s") % {
            "live_code": live.code,
            "weeks": live.weeks,
            "starts_on": f"{live.starts_on:%d-%b-%Y}",
        }
        return Step(
            _("Programme"),
            DONE,
            words,
            on=timezone.localdate(live.issued_at),
            action=_("Open the programme"),
            url=live.get_absolute_url(),
        )
    return Step(
        _("Programme"), MISSING, _("No programme is being followed") if programs else _("No programme yet")
    )


def _suspended_step(suspended, stop):
    """Return the step of a case whose program is suspended, or in which the log `stop` awaits its review though none is any more."""
    program = suspended or stop.program
    if not suspended:
        words = awaits_review_words(stop)
    elif stop:
        words = _("%(program_code)s is suspended: nothing is trained until it has been reviewed")
    else:
        words = _("%(program_code)s is suspended. Its log has been reviewed: a new version starts it again")
    return Step(
        _("Programme"),
        STOP,
        words % {"program_code": program.code} if suspended else words,
        on=timezone.localdate(program.issued_at),
        action=_("Review the log of week %(week)s") % {"week": stop.week}
        if stop
        else _("Open the programme"),
        url=reverse("check-in-detail", args=[stop.pk]) if stop else program.get_absolute_url(),
    )


def _draft_step(draft, log):
    """Return the step of a case with an open draft; the `log` of what runs that came back beside it is not to be overlooked."""
    words, links = _("Draft %(draft_code)s waiting to be issued") % {"draft_code": draft.code}, ()
    if log:
        words = _("%(draft_waits)s. The log of week %(week)s has come back and nobody has decided on it") % {
            "draft_waits": words,
            "week": log.week,
        }
        links = ((_("Decide on week %(week)s") % {"week": log.week}, log.get_absolute_url()),)
    return Step(
        _("Programme"),
        CARE,
        words,
        action=_("Go on with the draft"),
        url=draft.get_absolute_url(),
        links=links,
    )


def _waiting_step(program, log):
    return Step(
        _("Programme"),
        CARE,
        _("The log of week %(week)s of %(program_code)s has come back: decide on the next step")
        % {"week": log.week, "program_code": program.code},
        on=log.received_on,
        action=_("Decide on week %(week)s") % {"week": log.week},
        url=reverse("check-in-detail", args=[log.pk]),
        links=(
            (_("Programme %(program_code)s") % {"program_code": program.code}, program.get_absolute_url()),
        ),
    )


def _earlier(record):
    """Return (day, what, words, link) of everything recorded before what the checklist shows, newest first."""
    rows = [
        (
            one.diagnosed_on,
            _("Diagnosis"),
            f"{one} ({one.get_status_display().lower()}), {diagnosis_words(one)}",
            reverse("diagnosis-edit", args=[one.pk]),
        )
        for one in record["diagnoses"]
        if one.status in ("resolved", "entered_in_error")
    ]
    rows += [
        (
            one.screened_on,
            _("Red-flag screen"),
            _screen_words(one),
            reverse("red-flag-screen-detail", args=[one.pk]),
        )
        for one in record["screens"][1:]
    ]
    rows += [
        (
            one.issued_on,
            _("Clearance"),
            _clearance_words(one),
            reverse("clearance-detail", args=[one.pk]),
        )
        for one in record["clearances"]
        if one != record["current"]
    ]
    rows += [
        (
            one.assessed_on,
            _("Assessment"),
            "; ".join([assessment_words(one), *assessment_details(one)]),
            reverse("assessment-edit", args=[one.pk]),
        )
        for one in record["assessments"][1:]
    ]
    return sorted(rows, key=lambda row: row[0], reverse=True)


def _clearance_words(one):
    return _("Version %(one_number)s: %(decision)s, by %(issued_by)s") % {
        "one_number": one.number,
        "decision": one.get_decision_display().lower(),
        "issued_by": one.issued_by,
    }


def _screen_words(screen):
    words = _("%(present)s present, %(unasked)s not asked, by %(screened_by)s") % {
        "present": len(screen.slugs("present")),
        "unasked": len(screen.slugs("not_asked")),
        "screened_by": screen.screened_by,
    }
    if screen.outcome:
        words = _("%(words)s; outcome: %(outcome)s") % {"words": words, "outcome": screen.outcome}
    return words
