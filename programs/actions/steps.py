"""One saved step of a draft: claim it, remember how it was, change it, plan its weeks again."""

from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from programs.draft_state import SETTINGS, capture, restore
from programs.errors import Refused, StaleDraft
from programs.models import DraftStep, Program
from programs.models.history import because
from programs.planning import plan_weeks

STEPS_KEPT = 20


@contextmanager
def draft_step(*, program, seen, label, by):
    """Run one change to a draft, all or nothing.

    `seen` is the draft version the page showed. Raises StaleDraft when the draft has moved on since,
    Refused when it is no longer a draft. The change can be undone until STEPS_KEPT more have been made.
    """
    with transaction.atomic(), because(label):
        draft = claim(program, seen)
        before = capture(draft)
        yield draft
        draft.save()
        DraftStep.objects.create(clinic=draft.clinic, program=draft, label=label[:120], before=before, by=by)
        forgotten = draft.steps.values_list("pk", flat=True)[STEPS_KEPT:]
        DraftStep.objects.filter(pk__in=list(forgotten)).delete()
        plan_weeks(draft)
    # The caller goes on with what was saved.
    for name in (*SETTINGS, "draft_version"):
        setattr(program, name, getattr(draft, name))


def undo_step(*, program, seen, by):
    """Put the draft back to before its last step; return what the step undone is called."""
    with transaction.atomic():
        draft = claim(program, seen)
        step = draft.steps.first()
        if step is None:
            raise Refused(_("There is nothing to undo."))
        with because(f"Taken back: {step.label}"):
            restore(draft, step.before)
            step.delete()
            plan_weeks(draft)
    return str(step)


def claim(program, seen):
    """Lock the draft and count its version up, so that only one tab's step can follow the version both saw."""
    draft = Program.objects.select_for_update().get(pk=program.pk)
    if not draft.is_draft:
        raise Refused(
            _("%(draft_code)s has been issued and no longer changes. Start a new version instead.")
            % {"draft_code": draft.code}
        )
    if draft.draft_version != seen:
        raise StaleDraft
    draft.draft_version += 1
    return draft
