"""Stop symptoms of returned logs that still stand in the way of training."""

from clinic.models import RedFlag
from clinic.screening import screening
from programs.models import CheckIn
from programs.rules.loading import default_table


def stop_is_open(case) -> bool:
    """Tell whether a stop symptom awaits its review, or an emergency sign the new screen that finds it gone (G09)."""
    stops = _stops(case)
    return any(one.reviewed_at is None for one in stops) or _awaits_screen(case, stops)


def emergency_is_open(case) -> bool:
    """Tell whether an emergency sign was logged and no later screen has found every such sign absent.

    The same as G01 asks for: a cauda equina sign is never settled by words alone.
    """
    return _awaits_screen(case, _stops(case))


def _stops(case):
    return list(CheckIn.objects.filter(program__case=case).exclude(stop_symptoms=[]))


def _awaits_screen(case, stops):
    signs = default_table().stop_symptoms
    days = [one.received_on for one in stops if any(signs[sign].is_emergency for sign in one.stop_symptoms)]
    if not days:
        return False
    later = case.red_flag_screens.filter(screened_on__gte=max(days))
    found = screening(later, RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    return bool(found.present or found.not_asked)
