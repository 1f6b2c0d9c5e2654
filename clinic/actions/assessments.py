"""Record what was found at a visit."""

from django.db import transaction

from clinic.actions.cases import hold_open
from clinic.actions.saving import StaleRecord, add_row, change_row
from clinic.models import Assessment
from clinic.visits import unseen


@transaction.atomic
def record_assessment(*, case, values, by, seen=""):
    """Record a visit.

    `seen` is the mark of the visits it started from (`clinic.visits`). Raises StaleRecord with one it knows nothing of: what
    that one found must not be ended by somebody who has not seen it.
    """
    hold_open(case)
    if found := unseen(case.assessments.all(), seen):
        raise StaleRecord(found)
    assessment = Assessment(case=case, assessed_by=by, **values)
    return add_row(assessment, by=by, patient=case.patient, what="assessment-add")


@transaction.atomic
def change_assessment(*, assessment, version, values, by):
    """Correct a slip in a recorded visit; the earlier reading stays in the history."""
    hold_open(assessment.case)
    patient = assessment.case.patient
    return change_row(
        assessment, version=version, values=values, by=by, patient=patient, what="assessment-edit"
    )
