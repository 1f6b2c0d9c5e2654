"""Answer one saved step of a draft: the builder again, a refusal said plainly, or both versions of a conflict."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from clinic.form_guards import save_once
from clinic.form_key import FIELD
from programs.builder import builder_page
from programs.errors import Refused, StaleDraft
from programs.models import Program

# The ticks of warnings are digests: nothing a person typed.
HIDDEN = {"csrfmiddlewaretoken", "draft_version", "warning", "shown", FIELD}
CONFLICT, UNPROCESSABLE = 409, 422
MOST_DIGITS = 10


def seen_version(request, name="draft_version"):
    """Return the version the page showed, or -1, which no row has."""
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < MOST_DIGITS else -1


def take_step(request, program, step):
    """Run `step` and show the builder. Nothing typed is lost when the draft has changed elsewhere."""
    try:
        save_once(request, step, to=program)
    except StaleDraft:
        return show_conflict(request, program)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return show_builder(request, program)


def show_builder(request, program, *, forms=None):
    """Show the builder: only its live part to htmx, a redirect to the page otherwise; errors keep what was typed."""
    if not request.htmx and not forms:
        return redirect("program-edit", program.pk)
    current = Program.objects.with_people().get(pk=program.pk)
    if not current.is_draft:
        return HttpResponseClientRedirect(current.get_absolute_url())
    page = builder_page(request, current, forms=forms)
    template = "programs/_builder.html" if request.htmx else "programs/program_edit.html"
    return render(request, template, page, status=UNPROCESSABLE if forms else None)


def show_conflict(request, program):
    """Show what was typed beside the draft as it is now; nothing has been written."""
    current = Program.objects.with_people().get(pk=program.pk)
    typed = [
        (name, value) for name in request.POST if name not in HIDDEN for value in request.POST.getlist(name)
    ]
    page = builder_page(request, current) | {
        "typed": typed,
        "action": request.path,
        "last_step": current.steps.first(),
    }
    template = "programs/_program_conflict.html" if request.htmx else "programs/program_conflict.html"
    return render(request, template, page, status=CONFLICT)
