"""How long a clearance holds where nobody says so: shorter while the episode is acute."""

from calendar import monthrange
from datetime import timedelta

from clinic.models import Condition

# Since which day, and for how long, an episode is acute: as in the rules (programs/rules/shared/stages.toml).
ACUTE = {
    Condition.Family.GENERAL: ("onset_on", timedelta(weeks=4)),
    Condition.Family.POST_SURGICAL: ("surgery_on", timedelta(weeks=6)),
    Condition.Family.FRACTURE: ("fracture_on", timedelta(weeks=4)),
}
SHORT_VALIDITY = timedelta(weeks=6)
VALID_MONTHS = 6


def default_validity(case, issued_on):
    """Return six weeks from issue while the episode is acute, six months otherwise (evidence.md section 5).

    As in the rules each diagnosis is counted from the day of its own kind, and what nobody knows is taken for acute.
    """
    diagnoses = list(case.diagnoses.active().select_related("condition"))
    if not diagnoses or any(_is_acute(one, issued_on) for one in diagnoses):
        return issued_on + SHORT_VALIDITY
    month = issued_on.month + VALID_MONTHS
    year, month = issued_on.year + (month - 1) // 12, (month - 1) % 12 + 1
    return issued_on.replace(year=year, month=month, day=min(issued_on.day, monthrange(year, month)[1]))


def _is_acute(diagnosis, day):
    since, weeks = ACUTE[diagnosis.condition.family]
    began = getattr(diagnosis, since)
    return began is None or day - began < weeks
