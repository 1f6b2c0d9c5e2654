"""Show a handout on screen, and hand out its PDF."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from clinic.access import PHYSIOTHERAPIST, role
from clinic.limits import limited
from clinic.loaders import TakenOut
from programs.actions.handout import find_handout, store_handout
from programs.errors import Refused, Withheld
from programs.handing_out import why_withheld
from programs.handouts.checks import checks
from programs.handouts.errors import HandoutError
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body
from programs.handouts.snapshot import is_unreviewed_translation
from programs.handouts.variant import choices, from_query
from programs.loaders import load_issued
from programs.parts import photo_files
from programs.presenters import banner

UNPROCESSABLE = 422


@require_GET
@role(PHYSIOTHERAPIST)
@load_issued
def program_handout(request, program):
    """Show the HTML twin with the switches for the printed forms and what to know before printing."""
    try:
        page = _page(program, from_query(request.GET, program.snapshot))
    except HandoutError as refusal:
        return _refused(request, program, refusal)
    return render(request, "handouts/program_handout.html", banner(program.case) | page)


def _page(program, variant):
    handout = Handout.from_snapshot(program.snapshot, variant, photo_files(program.snapshot))
    stored = find_handout(program, variant)
    return {
        "program": program,
        "variant": variant,
        "choices": choices(variant, program.snapshot),
        "stored": stored,
        "withheld": why_withheld(program),
        "checks": checks(program.snapshot, variant, pages=stored and stored.pages),
        "is_unreviewed": is_unreviewed_translation(program.snapshot, variant.language),
        "title": handout.title,
        "body": render_body(handout),
    }


@require_GET
@role(PHYSIOTHERAPIST)
@limited("handout", most=30, seconds=60)
@load_issued
def program_handout_pdf(request, program):
    """Serve the stored bytes, named after the program."""
    variant = from_query(request.GET, program.snapshot)
    is_accepted = request.GET.get("unreviewed") == "accepted"
    try:
        stored = store_handout(
            program=program, variant=variant, by=request.user, accepts_unreviewed=is_accepted
        )
    except (HandoutError, Refused) as refusal:
        return _refused(request, program, refusal)
    name = f"{program.code.replace(' ', '-')}-{variant.suffix}.pdf"
    return TakenOut(bytes(stored.pdf), content_type="application/pdf", name=name, is_shown=True)


def _refused(request, program, refusal):
    variant = from_query(request.GET, program.snapshot)
    page = banner(program.case) | {
        "program": program,
        "variant": variant,
        "refusal": refusal,
        "withheld": refusal if isinstance(refusal, Withheld) else None,
        # Trying again cannot help where a tick is missing: the tick is on the handout's page.
        "needs_tick": isinstance(refusal, Refused),
    }
    return render(request, "handouts/handout_failed.html", page, status=UNPROCESSABLE)
