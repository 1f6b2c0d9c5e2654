"""Start a program, build it, change its settings, take a step back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import PHYSIOTHERAPIST, role
from clinic.form_guards import save_once
from clinic.models import Case
from programs.actions import draft
from programs.actions.steps import undo_step
from programs.builder import builder_page, search_page
from programs.errors import Refused
from programs.forms import SettingsForm
from programs.loaders import load_issued, load_program
from programs.presenters import banner, step_form
from programs.review import first_mode, modes_for
from programs.views.steps import seen_version, take_step


@require_POST
@role(PHYSIOTHERAPIST)
def program_start(request, pk):
    case = get_object_or_404(Case.objects.select_related("patient", "clinic"), pk=pk)
    today = timezone.localdate()

    def start():
        return draft.start_program(case=case, mode=first_mode(case, today), today=today, by=request.user)

    try:
        return redirect(save_once(request, start))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(case)


@require_GET
@role(PHYSIOTHERAPIST)
@load_program
def program_edit(request, program):
    if not program.is_draft:
        return redirect("program-detail", program.pk)
    wanted = request.GET.get("q", "")
    if request.htmx:
        return render(request, "programs/_search_results.html", search_page(request, program, wanted))
    page = builder_page(request, program, wanted=wanted, swapping=request.GET.get("swap", ""))
    return render(request, "programs/program_edit.html", page)


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_program
def program_settings(request, program):
    if not program.is_draft:
        return redirect("program-detail", program.pk)
    form = SettingsForm(request.POST or None, instance=program, modes=modes_for(program))
    if form.is_valid():
        changes = {name: value for name, value in form.cleaned_data.items() if name != "equipment"}
        return take_step(
            request,
            program,
            lambda: draft.change_settings(
                program=program,
                seen=seen_version(request),
                changes=changes,
                equipment=form.cleaned_data["equipment"],
                by=request.user,
            ),
        )
    page = banner(program.case) | {"program": program, "step": step_form(request, program), "form": form}
    return render(request, "programs/program_settings.html", page, status=422 if form.errors else None)


@require_POST
@role(PHYSIOTHERAPIST)
@load_program
def program_undo(request, program):
    def step():
        undone = undo_step(program=program, seen=seen_version(request), by=request.user)
        messages.success(request, _("Taken back: %(undone)s.") % {"undone": undone})

    return take_step(request, program, step)


@require_POST
@role(PHYSIOTHERAPIST)
@load_issued
def program_revise(request, program):
    def revise():
        return draft.revise_program(program=program, today=timezone.localdate(), by=request.user)

    try:
        return redirect(save_once(request, revise))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(program)
