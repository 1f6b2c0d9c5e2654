"""What a change of the library means for those who train with it, and the decision about it: librarians only."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import LIBRARIAN, role
from exercises import actions
from exercises.access import load_exercise
from exercises.actions.library_import import plan_of
from exercises.exchange.problems import FileRefused
from exercises.forms.steps import ApproveForm, CommentForm, RetireForm
from exercises.models import LibraryImport
from exercises.policies import check_is_free, reason_against
from exercises.views.answering import FORM, answer, page, posted
from exercises.working_copy import working_copy
from programs.impact import count_drafts, live_programs
from programs.impact_page import impact_page
from programs.import_impact import import_impact_page

NEW = gettext_lazy("Published. It can be prescribed from now on.")
CHANGED = gettext_lazy(
    "Published. Physiotherapists see changed verdicts under “Live programmes checked again”."
)


def _show(request, exercise, **forms):
    """Return a function that shows the page; judging every live programme again is left until it is shown."""

    def show(form, status=200):
        if form.is_bound:
            exercise.refresh_from_db()
        context = impact_page(working_copy(exercise), request.user)
        context |= {"approve_form": ApproveForm(), "return_form": CommentForm(), **forms}
        context["error_summary"] = form.problems() if form.is_bound else []
        return render(request, "programs/exercise_impact.html", context, status=status)

    return show


@require_GET
@role(LIBRARIAN)
@load_exercise
def exercise_impact(request, exercise):
    return _show(request, exercise)(ApproveForm())


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_approve(request, exercise):
    copy, form = working_copy(exercise), ApproveForm(request.POST)

    def approve():
        values = {**form.cleaned_data, "today": timezone.localdate(), "by": request.user}
        seen = request.POST.get("seen", "")
        if copy.proposal:
            return actions.approve_proposal(proposal=copy.proposal, seen=seen, **values)
        return actions.publish_exercise(exercise=exercise, seen=seen, **values)

    return answer(
        request,
        form,
        approve,
        show=_show(request, exercise, approve_form=form),
        done=CHANGED if copy.proposal else NEW,
        to=reverse("exercise-detail", args=[exercise.slug]),
    )


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_return(request, exercise):
    copy, form = working_copy(exercise), CommentForm(request.POST)

    def send_back():
        values = {"seen": request.POST.get("seen", ""), **form.cleaned_data, "by": request.user}
        if copy.proposal:
            return actions.return_proposal(proposal=copy.proposal, **values)
        return actions.send_back_exercise(exercise=exercise, **values)

    return answer(
        request,
        form,
        send_back,
        show=_show(request, exercise, return_form=form),
        done=_("Sent back with your comment."),
        to=reverse("library-work"),
    )


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_exercise
def exercise_retire(request, exercise):
    form, live = RetireForm(posted(request)), len(live_programs(exercise))
    context = {"nav": "work", "exercise": exercise, "live": live, "drafts": count_drafts(exercise)}
    context["refusal"] = reason_against(check_is_free, exercise)
    return answer(
        request,
        form,
        lambda: actions.retire_exercise(exercise=exercise, live=live, **form.cleaned_data, by=request.user),
        show=page(request, "programs/exercise_retire.html", context),
        done=_("Retired. It can no longer be prescribed; everything issued with it is unchanged."),
        to=reverse("exercise-edit", args=[exercise.slug]),
    )


@require_GET
@role(LIBRARIAN)
def library_import_impact(request, pk):
    """Show what a waiting import means; one that is decided on, or no longer fits, says so on its own page."""
    kept = get_object_or_404(LibraryImport, pk=pk)
    try:
        plan = plan_of(kept) if kept.is_waiting else None
    except FileRefused:
        plan = None
    if plan is None:
        return redirect(kept)
    context = {"nav": "exercises", **import_impact_page(kept, plan, request.user)}
    return render(request, "programs/library_import_impact.html", context)
