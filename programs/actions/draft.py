"""Starting a draft, its settings, and the exercises a patient asks for."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clinic.models import Case, Clinic
from programs import step_words
from programs.actions.items import add_item
from programs.actions.steps import draft_step
from programs.check_ins.policies import check_no_step_back_is_owed
from programs.errors import Refused
from programs.languages import handout_language
from programs.models import ExerciseRequest, Program, ProgramItem
from programs.models.history import because
from programs.models.item import CARRIED_OVER, undecided
from programs.planning import plan_weeks
from programs.stop_signs import training_is_forbidden
from programs.training_days import days_like

DEFAULT_DAYS = ["mon", "wed", "fri"]


@transaction.atomic
@because("Draft begun")
def start_program(*, case, mode, today, by):
    """Open a new draft for a case; a draft that is already open is returned instead of a second one."""
    case = _locked(case)
    waiting = case.programs.filter(status=Program.Status.DRAFT).first()
    if waiting:
        return waiting
    _check_is_open(case)
    _check_may_train(case)
    # Locking the clinic's row makes two programs started at the same moment count one after the other.
    clinic = Clinic.objects.select_for_update().get(pk=case.clinic_id)
    highest = Program.objects.aggregate(highest=Max("number"))["highest"] or 0
    return Program.objects.create(
        clinic=clinic,
        case=case,
        number=highest + 1,
        starts_on=today,
        training_days=DEFAULT_DAYS,
        mode=mode,
        language=handout_language(case.patient),
        created_by=by,
    )


@transaction.atomic
@because("Draft of the next version begun")
def revise_program(*, program, today, by):
    """Open a draft of the next version of an issued program, or return the draft that is open.

    Raises Undecided while a log of what runs asks for a step back nobody has decided on: accepting it makes the draft that holds it.
    """
    case = _locked(program.case)
    waiting = case.programs.filter(status=Program.Status.DRAFT).first()
    if waiting:
        return waiting
    _check_is_open(case)
    check_no_step_back_is_owed(case)
    return copy_to_draft(program, today=today, by=by)


def copy_to_draft(program, *, today, by, keep_pinned=True):
    """Make the draft of the next version, with everything the program holds copied and planned, but for overrides.

    Weeks set by hand come along unless `keep_pinned` is off: what a log leads to must not meet an older wish. The caller holds
    the case and knows that no draft is open.
    """
    _check_is_open(program.case)
    latest = Program.objects.filter(number=program.number).order_by("-version").first()
    draft = Program.objects.create(
        clinic=program.clinic,
        case=program.case,
        number=program.number,
        version=latest.version + 1,
        supersedes=None if hasattr(program, "superseded_by") else program,
        first_week=program.first_week,
        begins_easier=program.begins_easier,
        weeks=program.weeks,
        starts_on=today,
        training_days=program.training_days,
        mode=program.mode,
        language=program.language,
        limited_equipment=program.limited_equipment,
        note=program.note,
        missing_section_reason=program.missing_section_reason,
        created_by=by,
    )
    draft.equipment.set(program.equipment.all())
    _copy_content(program, draft, keep_pinned)
    plan_weeks(draft)
    return draft


def change_settings(*, program, seen, changes, equipment, by):
    """Change weeks, start, training days, pain light, language, equipment or the note to the patient.

    Exercises whose days a week followed the training days follow them again.
    """
    with draft_step(program=program, seen=seen, label=step_words.CHANGED_SETTINGS, by=by) as draft:
        trained = draft.training_days
        for name, value in changes.items():
            setattr(draft, name, value)
        draft.equipment.set(equipment)
        _follow_training_days(draft, trained)


def request_exercise(*, program, seen, exercise, by):
    """Put an exercise on the list of what the patient wants."""
    label = step_words.ASKED_FOR % {"exercise": exercise.name}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        if draft.requests.filter(exercise=exercise).exists():
            raise Refused(_("%(exercise)s is already on the list.") % {"exercise": exercise.name})
        ExerciseRequest.objects.create(
            clinic=draft.clinic, program=draft, exercise=exercise, order=draft.requests.count() + 1
        )


def withdraw_request(*, program, seen, request, by):
    """Take an exercise off the list; an item that came from it stays in the program."""
    label = step_words.TOOK_OFF_LIST % {"exercise": request}
    with draft_step(program=program, seen=seen, label=label, by=by):
        for item in ProgramItem.objects.filter(request=request):
            item.request = None
            item.save()
        request.delete()


def include_request(*, program, seen, request, dose, by):
    """Put a requested exercise into the program as it is."""
    label = step_words.INCLUDED % {"exercise": request}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        settle(request, ExerciseRequest.State.INCLUDED)
        add_item(draft=draft, exercise=request.exercise, dose=dose, request=request)


def swap_request(*, program, seen, request, exercise, why, dose, by):
    """Put a back-friendlier exercise into the program instead of the requested one."""
    label = step_words.SWAPPED % {"exercise": request, "other": exercise.name}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        settle(request, ExerciseRequest.State.SWAPPED)
        add_item(
            draft=draft, exercise=exercise, dose=dose, request=request, replaces=request.exercise, why=why
        )


def leave_out_request(*, program, seen, request, by):
    """Leave a requested exercise out for now: the handout says so in encouraging words."""
    label = step_words.LEFT_OUT % {"exercise": request}
    with draft_step(program=program, seen=seen, label=label, by=by):
        for item in ProgramItem.objects.filter(request=request):
            item.delete()
        settle(request, ExerciseRequest.State.LEFT_OUT)


def settle(request, state):
    """Write down what became of a wish. Part of a step: the caller has claimed the draft."""
    is_answered = request.state in (ExerciseRequest.State.INCLUDED, ExerciseRequest.State.SWAPPED)
    if is_answered and state is not ExerciseRequest.State.LEFT_OUT:
        raise Refused(
            _("%(request)s has already been dealt with. Take it out of the programme first to decide again.")
            % {"request": request}
        )
    request.state = state
    request.save()


def _follow_training_days(draft, before):
    for item in draft.items.select_related("exercise"):
        often = days_like(item.exercise, draft.training_days)
        if item.days_per_week == days_like(item.exercise, before) != often:
            item.days_per_week = often
            item.save()


def _locked(case):
    # Two that ask for a draft at the same moment come one after the other; the second finds the first one's.
    return Case.objects.select_for_update(of=("self",)).select_related("patient").get(pk=case.pk)


def _check_is_open(case):
    if case.closed_on:
        raise Refused(_("This case is closed. Open a new case to prescribe again."))


def _check_may_train(case):
    """Refuse to start a program while a cauda equina sign stands for the patient (G01, G09)."""
    if training_is_forbidden(case):
        raise Refused(
            _(
                "A cauda equina sign stands for this patient: emergency care comes first. A programme is started after a new "
                "red-flag screen that finds every such sign absent."
            )
        )


def _copy_content(program, draft, keep_pinned):
    requests = {old.pk: _copy(old, program=draft) for old in program.requests.all()}
    for item in program.items.all():
        # The criteria of an override are of the day they were confirmed: a new version asks for them again.
        decided = undecided() if item.override_by_id else {}
        decided["sets_by_hand"] = False
        copied = _copy(item, program=draft, request=requests.get(item.request_id), **decided)
        for cell in item.week_doses.filter(is_pinned=True) if keep_pinned else ():
            _copy(cell, item=copied, step=CARRIED_OVER)


def _copy(row, **changes):
    values = {
        field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row).objects.create(**{**values, **changes})
