"""Take the library out as spreadsheets or JSON, and bring spreadsheets in: look first, then apply."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exercises.access import EVERYBODY, LIBRARIAN, role
from exercises.actions.library_import import add_import, apply_import, plan_of, withdraw_import
from exercises.exchange.forms import ImportForm
from exercises.exchange.pages import differences_table, import_page
from exercises.exchange.policies import ImportRefused
from exercises.exchange.problems import FileRefused
from exercises.exchange.public import as_json
from exercises.exchange.writing import as_csv, as_csv_files, as_workbook, tables
from exercises.models import LibraryImport

RECENT = 20
FORMATS = {
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "zip": (as_csv_files, "application/zip"),
}


@require_GET
@role(LIBRARIAN)
def library_exchange(request):
    imports = LibraryImport.objects.without_sheets()[:RECENT]
    context = {"nav": "exercises", "form": ImportForm(), "imports": imports}
    return render(request, "exercises/library_exchange.html", context)


@require_GET
@role(LIBRARIAN)
def library_export(request, form):
    write, content_type = FORMATS[form]
    return _download(write(tables()), f"library-{timezone.localdate()}.{form}", content_type)


@require_GET
@role(*EVERYBODY)
def library_json(request):
    return _download(as_json().encode(), f"library-{timezone.localdate()}.json", "application/json")


@require_http_methods(["GET", "POST"])
@role(LIBRARIAN)
def library_import_add(request):
    if request.method == "GET":
        return redirect("library-exchange")
    form = ImportForm(request.POST, request.FILES)
    context = {"nav": "exercises", "form": form}
    if form.is_valid():
        try:
            return redirect(_add(request, form))
        except FileRefused as refused:
            context |= {"problems": refused.problems, "has_more": refused.has_more}
    return render(request, "exercises/library_import_add.html", context, status=422)


@require_GET
@role(LIBRARIAN)
def library_import_detail(request, pk):
    kept = get_object_or_404(LibraryImport, pk=pk)
    if not kept.is_waiting:
        return render(request, "exercises/library_import_detail.html", {"nav": "exercises", "kept": kept})
    try:
        context = import_page(kept, plan_of(kept), request.user, request.GET.get("page"))
    except FileRefused as refused:
        context = {"kept": kept, "problems": refused.problems, "has_more": refused.has_more}
    return render(request, "exercises/library_import_detail.html", {**context, "nav": "exercises"})


@require_GET
@role(LIBRARIAN)
def library_import_differences(request, pk):
    """Give every cell that a waiting import changes as CSV; one that is decided on, or no longer fits, says so on its page."""
    kept = get_object_or_404(LibraryImport, pk=pk)
    try:
        plan = plan_of(kept) if kept.is_waiting else None
    except FileRefused:
        plan = None
    if plan is None:
        return redirect(kept)
    return _download(as_csv(*differences_table(plan)), f"import-{kept.pk}-differences.csv", "text/csv")


@require_POST
@role(LIBRARIAN)
def library_import_apply(request, pk):
    kept = get_object_or_404(LibraryImport, pk=pk)
    digest = request.POST.get("digest", "")
    return _decide(
        request,
        lambda once: apply_import(kept=kept, digest=digest, by=request.user, once=once),
        done=_("Applied. Every row keeps by whom and why it was changed."),
        to=kept,
    )


@require_POST
@role(LIBRARIAN)
def library_import_withdraw(request, pk):
    kept = get_object_or_404(LibraryImport, pk=pk)
    return _decide(
        request,
        lambda once: withdraw_import(kept=kept, by=request.user, once=once),
        done=_("Withdrawn. Nothing of it was stored."),
        to="library-exchange",
    )


def _decide(request, step, *, done, to):
    """Take a step once, however often its button is pressed, and say what became of it."""
    try:
        step(partial(request.save_once, to=to))
        messages.success(request, done)
    except (ImportRefused, FileRefused) as refused:
        # Of two equal presses the second may be refused for what the first one did meanwhile.
        if not request.stored_before():
            messages.error(request, str(refused))
    return redirect(to)


def _add(request, form):
    file, reason = form.cleaned_data["file"], form.cleaned_data["reason"]
    values = {"data": file.read(), "file_name": file.name, "reason": reason, "by": request.user}
    return add_import(**values, once=request.save_once)


def _download(content, name, content_type):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
