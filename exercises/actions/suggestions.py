"""Suggest a change of an exercise, and answer a suggestion."""

from django.db import transaction
from django.utils import timezone

from exercises import reasons
from exercises.actions.storing import write_row
from exercises.models import Suggestion
from exercises.policies import check_can_answer


@transaction.atomic
def suggest_change(*, exercise, about, text, by):
    """Leave a suggestion for the librarians."""
    suggestion = Suggestion(exercise=exercise, about=about, text=text, by=by)
    write_row(suggestion, by=by, reason=reasons.SUGGESTED)
    return suggestion


@transaction.atomic
def answer_suggestion(*, suggestion, answer, by):
    """Answer a suggestion, which closes it."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    check_can_answer(suggestion)
    suggestion.answer, suggestion.answered_by, suggestion.answered_at = answer, by, timezone.now()
    write_row(suggestion, by=by, reason=reasons.ANSWERED)
    return suggestion
