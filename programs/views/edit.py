"""Start a program, build it, change its settings, take a step back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import PHYSIOTHERAPIST, role
from clinic.form_guards import save_once
from clinic.models import Case
from programs.actions import discard, draft
from programs.actions.steps import undo_step
from programs.builder import builder_page, search_page
from programs.errors import Refused, StaleDraft, Undecided
from programs.forms import DiscardForm, SettingsForm
from programs.loaders import load_issued, load_program
from programs.models import Program
from programs.presenters import banner, discard_page, step_form
from programs.review import first_mode, modes_for
from programs.views.steps import CONFLICT, UNPROCESSABLE, seen_version, take_step


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


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_program
def program_discard(request, program):
    if not program.is_draft:
        return redirect("program-detail", program.pk)
    form = DiscardForm(request.POST or None, initial={"draft_version": program.draft_version})
    if form.is_valid():
        return _discard(request, program, seen=form.cleaned_data["draft_version"])
    page = discard_page(program, form)
    status = UNPROCESSABLE if form.errors else None
    return render(request, "programs/program_discard.html", page, status=status)


def _discard(request, program, *, seen):
    """Discard the draft and go on where it came from; one that has changed meanwhile is asked about again."""

    def discarded():
        return discard.discard_draft(program=program, seen=seen, by=request.user) or program.case

    try:
        address = save_once(request, discarded)
    except StaleDraft:
        words = _("Nothing was discarded: the draft has been changed since that page was opened.")
        messages.error(request, words)
        current = Program.objects.with_people().get(pk=program.pk)
        page = discard_page(current, DiscardForm(initial={"draft_version": current.draft_version}))
        return render(request, "programs/program_discard.html", page, status=CONFLICT)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("program-detail", program.pk)
    messages.success(request, _("Draft %(program_code)s is discarded.") % {"program_code": program.code})
    return redirect(address)


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
        return redirect(refusal.url if isinstance(refusal, Undecided) else program)
