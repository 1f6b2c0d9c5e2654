"""Record what was asked about red flags, and what became of a referral."""

from django.db import transaction

from clinic.actions.cases import hold_open
from clinic.actions.saving import add_row, change_row
from clinic.models import RedFlagScreen


@transaction.atomic
def record_screen(*, case, values, by):
    """Record one round of asking. What was not asked is stored as such."""
    hold_open(case)
    screen = RedFlagScreen(case=case, screened_by=by, **values)
    return add_row(screen, by=by, patient=case.patient, what="red-flag-screen-add")


def record_screen_outcome(*, screen, version, outcome, outcome_on, by):
    """Record what the referral found; the flags of this screen then no longer count as open."""
    values = {"outcome": outcome, "outcome_on": outcome_on}
    patient = screen.case.patient
    return change_row(
        screen, version=version, values=values, by=by, patient=patient, what="red-flag-screen-outcome"
    )
