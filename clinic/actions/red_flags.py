"""Record what was asked about red flags, and what became of a referral."""

from django.db import transaction

from clinic.actions.cases import hold_cases, hold_open
from clinic.actions.saving import StaleRecord, add_row, change_row
from clinic.models import RedFlagScreen
from clinic.red_flag_news import news_since


@transaction.atomic
def record_screen(*, case, values, by, seen=""):
    """Record one round of asking. What was not asked is stored as such.

    `seen` is the mark of what the form knew (`clinic.red_flag_news`). Raises StaleRecord with the news when these answers would
    settle a sign that has become known since, in whichever case of the patient (hazard H-13).
    """
    hold_cases(case.patient_id)
    hold_open(case)
    news = news_since(seen, case.patient_id)
    if news.would_be_settled(values.get("answers", {}), case):
        raise StaleRecord(news)
    screen = RedFlagScreen(case=case, screened_by=by, **values)
    return add_row(screen, by=by, patient=case.patient, what="red-flag-screen-add")


def record_screen_outcome(*, screen, version, outcome, outcome_on, by):
    """Record what the referral found; the flags of this screen then no longer count as open."""
    values = {"outcome": outcome, "outcome_on": outcome_on}
    patient = screen.case.patient
    return change_row(
        screen, version=version, values=values, by=by, patient=patient, what="red-flag-screen-outcome"
    )
