"""One week of one exercise: set it by hand, or give it back to the plan."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import PHYSIOTHERAPIST, role
from programs.actions import items
from programs.dose_forms import WeekDoseForm
from programs.loaders import load_cell
from programs.presenters import banner, step_form
from programs.views.steps import seen_version, take_step


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_cell
def week_dose_edit(request, cell):
    program = cell.item.program
    if not program.is_draft:
        return redirect("program-detail", program.pk)
    form = WeekDoseForm(request.POST or None, instance=cell)
    if form.is_valid():
        return take_step(
            request,
            program,
            lambda: items.set_week_dose(
                program=program,
                seen=seen_version(request),
                cell=cell,
                changes=form.cleaned_data,
                by=request.user,
            ),
        )
    page = banner(program.case) | {
        "program": program,
        "step": step_form(request, program),
        "cell": cell,
        "form": form,
    }
    return render(request, "programs/week_dose_edit.html", page, status=422 if form.errors else None)


@require_POST
@role(PHYSIOTHERAPIST)
@load_cell
def week_dose_release(request, cell):
    return take_step(
        request,
        cell.item.program,
        lambda: items.release_week_dose(
            program=cell.item.program, seen=seen_version(request), cell=cell, by=request.user
        ),
    )
