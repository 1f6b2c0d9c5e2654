"""Issue a program, look at what was issued, end it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import PHYSIOTHERAPIST, role
from clinic.confirming import ISSUING, confirmed
from clinic.form_guards import save_once, typed_before
from programs.actions import issue
from programs.errors import Refused, StaleDraft
from programs.forms import EndForm
from programs.loaders import load_issued, load_program
from programs.presenters import banner, issue_page, issued_page
from programs.review import review
from programs.views.steps import seen_version, show_conflict

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@confirmed(ISSUING, keeps_on_page=True)
@load_program
def program_issue(request, program):
    if not program.is_draft:
        return redirect("program-detail", program.pk)
    refusal = _try_to_issue(request, program) if request.method == "POST" else None
    if refusal is None and request.method == "POST":
        messages.success(
            request,
            _("%(program_code)s is issued. It does not change any more.") % {"program_code": program.code},
        )
        return redirect("program-detail", program.pk)
    if isinstance(refusal, StaleDraft):
        return show_conflict(request, program)
    held = _held(request, program)
    sent = dict(request.POST.lists()) if request.method == "POST" else held
    page = issue_page(request, program, review(program), sent=sent, refusal=refusal)
    page["is_held"] = held is not None
    return render(request, "programs/program_issue.html", page, status=UNPROCESSABLE if refusal else None)


def _held(request, program):
    """Return what was sent before the person had to be confirmed; None without, or where the draft is another by now."""
    typed = typed_before(request) if request.method != "POST" else None
    is_same = typed is not None and typed.get("draft_version") == [str(program.draft_version)]
    return typed if is_same else None


def _try_to_issue(request, program):
    def issue_now():
        return issue.issue_program(
            program=program,
            seen=seen_version(request),
            acknowledged=request.POST.getlist("warning"),
            now=timezone.now(),
            by=request.user,
        )

    try:
        save_once(request, issue_now)
    except (Refused, StaleDraft) as refusal:
        return refusal
    return None


@require_GET
@role(PHYSIOTHERAPIST)
@load_issued
def program_detail(request, program):
    return render(request, "programs/program_detail.html", issued_page(request, program))


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_issued
def program_end(request, program):
    form = EndForm(request.POST or None)

    def end():
        issue.end_program(
            program=program, reason=form.cleaned_data["reason"], today=timezone.localdate(), by=request.user
        )

    if form.is_valid():
        try:
            save_once(request, end, to=program)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("program-detail", program.pk)
    page = banner(program.case) | {
        "program": program,
        "form": form,
        "heading": _("End %(program_code)s") % {"program_code": program.code},
    }
    return render(request, "programs/program_end.html", page, status=UNPROCESSABLE if form.errors else None)
