"""What was typed when the session had ended: look at it, send it again, or drop it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from clinic.access import EVERYBODY, INSTALLATION, role
from clinic.actions.submissions import HELD_FOR, discard_held_form, held_text
from clinic.form_key import FIELD
from clinic.models import HeldForm

TECHNICAL = {FIELD, "version", "draft_version", "replaces", "save", "warning", "shown", "seen"}


@role(*EVERYBODY, INSTALLATION)
@require_safe
def held_form(request, digest):
    held = get_object_or_404(HeldForm, digest=digest, user=request.user)
    typed = [(name, value) for name, values in held_text(held) for value in values]
    shown = [
        (name.replace("_", " ").replace("-", " "), value)
        for name, value in typed
        if value and name not in TECHNICAL and not name.endswith("_FORMS")
    ]
    page = {"held": held, "typed": typed, "shown": shown, "until": held.at + HELD_FOR, "nav": "caseload"}
    return render(request, "clinic/held_form.html", page)


@role(*EVERYBODY, INSTALLATION)
@require_POST
def held_form_discard(request, digest):
    discard_held_form(held=get_object_or_404(HeldForm, digest=digest, user=request.user), by=request.user)
    return redirect("home")
