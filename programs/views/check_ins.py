"""Returned logs: find the program by its code, type the week, see what the rules answer, accept or correct it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import PHYSIOTHERAPIST, role
from clinic.form_guards import save_once
from programs.actions import check_ins
from programs.actions.next_version import ACCEPT
from programs.check_ins.forms import CodeForm, Sheet
from programs.check_ins.page import check_in_page, conflict_with, sheet_page
from programs.errors import Refused, StaleDraft
from programs.forms import LeaveForm
from programs.loaders import load_check_in, load_issued
from programs.models import Program
from programs.review import ordered_items
from programs.views.steps import CONFLICT, UNPROCESSABLE, seen_version


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
def check_in_find(request):
    form = CodeForm(request.POST or None)
    if form.is_valid():
        program = Program.objects.filter(log_code=form.cleaned_data["code"]).first()
        if program:
            return redirect("check-in-add", program.pk, program.next_week_to_enter())
        form.add_error("code", _("No programme has this code. Check it against the paper: it has six signs."))
    page = {"form": form, "nav": "caseload"}
    return render(request, "programs/check_in_find.html", page, status=UNPROCESSABLE if form.errors else None)


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_issued
def check_in_add(request, program, week):
    if not program.first_week <= week <= program.last_week:
        raise Http404("This program has no such week.")
    sheet = Sheet(
        request.POST or None,
        program=program,
        week=week,
        items=ordered_items(program),
        today=timezone.localdate(),
    )

    def record():
        return check_ins.record_check_in(
            program=program, week=week, values=sheet.values, answers=sheet.answers, by=request.user
        )

    if sheet.is_bound and sheet.is_valid():
        try:
            return redirect(save_once(request, record))
        except Refused as refusal:
            sheet.week.add_error(None, str(refusal))
    page = sheet_page(program, week, sheet)
    status = UNPROCESSABLE if sheet.is_bound else None
    return render(request, "programs/check_in_add.html", page, status=status)


@require_GET
@role(PHYSIOTHERAPIST)
@load_check_in
def check_in_detail(request, check_in):
    return render(request, "programs/check_in_detail.html", check_in_page(request, check_in))


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_check_in
def check_in_correct(request, check_in):
    program = check_in.program
    sheet = Sheet(
        request.POST or None,
        program=program,
        week=check_in.week,
        items=ordered_items(program),
        today=timezone.localdate(),
        check_in=check_in,
    )
    status = UNPROCESSABLE if sheet.is_bound else None
    conflict = None

    def correct():
        return check_ins.correct_check_in(
            check_in=check_in,
            seen=seen_version(request, "version"),
            values=sheet.values,
            answers=sheet.answers,
            by=request.user,
        )

    if sheet.is_bound and sheet.is_valid():
        try:
            address = save_once(request, correct)
            messages.success(request, _("Corrected. The earlier entry stays in the history."))
            return redirect(address)
        except Refused as refusal:
            sheet.week.add_error(None, str(refusal))
        except StaleDraft:
            conflict = conflict_with(sheet, check_in)
            status = CONFLICT
    page = sheet_page(program, check_in.week, sheet, check_in=check_in) | {"conflict": conflict}
    return render(request, "programs/check_in_correct.html", page, status=status)


@require_POST
@role(PHYSIOTHERAPIST)
@load_check_in
def check_in_review(request, check_in):
    def review():
        return check_ins.review_stop(
            check_in=check_in,
            seen=seen_version(request, "version"),
            note=request.POST.get("note", ""),
            resume="resume" in request.POST,
            by=request.user,
        )

    try:
        return redirect(save_once(request, review))
    except Refused as refusal:
        messages.error(request, str(refusal))
    page = check_in_page(request, check_in, note=request.POST.get("note", ""))
    return render(request, "programs/check_in_detail.html", page, status=UNPROCESSABLE)


@require_POST
@role(PHYSIOTHERAPIST)
@load_check_in
def check_in_accept(request, check_in):
    rows = check_in.program.items.values_list("pk", flat=True)
    choices = {pk: request.POST.get(f"choice-{pk}", ACCEPT) for pk in rows}

    def accept():
        return check_ins.accept_check_in(
            check_in=check_in,
            seen=seen_version(request, "version"),
            choices=choices,
            today=timezone.localdate(),
            by=request.user,
        )

    try:
        address = save_once(request, accept)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("check-in-detail", check_in.pk)
    messages.success(request, _("The next version is ready as a draft. Check it and issue it."))
    return redirect(address)


@require_POST
@role(PHYSIOTHERAPIST)
@load_check_in
def check_in_leave(request, check_in):
    form = LeaveForm(request.POST)

    def leave():
        given = form.cleaned_data
        return check_ins.leave_as_is(
            check_in=check_in, seen=given["version"], reason=given["reason"], by=request.user
        )

    if form.is_valid():
        try:
            address = save_once(request, leave)
            messages.success(
                request,
                _("%(program_code)s goes on as it is. Your reason is recorded.")
                % {"program_code": check_in.program.code},
            )
            return redirect(address)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = check_in_page(request, check_in, leave_form=form)
    return render(request, "programs/check_in_detail.html", page, status=UNPROCESSABLE)
