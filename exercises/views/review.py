"""The way of a change: hand it in, withdraw it, bring it up to date; what waits for whom."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from exercises import actions
from exercises.access import LIBRARIAN, load_exercise, role
from exercises.edit_page import edit_page
from exercises.forms.steps import HandInForm, StepForm
from exercises.views.answering import answer, carry_out
from exercises.views.loading import load_proposal
from exercises.work_page import work_page
from exercises.working_copy import working_copy


@require_GET
@role(LIBRARIAN)
def library_work(request):
    return render(request, "exercises/library_work.html", work_page(request.user, timezone.localdate()))


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_submit(request, exercise):
    copy, form = working_copy(exercise), HandInForm(request.POST)

    def submit():
        values = {"seen": request.POST.get("seen", ""), **form.cleaned_data, "by": request.user}
        if copy.proposal:
            return actions.submit_proposal(proposal=copy.proposal, **values)
        return actions.submit_exercise(exercise=exercise, **values)

    return answer(
        request,
        form,
        submit,
        show=_editing(request, exercise),
        done=_("Handed in. A colleague now looks at it; you find it under Library work."),
        to=reverse("exercise-edit", args=[exercise.slug]),
    )


@require_POST
@role(LIBRARIAN)
@load_exercise
@load_proposal
def proposal_withdraw(request, exercise, proposal):
    done = _("The change is withdrawn. The published exercise is as it was.")
    return _step_of_change(request, proposal, actions.withdraw_proposal, done)


@require_POST
@role(LIBRARIAN)
@load_exercise
@load_proposal
def proposal_refresh(request, exercise, proposal):
    done = _("Brought up to date. Look through the changes and hand them in again.")
    return _step_of_change(request, proposal, actions.refresh_proposal, done)


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_bring_back(request, exercise):
    return carry_out(
        request,
        lambda: actions.bring_back_exercise(exercise=exercise, by=request.user),
        done=_("The exercise is a draft again. It has to be handed in and published anew."),
        to=reverse("exercise-edit", args=[exercise.slug]),
    )


def _step_of_change(request, proposal, action, done):
    """Take a step of an open change as its sender saw it; show how it stands now where somebody was quicker."""
    exercise, seen = proposal.exercise, request.POST.get("seen", "")
    return answer(
        request,
        StepForm(request.POST),
        lambda: action(proposal=proposal, seen=seen, by=request.user),
        show=_editing(request, exercise),
        done=done,
        to=reverse("exercise-edit", args=[exercise.slug]),
    )


def _editing(request, exercise):
    """Return a function that shows the edit page as everything stands when it is called, with what was typed."""

    def show(form, status):
        exercise.refresh_from_db()
        context = edit_page(working_copy(exercise), request.user)
        context |= {"form": form, "error_summary": form.problems()}
        return render(request, "exercises/exercise_edit.html", context, status=status)

    return show
