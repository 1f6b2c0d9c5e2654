"""Issue a program: from then on only its snapshot speaks. End one."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from clinic.actions.access import record_access
from clinic.models import AccessEvent, Case
from programs.actions.steps import claim
from programs.errors import Refused
from programs.log_code import new_log_code
from programs.models import Program
from programs.models.history import because
from programs.policies import check_can_issue
from programs.review import review
from programs.snapshot import build_snapshot, digest


@transaction.atomic
@because("Programme issued")
def issue_program(*, program, seen, acknowledged, now, by):
    """Freeze and issue a draft; an earlier issued version is superseded in the same transaction.

    Everything is judged again here: what the page showed may be old. Raises NotIssuable with what blocks,
    Refused when a text or picture is missing, StaleDraft when the draft has changed since the page was opened.
    `acknowledged` holds the ticks of the warnings that were read (PageGate.tick).
    """
    draft = claim(program, seen)
    # Held until all is stored: neither a closing nor a red flag just being recorded slips in after the judging.
    draft.case = Case.objects.select_for_update(of=("self",)).select_related("patient").get(pk=draft.case_id)
    judged = review(draft, timezone.localdate(now))
    check_can_issue(judged, acknowledged=acknowledged)
    # Ticks are for the words that were read; what is frozen speaks the language of the source, whoever issues it.
    with translation.override(None):
        judged = review(draft, timezone.localdate(now))
    draft.log_code = new_log_code(draft)
    replaced = list(draft.case.programs.running().select_for_update().exclude(pk=draft.pk))
    draft.snapshot = build_snapshot(draft, judged, replaced=replaced, now=now, by=by)
    draft.snapshot_sha256 = digest(draft.snapshot)
    draft.status = Program.Status.ISSUED
    draft.issued_by, draft.issued_at = by, now
    draft.clearance = draft.case.clearances.current().first()
    draft.save()
    for earlier in replaced:
        earlier.status = Program.Status.SUPERSEDED
        earlier.save()
    record_access(
        user=by, patient=draft.case.patient, kind=AccessEvent.Kind.ISSUE, what=f"Program {draft.code}"
    )
    return draft


@transaction.atomic
@because("Programme ended")
def end_program(*, program, reason, today, by):
    """End an issued program; the snapshot and its handouts stay."""
    running = Program.objects.select_for_update().get(pk=program.pk)
    if running.status not in (Program.Status.ISSUED, Program.Status.SUSPENDED):
        raise Refused(
            _("%(running_code)s is not running, so there is nothing to end.") % {"running_code": running.code}
        )
    running.status = Program.Status.ENDED
    running.ended_on, running.ended_reason = today, reason
    running.save()
    record_access(
        user=by, patient=running.case.patient, kind=AccessEvent.Kind.CHANGE, what=f"Ended {running.code}"
    )
