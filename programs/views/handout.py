"""Show a handout on screen, and hand out its PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from clinic.access import PHYSIOTHERAPIST, role
from clinic.actions.access import record_access
from programs.actions.handout import find_handout, store_handout
from programs.handouts.errors import HandoutError
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body
from programs.handouts.variant import choices, from_query
from programs.loaders import load_issued
from programs.presenters import banner

UNPROCESSABLE = 422


@require_GET
@role(PHYSIOTHERAPIST)
@load_issued
def program_handout(request, program):
    """Show the HTML twin with the switches for the printed forms."""
    variant = from_query(request.GET, program.snapshot)
    try:
        handout = Handout.from_snapshot(program.snapshot, variant)
    except HandoutError as refusal:
        return _refused(request, program, variant, refusal)
    record_access(user=request.user, patient=program.case.patient, what=f"Handout {program.code}")
    page = banner(program.case) | {
        "program": program,
        "variant": variant,
        "choices": choices(variant),
        "stored": find_handout(program, variant),
        "title": handout.title,
        "body": render_body(handout),
    }
    return render(request, "handouts/program_handout.html", page)


@require_GET
@role(PHYSIOTHERAPIST)
@load_issued
def program_handout_pdf(request, program):
    """Serve the stored bytes. The file is named after the program: a name on a screen or disk is a leak."""
    variant = from_query(request.GET, program.snapshot)
    try:
        stored = store_handout(program=program, variant=variant, by=request.user)
    except HandoutError as refusal:
        return _refused(request, program, variant, refusal)
    response = HttpResponse(bytes(stored.pdf), content_type="application/pdf")
    name = f"{program.code.replace(' ', '-')}-{variant.suffix}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _refused(request, program, variant, refusal):
    page = {"program": program, "variant": variant, "refusal": refusal}
    return render(request, "handouts/handout_failed.html", page, status=UNPROCESSABLE)
