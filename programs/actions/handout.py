"""Print an issued program: render each variant once, keep its bytes, record every print."""

from django.db import transaction

from clinic.actions.access import record_access
from clinic.models import AccessEvent
from programs.handouts.render import render_pdf
from programs.handouts.version import RENDERER
from programs.models import Handout


def store_handout(*, program, variant, by):
    """Return the handout of this variant, rendering it only the first time; a reprint is the stored bytes.

    Raises RenderFailed, and stores nothing, when anything the patient needs is missing.
    """
    stored = find_handout(program, variant)
    # Layout takes seconds: it must not hold the write lock, so it comes before the transaction.
    rendered = None if stored else render_pdf(program.snapshot, variant)
    with transaction.atomic():
        if rendered:
            stored = _keep(program, variant, rendered)
        record_access(
            user=by,
            patient=program.case.patient,
            kind=AccessEvent.Kind.PRINT,
            what=f"Handout {program.code}, {variant.suffix}",
        )
    return stored


def find_handout(program, variant):
    """Return the stored handout of this variant, or None."""
    return Handout.objects.filter(
        program=program,
        paper=variant.paper,
        size=variant.size,
        palette=variant.palette,
        language=variant.language,
    ).first()


def _keep(program, variant, rendered):
    """Store the bytes; if somebody else was faster, theirs are the handout."""
    handout, _ = Handout.objects.get_or_create(
        program=program,
        paper=variant.paper,
        size=variant.size,
        palette=variant.palette,
        language=variant.language,
        defaults={
            "clinic": program.clinic,
            "renderer": RENDERER,
            "pdf": rendered.pdf,
            "sha256": rendered.sha256,
            "pages": rendered.pages,
        },
    )
    return handout
