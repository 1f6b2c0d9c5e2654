"""Emergencies of a patient's other open cases: a cauda equina sign belongs to the person, not to one complaint (G01, G09)."""

from collections import defaultdict
from dataclasses import dataclass

from clinic.models import RedFlag, RedFlagScreen
from clinic.screening import screening
from programs.stop_signs import stop_signs


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Cauda equina signs `present` in the other cases, those `open` without a recorded outcome, and what their logs tell.

    Each stands until the case in which it was found is screened again: a screen of another complaint does not settle it.
    """

    present: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    awaits_absence: bool = False
    is_unscreened: bool = False

    @property
    def is_emergency(self) -> bool:
        """Tell whether anything found elsewhere forbids training."""
        return bool(self.present) or self.awaits_absence


def emergencies_elsewhere(case) -> Elsewhere:
    """Read what the patient's other open cases tell. One query for a patient who has none, else three and one for each."""
    others = list(case.patient.cases.open().exclude(pk=case.pk))
    if not others:
        return Elsewhere()
    flags = list(RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    screens = defaultdict(list)
    for screen in RedFlagScreen.objects.filter(case__in=others):
        screens[screen.case_id].append(screen)
    screened = [screening(of_case, flags) for of_case in screens.values()]
    logs = [stop_signs(one) for one in others]
    return Elsewhere(
        present=frozenset(flag.slug for one in screened for flag in one.present),
        open=frozenset(flag.slug for one in screened for flag in one.open),
        awaits_absence=any(one.awaits_absence for one in logs),
        is_unscreened=any(one.is_unscreened for one in logs),
    )
