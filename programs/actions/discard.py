"""Discard a draft that nobody was ever given; its history stays."""

from django.db import transaction

from clinic.actions.access import record_change
from clinic.models import Case
from programs.actions.check_ins import reopen_decision
from programs.actions.steps import claim
from programs.models import CheckIn
from programs.models.history import because


@transaction.atomic
@because("Draft discarded")
def discard_draft(*, program, seen, by):
    """Take a draft away with all it holds. The log it was made from waits for its decision again: return it, or None.

    `seen` is the draft version the page showed. Raises StaleDraft when it has changed since, Refused when it was issued.
    """
    # The case before its logs, as everywhere.
    Case.objects.select_for_update(of=("self",)).get(pk=program.case_id)
    draft = claim(program, seen)
    log = CheckIn.objects.select_for_update().filter(next_version=draft).first()
    if log:
        reopen_decision(log)
    for rows in (draft.steps, draft.items, draft.requests):
        rows.all().delete()
    draft.delete()
    record_change(by=by, patient=draft.case.patient, what=f"Discarded the draft {draft.code}")
    return log
