"""A returned log: write it down, answer it, correct it, review a stop, and make the next version."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from clinic import policies as clinic_policies
from clinic.actions.access import record_change
from clinic.actions.cases import hold_open
from clinic.models import Case
from programs.actions.draft import copy_to_draft
from programs.actions.next_version import KEEP, carry_over
from programs.check_ins.facts import counters_of, decision_lines, evaluate
from programs.check_ins.late import overlooked, tells_of_harm
from programs.check_ins.policies import (
    check_can_accept,
    check_can_leave_as_is,
    check_can_lift,
    check_can_review,
    checked_note,
)
from programs.check_ins.waiting import other_to_review
from programs.errors import Refused, StaleDraft
from programs.models import CheckIn, CheckInItem, Program
from programs.models.check_in import ANSWERED_ANEW
from programs.models.history import because
from programs.planning import plan_weeks
from programs.rules.scales import Decision


@transaction.atomic
@because("Returned log entered")
def record_check_in(*, program, week, values, answers, by):
    """Write a returned week down and store what the rules answer. A stop symptom suspends what runs in the case at once.

    `values` are the columns of the week, `answers` {item: columns}. Raises Refused when the week is there already, and for a
    program that does not run any more unless its paper tells of a stop symptom or asks for a step back.
    """
    _hold_open(program.case)
    locked = Program.objects.select_for_update().get(pk=program.pk)
    if locked.is_draft or not (locked.runs or tells_of_harm(locked, values, answers)):
        raise Refused(
            gettext(
                "%(locked_code)s is not running any more. Enter the log at its newest version. Only a week with a stop sign, worse "
                "leg symptoms, pain in the red zone, pain that did not settle or a morning clearly above the usual is still "
                "entered here."
            )
            % {"locked_code": locked.code}
        )
    if not locked.first_week <= week <= locked.last_week:
        raise Refused(
            gettext("%(locked_code)s has the weeks %(first_week)s to %(last_week)s, no week %(week)s.")
            % {
                "locked_code": locked.code,
                "first_week": locked.first_week,
                "last_week": locked.last_week,
                "week": week,
            }
        )
    if CheckIn.objects.filter(program=locked, week=week).exists():
        raise Refused(
            gettext("Week %(week)s has been entered already. Correct it instead of entering it twice.")
            % {"week": week}
        )
    check_in = CheckIn.objects.create(
        clinic=locked.clinic, program=locked, week=week, entered_by=by, **values
    )
    for item, columns in answers.items():
        CheckInItem.objects.create(clinic=locked.clinic, check_in=check_in, item=item, **columns)
    _answer(check_in, locked)
    _answer_later(check_in)
    record_change(by=by, patient=locked.case.patient, what=f"Check-in week {week} of {locked.code}")
    return check_in


@transaction.atomic
@because("Returned log corrected")
def correct_check_in(*, check_in, seen, values, answers, by):
    """Correct a wrong entry: history keeps what stood there, and the rules answer again.

    Once the next version was made from it, only what was overlooked is added: stop symptoms, worse legs, pain in the red zone.
    """
    # The case before its logs, as everywhere here: two who hold them the other way round would wait for each other.
    _hold_open(check_in.program.case)
    stored = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if stored.version != seen:
        raise StaleDraft
    if stored.accepted_at:
        values, answers = overlooked(stored, values, answers)
    for name, value in values.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.reviewed_by, stored.reviewed_at, stored.review_note = None, None, ""
    stored.left_as_is_by, stored.left_as_is_at, stored.left_as_is_reason = None, None, ""
    stored.save()
    for item, columns in answers.items():
        row, _ = CheckInItem.objects.get_or_create(
            check_in=stored, item=item, defaults={"clinic": stored.clinic}
        )
        # A row is written only when it changes: what somebody has dealt with since is not opened again.
        if any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.save()
    program = Program.objects.select_for_update().get(pk=stored.program_id)
    _answer(stored, program)
    _answer_later(stored)
    record_change(by=by, patient=program.case.patient, what=f"Corrected week {stored.week} of {program.code}")
    return stored


@transaction.atomic
@because("Stop symptom reviewed")
def review_stop(*, check_in, seen, note, resume, by):
    """Record that a clinician has reviewed the stop of version `seen`, and whether the program goes on. Raises Refused."""
    stored = _as_seen(check_in, seen)
    case = stored.program.case
    check_can_review(stored)
    note = checked_note(note)
    if resume:
        check_can_lift(stored)
    is_last = other_to_review(stored) is None
    stored.reviewed_by, stored.reviewed_at, stored.review_note = by, timezone.now(), note
    stored.save()
    for program in case.programs.select_for_update().filter(status=Program.Status.SUSPENDED):
        # A review that leaves another log open decides nothing yet: the last one does.
        program.status = Program.Status.ISSUED if resume else Program.Status.SUSPENDED
        program.stays_suspended = program.stays_suspended or (is_last and not resume)
        program.save()
    _answer_later(stored)
    what = f"Reviewed week {stored.week} of {stored.program.code}"
    record_change(by=by, patient=case.patient, what=what)
    return stored


@transaction.atomic
@because("Next step of a returned log accepted")
def accept_check_in(*, check_in, seen, choices, today, by):
    """Make the draft of the next version from the decisions accepted as `seen`; the issued program is left as it is.

    `choices` is {item number: "accept" or "keep"}: keep carries this week's dose on. Weeks go on counting.
    """
    stored = _as_seen(check_in, seen)
    check_can_accept(stored, keeping=[item for item, choice in choices.items() if choice == KEEP])
    program = stored.program
    draft = copy_to_draft(program, today=today, by=by, keep_pinned=False)
    draft.first_week = stored.week + 1
    draft.weeks = max(1, program.last_week - stored.week)
    draft.begins_easier = _asks_for_easier_week(stored, choices)
    draft.save()
    carry_over(stored, draft, choices)
    plan_weeks(draft)
    stored.accepted_by, stored.accepted_at, stored.next_version = by, timezone.now(), draft
    stored.save()
    record_change(by=by, patient=program.case.patient, what=f"Accepted week {stored.week} of {program.code}")
    return draft


@transaction.atomic
@because("Left as it is after a returned log")
def leave_as_is(*, check_in, seen, reason, by):
    """Record that the program goes on as printed after this week, who decided it and why; nothing else changes.

    What the log says goes on counting in verdicts and in the next week's answer. Raises Refused.
    """
    stored = _as_seen(check_in, seen)
    check_can_leave_as_is(stored)
    stored.left_as_is_by, stored.left_as_is_at, stored.left_as_is_reason = by, timezone.now(), reason
    stored.save()
    program = stored.program
    what = f"Left {program.code} as it is after week {stored.week}"
    record_change(by=by, patient=program.case.patient, what=what)
    return stored


def reopen_decision(check_in):
    """Let a week be decided on again whose next version was discarded unissued. The caller holds the case and the week."""
    check_in.accepted_by, check_in.accepted_at, check_in.next_version = None, None, None
    check_in.save()
    # What it told of worse legs is open again, and the weeks after it answer for that.
    _answer_later(check_in)


def _hold_open(case):
    """Hold a case until the transaction ends: a sign that a log brings must not slip into one that is closed meanwhile."""
    try:
        hold_open(case)
    except clinic_policies.Refused as refusal:
        raise Refused(str(refusal)) from None


def _as_seen(check_in, seen):
    """Lock a returned week with its case and return it as stored. Raises Refused when it was corrected after version `seen` was shown."""
    # Held until all is stored: no other log comes in between the question whether one waits and what is decided.
    Case.objects.select_for_update(of=("self",)).get(pk=check_in.program.case_id)
    stored = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if stored.version != seen:
        raise Refused(gettext("This entry was corrected meanwhile. Read the new answer, then decide."))
    return stored


def _asks_for_easier_week(check_in, choices):
    """Tell whether the answer makes the next week an easier one, unless every exercise keeps this week's dose."""
    is_kept = all(choices.get(pk) == KEEP for pk in check_in.program.items.values_list("pk", flat=True))
    return not is_kept and any(one.get("easier_week") for one in check_in.decisions)


def _answer(check_in, program):
    answer, after, light = evaluate(check_in)
    check_in.decisions = decision_lines(answer, after, light)
    check_in.counters = counters_of(after)
    check_in.message = answer.message[:400]
    # A stop symptom stops what the patient trains by now, whichever version it was written on; a break only its own. Never
    # taken back: who corrects a sign away, or a log that was reviewed, leaves it to be reviewed.
    is_stop = answer.decision is Decision.STOP and (bool(check_in.stop_symptoms) or program.runs)
    check_in.has_stopped = check_in.has_stopped or is_stop
    check_in.save()
    if not check_in.awaits_review:
        return
    for stopped in program.case.programs.select_for_update().filter(status=Program.Status.ISSUED):
        stopped.status = Program.Status.SUSPENDED
        stopped.save()


def _answer_later(check_in):
    """Answer the weeks after this one anew: each counts on from the one before, and worse legs wait in every one.

    A changed answer counts as a new version of its week, so that nobody accepts the one before it unseen. What somebody has
    decided on, a stop and the weeks of a program that is over keep their answer; only what they hand on is counted again.
    """
    case, number, version = check_in.program.case, check_in.program.number, check_in.program.version
    later = Q(program__number=number, program__version=version, week__gt=check_in.week)
    later |= Q(program__number=number, program__version__gt=version) | Q(program__number__gt=number)
    logs = CheckIn.objects.select_for_update(of=("self",)).filter(later, program__case=case)
    order = ("program__number", "program__version", "week")
    for one in logs.select_related("program__case").order_by(*order):
        answer, after, light = evaluate(one)
        before, counters = (one.decisions, one.counters), counters_of(after)
        if one.is_decided or one.is_stop or not one.program.runs:
            if one.counters != (counters := one.counters | counters):
                one.counters = counters
                one.save()
        elif before != (decision_lines(answer, after, light), counters):
            one.version += 1
            one._change_reason = ANSWERED_ANEW
            _answer(one, one.program)
