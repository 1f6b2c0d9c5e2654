"""The weekly volume index: good for comparing weeks of one program, no physical quantity."""

from collections.abc import Iterable

from programs.rules.pacing import Progression
from programs.rules.training import ItemState, Kind

_SECONDS = {Kind.HOLD: 1, Kind.MINUTES: 60}


def weekly_volume(item: ItemState, pacing: Progression) -> float:
    """Give sets x repetitions (or seconds / 3) x max(load in kg, 1) x days of one exercise at full dose."""
    count = item.amount
    if item.kind is not Kind.REPS:
        count = item.amount * _SECONDS[item.kind] / pacing.seconds_per_rep
    return item.sets * count * max(item.load_kg or 0, 1) * item.days


def program_volume(items: Iterable[ItemState], pacing: Progression) -> float:
    """Sum the index over all exercises."""
    return sum(weekly_volume(item, pacing) for item in items)
