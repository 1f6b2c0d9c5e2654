"""Edit the library: begin an exercise, look at what is to do, change one part after the other."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from exercises import actions
from exercises.access import LIBRARIAN, load_exercise, role
from exercises.edit_page import conflict, edit_page, part_page
from exercises.forms import part_after, part_form
from exercises.forms.steps import AddForm, DuplicateForm, ReasonForm
from exercises.policies import Refused, Stale
from exercises.views.answering import CONFLICT, FORM, WRONG, answer, page, posted
from exercises.working_copy import working_copy

SAVES = ("save", "save-next")


def _edit(exercise):
    return reverse("exercise-edit", args=[exercise.slug])


@require_http_methods(FORM)
@role(LIBRARIAN)
def exercise_add(request):
    form = AddForm(posted(request))
    return answer(
        request,
        form,
        lambda: actions.add_exercise(**form.cleaned_data, by=request.user),
        show=page(request, "exercises/exercise_add.html", {"nav": "work"}),
        done=_("The draft is begun. Go through its parts in any order; every part is saved on its own."),
        to=_edit,
    )


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_exercise
def exercise_duplicate(request, exercise):
    form = DuplicateForm(
        posted(request), initial={"name": _("%(exercise)s (copy)") % {"exercise": exercise.name}}
    )
    return answer(
        request,
        form,
        lambda: actions.duplicate_exercise(exercise=exercise, **form.cleaned_data, by=request.user),
        show=page(request, "exercises/exercise_duplicate.html", {"nav": "work", "exercise": exercise}),
        done=_("The copy is a draft. Change what is different."),
        to=_edit,
    )


@require_GET
@role(LIBRARIAN)
@load_exercise
def exercise_edit(request, exercise):
    context = edit_page(working_copy(exercise), request.user)
    return render(request, "exercises/exercise_edit.html", {**context, "form": ReasonForm()})


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_exercise
def exercise_part(request, exercise, part):
    copy = working_copy(exercise)
    form = part_form(part, posted(request), content=copy.content, slug=exercise.slug)
    do = request.POST.get("do", "save")
    if form.is_bound and do in SAVES:
        return _save(request, copy, part, form, do)
    if form.is_bound and do != "preview":
        form.rearrange(do)
    if form.is_bound:
        form.is_valid()
    return _show(request, copy, part, form)


def _save(request, copy, part, form, do):
    if not form.is_valid():
        return _show(request, copy, part, form, WRONG, error_summary=form.problems())
    following = part_after(part) if do == "save-next" else None
    to = reverse("exercise-part", args=[copy.exercise.slug, following]) if following else _edit(copy.exercise)
    values = {"value": form.value(), "seen": form.cleaned_data["seen"], "by": request.user}
    try:
        request.save_once(lambda: actions.save_part(exercise=copy.exercise, part=part, **values), to=to)
    except Stale as stale:
        found = conflict(copy, form, stale.stored)
        form.take_over(stale.stored)
        return _show(request, copy, part, form, CONFLICT, conflict=found)
    except Refused as refusal:
        return _show(request, copy, part, form, WRONG, error_summary=[("", str(refusal))])
    messages.success(request, _("Saved."))
    return redirect(to)


def _show(request, copy, part, form, status=200, **more):
    is_preview = request.htmx and request.POST.get("do") == "preview"
    template = "exercises/_part_preview.html" if is_preview else "exercises/exercise_part.html"
    return render(request, template, part_page(copy, part, form) | more, status=status)
