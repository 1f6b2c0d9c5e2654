"""A returned log: write it down, answer it, correct it, review a stop, and make the next version."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from clinic import policies as clinic_policies
from clinic.actions.access import record_change
from clinic.actions.cases import hold_open
from exercises.models import Exercise
from programs.actions.draft import revise_program
from programs.check_ins.facts import counters_of, decision_lines, evaluate, full_sets, this_week
from programs.check_ins.policies import (
    check_can_leave_as_is,
    check_can_resume,
    check_may_keep,
    checked_note,
)
from programs.errors import Refused, StaleDraft
from programs.models import CheckIn, CheckInItem, Program
from programs.models.item import undecided
from programs.planning import plan_weeks
from programs.rules.loading import default_table
from programs.rules.scales import Decision
from programs.rules.training import Step
from programs.weeks import stored_cells

KEEP, ACCEPT = "keep", "accept"


@transaction.atomic
def record_check_in(*, program, week, values, answers, by):
    """Write a returned week down and store what the rules answer. A stop symptom suspends the program at once.

    `values` are the columns of the week, `answers` {item: columns}. Raises Refused when the week is there already.
    """
    _hold_open(program.case)
    locked = Program.objects.select_for_update().get(pk=program.pk)
    if locked.status not in (Program.Status.ISSUED, Program.Status.SUSPENDED):
        raise Refused(
            gettext("%(locked_code)s is not running any more. Enter the log at its newest version.")
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
    record_change(by=by, patient=locked.case.patient, what=f"Check-in week {week} of {locked.code}")
    return check_in


@transaction.atomic
def correct_check_in(*, check_in, seen, values, answers, by):
    """Correct a wrong entry: history keeps what stood there, and the rules answer again."""
    stored = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    # The log before its case, as accepting it does: two who hold them the other way round would wait for each other.
    _hold_open(check_in.program.case)
    if stored.version != seen:
        raise StaleDraft
    if stored.accepted_at:
        raise Refused(gettext("The next version was made from this week. Correct the new version instead."))
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
        for name, value in columns.items():
            setattr(row, name, value)
        row.save()
    program = Program.objects.select_for_update().get(pk=stored.program_id)
    _answer(stored, program)
    record_change(by=by, patient=program.case.patient, what=f"Corrected week {stored.week} of {program.code}")
    return stored


@transaction.atomic
def review_stop(*, check_in, seen, note, resume, by):
    """Record that a clinician has reviewed the stop of version `seen`, and whether the program goes on. Raises Refused."""
    stored = _as_seen(check_in, seen)
    if stored.reviewed_at:
        raise Refused(gettext("Write down what you found; a review is recorded once."))
    note = checked_note(note)
    others = stored.program.check_ins.filter(reviewed_at__isnull=True).exclude(pk=stored.pk)
    waiting = others.exclude(stop_symptoms=[]).first()
    if resume and waiting:
        raise Refused(
            gettext("A stop symptom of week %(week)s awaits its review. Review that week first.")
            % {"week": waiting.week}
        )
    if resume:
        check_can_resume(stored.program)
    stored.reviewed_by, stored.reviewed_at, stored.review_note = by, timezone.now(), note
    stored.save()
    program = Program.objects.select_for_update().get(pk=stored.program_id)
    if resume and program.status == Program.Status.SUSPENDED:
        program.status = Program.Status.ISSUED
        program.save()
    record_change(by=by, patient=program.case.patient, what=f"Reviewed week {stored.week} of {program.code}")
    return stored


@transaction.atomic
def accept_check_in(*, check_in, seen, choices, today, by):
    """Make the draft of the next version from the decisions accepted as `seen`; the issued program is left as it is.

    `choices` is {item number: "accept" or "keep"}: keep carries this week's dose on. Weeks go on counting.
    """
    stored = _as_seen(check_in, seen)
    if stored.accepted_at:
        raise Refused(gettext("This week has been accepted already."))
    if stored.stop_symptoms and not stored.reviewed_at:
        raise Refused(gettext("A stop symptom was reported. Review it before the programme goes on."))
    program = stored.program
    _check_goes_on(program)
    _check_is_newest(stored)
    check_may_keep(stored, [item for item, choice in choices.items() if choice == KEEP])
    draft = revise_program(program=program, today=today, by=by, keep_pinned=False)
    draft.first_week = stored.week + 1
    draft.weeks = max(1, program.last_week - stored.week)
    draft.begins_easier = _asks_for_easier_week(stored, choices)
    draft.save()
    _carry_over(stored, draft, choices)
    plan_weeks(draft)
    stored.accepted_by, stored.accepted_at, stored.next_version = by, timezone.now(), draft
    stored.save()
    record_change(by=by, patient=program.case.patient, what=f"Accepted week {stored.week} of {program.code}")
    return draft


@transaction.atomic
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


def _hold_open(case):
    """Hold a case until the transaction ends: a sign that a log brings must not slip into one that is closed meanwhile."""
    try:
        hold_open(case)
    except clinic_policies.Refused as refusal:
        raise Refused(str(refusal)) from None


def _as_seen(check_in, seen):
    """Lock a returned week and return it as stored. Raises Refused when it was corrected after version `seen` was shown."""
    stored = CheckIn.objects.select_for_update().get(pk=check_in.pk)
    if stored.version != seen:
        raise Refused(gettext("This entry was corrected meanwhile. Read the new answer, then decide."))
    return stored


def _check_goes_on(program):
    if program.status == Program.Status.SUSPENDED:
        raise Refused(
            gettext("%(program_code)s is suspended. Let it go on in the review, or start a new version.")
            % {"program_code": program.code}
        )
    if program.status != Program.Status.ISSUED:
        raise Refused(
            gettext("%(program_code)s is not running any more, so nothing follows from this week.")
            % {"program_code": program.code}
        )
    if program.case.programs.filter(status=Program.Status.DRAFT).exists():
        raise Refused(gettext("A draft is open for this case. Finish it first."))


def _check_is_newest(check_in):
    # An older calm week must not lead past a newer one that hurt.
    later = check_in.program.check_ins.filter(week__gt=check_in.week).order_by("-week").first()
    if later:
        raise Refused(
            gettext("The log of week %(week)s has come back since. Decide on that week: it says more.")
            % {"week": later.week}
        )


def _asks_for_easier_week(check_in, choices):
    """Tell whether the answer makes the next week an easier one, unless every exercise keeps this week's dose."""
    is_kept = all(choices.get(pk) == KEEP for pk in check_in.program.items.values_list("pk", flat=True))
    return not is_kept and any(one.get("easier_week") for one in check_in.decisions)


def _answer(check_in, program):
    answer, after = evaluate(check_in)
    check_in.decisions = decision_lines(answer, after)
    check_in.counters = counters_of(after)
    check_in.message = answer.message[:400]
    check_in.save()
    if answer.decision is Decision.STOP and program.status == Program.Status.ISSUED:
        program.status = Program.Status.SUSPENDED
        program.save()


def _carry_over(check_in, draft, choices):
    weeks = stored_cells(check_in.program)
    cells = this_week(check_in)
    before = {item.exercise_id: item for item in check_in.program.items.all()}
    decided = {one["slug"]: one for one in check_in.decisions}
    exercises = {row.slug: row for row in Exercise.objects.filter(slug__in=_slugs(check_in))}
    exercises |= {cell.exercise.slug: cell.exercise for cell in cells.values()}
    given = {item.exercise_id for item in draft.items.all()}
    for item in draft.items.select_related("exercise"):
        old = before[item.exercise_id]
        cell = cells.get(old.pk)
        decision = decided.get(cell.exercise.slug if cell else item.exercise.slug)
        if decision is None:
            continue
        keeps = choices.get(old.pk) == KEEP
        if decision["next"] is None and not keeps:
            item.delete()
            continue
        kept = _cell_columns(cell, full_sets(old, weeks[old.pk], cell.week)) if cell else None
        columns = kept if keeps and kept else decision["next"]
        if columns is None:
            continue
        if not _is_free(columns, item, exercises, given):
            if decision["step"] == Step.EASIER_VARIANT and not keeps:
                # The easier form stands in the program already: going back to it is leaving this one out.
                item.delete()
                continue
            # The other form cannot come in a second time, so this week's dose goes on.
            columns = kept
        if columns is not None and _is_free(columns, item, exercises, given):
            _set_dose(item, columns, exercises)
            given.add(item.exercise_id)


def _slugs(check_in):
    return [one["next"]["slug"] for one in check_in.decisions if one["next"]]


def _cell_columns(cell, sets):
    names = ("reps", "hold_s", "minutes", "load_kg", "rest_s")
    return {name: getattr(cell, name) for name in names} | {"slug": cell.exercise.slug, "sets": sets}


def _is_free(columns, item, exercises, given):
    # Another form that the program holds already is not put in again: an exercise stands there once.
    other = exercises.get(columns["slug"])
    return other is None or other.pk == item.exercise_id or other.pk not in given


def _set_dose(item, columns, exercises):
    other = exercises.get(columns["slug"])
    if other is not None and other.pk != item.exercise_id:
        # What was ticked and confirmed was so for the exercise named, not for its other forms.
        for name, value in (undecided() | {"exercise": other}).items():
            setattr(item, name, value)
        # The note was written and the exercise tried out in the form that goes.
        item.note, item.shown_in_clinic = "", False
        # Another form begins at the effort of a start (evidence page, section 4).
        item.rpe = item.rpe and min(item.rpe, round(default_table().progression.start.rpe))
    for name in ("sets", "reps", "hold_s", "minutes", "rest_s"):
        setattr(item, name, columns[name])
    item.load_kg = None if columns["load_kg"] is None else Decimal(str(columns["load_kg"]))
    item.save()
