"""Give an exercise the rules leave out, where they allow it: with criteria, reason, name and date."""

from django.utils import timezone

from programs import step_words
from programs.actions.draft import settle
from programs.actions.items import add_item
from programs.actions.steps import draft_step
from programs.models import ExerciseRequest
from programs.models.item import undecided
from programs.overriding import check_confirmed


def override_item(*, program, seen, item, terms, criteria, reason, by):
    """Record that an exercise already in the program stays although the rules leave it out."""
    check_confirmed(terms, criteria=criteria, reason=reason)
    label = step_words.OVERRIDE % {"exercise": item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        _record(item, terms, criteria, reason, by)


def override_request(*, program, seen, request, dose, terms, criteria, reason, by):
    """Put a requested exercise into the program although the rules leave it out."""
    check_confirmed(terms, criteria=criteria, reason=reason)
    label = step_words.OVERRIDE % {"exercise": request}
    with draft_step(program=program, seen=seen, label=label, by=by) as draft:
        settle(request, ExerciseRequest.State.INCLUDED)
        item = add_item(draft=draft, exercise=request.exercise, dose=dose, request=request)
        _record(item, terms, criteria, reason, by)


def withdraw_override(*, program, seen, item, by):
    """Take an override and its tick back: the exercise blocks issuing again, and a new override needs a new tick."""
    label = step_words.TOOK_BACK_OVERRIDE % {"exercise": item}
    with draft_step(program=program, seen=seen, label=label, by=by):
        for name, value in undecided().items():
            setattr(item, name, value)
        item.save()


def _record(item, terms, criteria, reason, by):
    item.override_rules = list(terms.rules)
    item.override_criteria = [one for one in terms.criteria if one in criteria]
    item.override_reason = reason.strip()
    item.override_by, item.override_at = by, timezone.now()
    item.save()
