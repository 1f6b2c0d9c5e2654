"""Suggest a change of an exercise; librarians read, answer and so close suggestions."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from exercises import actions
from exercises.access import EVERYBODY, LIBRARIAN, load_exercise, role
from exercises.forms.steps import AnswerForm, SuggestionForm
from exercises.models import Suggestion
from exercises.views.answering import FORM, answer, page, posted
from exercises.views.loading import load_suggestion

ANSWERED_SHOWN = 30


@require_http_methods(FORM)
@role(*EVERYBODY)
@load_exercise
def suggestion_add(request, exercise):
    form = SuggestionForm(posted(request))
    return answer(
        request,
        form,
        lambda: actions.suggest_change(exercise=exercise, **form.cleaned_data, by=request.user),
        show=page(request, "exercises/suggestion_add.html", {"nav": "exercises", "exercise": exercise}),
        done=_("Thank you. The librarians have it; the answer will stand under Suggestions."),
        to=reverse("suggestion-list"),
    )


@require_GET
@role(*EVERYBODY)
def suggestion_list(request):
    is_librarian = request.user.role == LIBRARIAN
    rows = Suggestion.objects.select_related("exercise", "by", "answered_by")
    shown = rows if is_librarian else rows.filter(by=request.user)
    context = {
        "nav": "work" if is_librarian else "exercises",
        "is_librarian": is_librarian,
        "waiting": list(shown.filter(answered_at=None)),
        "answered": list(shown.exclude(answered_at=None)[:ANSWERED_SHOWN]),
    }
    return render(request, "exercises/suggestion_list.html", context)


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_suggestion
def suggestion_answer(request, suggestion):
    form = AnswerForm(posted(request))
    return answer(
        request,
        form,
        lambda: actions.answer_suggestion(suggestion=suggestion, **form.cleaned_data, by=request.user),
        show=page(request, "exercises/suggestion_answer.html", {"nav": "work", "suggestion": suggestion}),
        done=_("Answered."),
        to=reverse("suggestion-list"),
    )
