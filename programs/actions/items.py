"""What is done to the exercises in a draft."""

from django.utils import timezone
from django.utils.translation import gettext as _

from programs import step_words
from programs.actions.steps import draft_step
from programs.dosing import as_columns
from programs.errors import Refused
from programs.models import ExerciseRequest, ProgramItem, WeekDose
from programs.sections import section_of

UP, DOWN = "up", "down"


def add_item(*, draft, exercise, dose, request=None, replaces=None, why="", section=None):
    """Add an exercise at the end of its section; it answers the wish for it. Part of a step: the caller has claimed the draft."""
    if draft.items.filter(exercise=exercise).exists():
        raise Refused(_("%(exercise)s is already in the program.") % {"exercise": exercise.name})
    request = request or _answered_wish(draft, exercise)
    section = section or section_of(exercise)
    last = draft.items.filter(section=section).order_by("-order").first()
    return ProgramItem.objects.create(
        clinic=draft.clinic,
        program=draft,
        section=section,
        order=last.order + 1 if last else 1,
        exercise=exercise,
        request=request,
        replaces=replaces,
        replaces_why=why[:300],
        **as_columns(dose),
    )


def _answered_wish(draft, exercise):
    """Return the wish for an exercise, settled, where nothing has been given for it yet."""
    not_given = (ExerciseRequest.State.OPEN, ExerciseRequest.State.LEFT_OUT)
    wish = draft.requests.filter(exercise=exercise, state__in=not_given).first()
    if wish:
        wish.state = ExerciseRequest.State.INCLUDED
        wish.save()
    return wish


def add_exercise(*, program, seen, exercise, dose, by):
    """Add an exercise from the library to the draft."""
    label = step_words.ADDED % {"exercise": exercise.name}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        add_item(draft=draft, exercise=exercise, dose=dose)


def add_suggested(*, program, seen, suggestions, by):
    """Add the suggested warm-up, core and cool-down in one step; `suggestions` holds (exercise, section, dose)."""
    with draft_step(program=program, seen=seen, label=step_words.ADDED_SUGGESTED, by=by) as draft:
        for exercise, section, dose in suggestions:
            add_item(draft=draft, exercise=exercise, dose=dose, section=section)


def swap_item(*, program, seen, item, exercise, why, dose, by):
    """Put another exercise in the place of one in the program, keeping its place and what it stood for.

    The note to the patient was written for the exercise that goes, so it goes with it.
    """
    label = step_words.SWAPPED % {"exercise": item, "other": exercise.name}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        if draft.items.filter(exercise=exercise).exists():
            raise Refused(_("%(exercise)s is already in the program.") % {"exercise": exercise.name})
        original = item.replaces or item.exercise
        if item.request_id:
            is_wish = item.request.exercise_id == exercise.pk
            item.request.state = ExerciseRequest.State.INCLUDED if is_wish else ExerciseRequest.State.SWAPPED
            item.request.save()
        ProgramItem.objects.create(
            clinic=draft.clinic,
            program=draft,
            section=item.section,
            order=item.order,
            exercise=exercise,
            request=item.request,
            replaces=original if original != exercise else None,
            replaces_why=why[:300],
            **as_columns(dose),
        )
        item.delete()


def change_dose(*, program, seen, item, changes, by):
    """Change how much of an exercise: the weeks are planned again, cells set by hand stay."""
    label = step_words.CHANGED_DOSE % {"exercise": item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        # A form has written into `item` already: the stored row says what it was.
        before = ProgramItem.objects.values_list("sets", flat=True).get(pk=item.pk)
        if changes.get("sets", before) != before:
            item.sets_by_hand = True
        for name, value in changes.items():
            setattr(item, name, value)
        item.save()


def set_week_dose(*, program, seen, cell, changes, by):
    """Set one week's dose by hand; planning leaves it alone from then on."""
    label = step_words.SET_WEEK % {"week": cell.week, "exercise": cell.item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        for name, value in changes.items():
            setattr(cell, name, value)
        cell.is_pinned, cell.step, cell.reason = True, "set_by_clinician", "Set by the physiotherapist."
        cell.save()


def release_week_dose(*, program, seen, cell, by):
    """Give one week's dose back to the plan."""
    label = step_words.PLANNED_WEEK % {"week": cell.week, "exercise": cell.item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        WeekDose.objects.filter(pk=cell.pk).delete()


def move_item(*, program, seen, item, direction, by):
    """Move an exercise one place up or down within its section."""
    words = step_words.MOVED_UP if direction == UP else step_words.MOVED_DOWN
    with draft_step(program=program, seen=seen, label=words % {"exercise": item}, by=by) as draft:
        places = list(draft.items.filter(section=item.section))
        here = places.index(item)
        there = here - 1 if direction == UP else here + 1
        if 0 <= there < len(places):
            places[here], places[there] = places[there], places[here]
        _number(places)


def reorder_items(*, program, seen, section, ids, by):
    """Put a section's exercises into the order of `ids`, as left by dragging."""
    with draft_step(program=program, seen=seen, label=step_words.CHANGED_ORDER, by=by) as draft:
        places = {item.pk: item for item in draft.items.filter(section=section)}
        if not places or sorted(ids) != sorted(places):
            raise Refused(_("The order named other exercises than the program holds. Nothing was changed."))
        _number([places[pk] for pk in ids])


def remove_item(*, program, seen, item, by):
    """Take an exercise out of the program; a wish it answered is open again."""
    label = step_words.REMOVED % {"exercise": item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        if item.request_id:
            item.request.state = ExerciseRequest.State.OPEN
            item.request.save()
        item.delete()


def acknowledge_item(*, program, seen, item, rules, by):
    """Tick the cautions of one exercise: the clinician has read them and goes on. An empty list takes the tick back."""
    words = step_words.READ_CAUTIONS if rules else step_words.TOOK_BACK_TICK
    with draft_step(program=program, seen=seen, label=words % {"exercise": item}, by=by):
        item.acknowledged_rules = sorted(rules)
        item.acknowledged_by = by if rules else None
        item.acknowledged_at = timezone.now() if rules else None
        item.save()


def _number(items):
    for order, item in enumerate(items, start=1):
        if item.order != order:
            item.order = order
            item.save()
