"""Print an issued program: render each variant once, keep its bytes, record every print."""

from dataclasses import asdict

from django.db import transaction

from clinic.actions.access import record_access
from clinic.models import AccessEvent
from programs.handing_out import check_can_hand_out, check_can_print
from programs.handouts.version import RENDERER
from programs.handouts.worker import render_pdf
from programs.models import Handout, Program
from programs.parts import photo_files


def store_handout(*, program, variant, by, accepts_unreviewed=False, render=None):
    """Return the handout of this variant, rendering it only the first time; a reprint is the stored bytes.

    Raises RenderFailed, and stores nothing, when anything the patient needs is missing; Withheld while the program
    must not be handed out; Refused when nobody has reviewed the translation and `accepts_unreviewed` does not say that
    `by` wants it all the same. A batch that has begun to render says with `render` where the PDF comes from.
    """
    is_unreviewed = check_can_print(program, variant, accepts_unreviewed=accepts_unreviewed)
    stored = find_handout(program, variant)
    # Layout takes seconds: it must not hold the write lock, so it comes before the transaction.
    rendered = None if stored else render() if render else _render(program.snapshot, variant)
    with transaction.atomic():
        # A stop symptom may have been typed meanwhile; a batch takes minutes.
        check_can_hand_out(Program.objects.select_for_update().defer("snapshot").get(pk=program.pk))
        if rendered:
            stored = _keep(program, variant, rendered)
        record_access(
            user=by,
            patient=program.case.patient,
            kind=AccessEvent.Kind.PRINT,
            what=f"Handout {program.code}, {variant.suffix}{UNREVIEWED if is_unreviewed else ''}",
        )
    return stored


def _render(snapshot, variant):
    return render_pdf(snapshot, variant, photo_files(snapshot))


# The column holds 80 characters, and the longest variant leaves this many.
UNREVIEWED = ", unreviewed, accepted"


def find_handout(program, variant):
    """Return the stored handout of this variant, or None."""
    return Handout.objects.filter(program=program, **asdict(variant)).first()


def _keep(program, variant, rendered):
    """Store the bytes; if somebody else was faster, theirs are the handout."""
    handout, _ = Handout.objects.get_or_create(
        program=program,
        **asdict(variant),
        defaults={
            "clinic": program.clinic,
            "renderer": RENDERER,
            "pdf": rendered.pdf,
            "sha256": rendered.sha256,
            "pages": rendered.pages,
        },
    )
    return handout
