"""The pain light an answer goes by: the program's, or the strict one where the patient may train under no other by now."""

from programs.rules.planning import offered_modes
from programs.rules.scales import Mode

ANSWERED_BY = "pain_light"


def light_that_counts(mode, now) -> Mode:
    """Return the pain light for a program issued under `mode`, for the patient as of `now` (evidence page, section 4; SEED)."""
    offered = offered_modes(now.patient, now.table)
    return Mode(mode) if Mode(mode) in offered else offered[0]


def other_light(check_in) -> str:
    """Return the pain light a stored answer goes by where it is not the program's, else nothing."""
    return next((one[ANSWERED_BY] for one in check_in.decisions if ANSWERED_BY in one), "")
