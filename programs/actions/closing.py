"""Close a case: what runs in it ends in the same step."""

from django.db import transaction

from clinic import actions
from clinic.models import Case
from programs.actions.issue import end_program
from programs.policies import check_can_close

REASON_LENGTH = 200


@transaction.atomic
def close_case(*, case, version, closed_on, reason, ending, today, by):
    """Close a case and end the programs `ending` with the same reason.

    Raises clinic.policies.Refused while a red flag or stop symptom is open or another program runs, StaleRecord when
    somebody changed the case meanwhile; then nothing is closed and nothing ended.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    check_can_close(locked, ending=ending)
    for program in ending:
        end_program(program=program, reason=f"Case closed: {reason}"[:REASON_LENGTH], today=today, by=by)
    return actions.close_case(case=case, version=version, closed_on=closed_on, reason=reason, by=by)
