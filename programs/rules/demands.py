"""What an exercise asks of the back at the dose prescribed."""

from collections.abc import Mapping

from programs.rules.table import Table
from programs.rules.values import DEMANDS, Dose, Exercise


def is_heavy(exercise: Exercise, dose: Dose | None, table: Table) -> bool:
    """Tell whether a loadable exercise is prescribed at or above the heavy effort or share of 1RM."""
    if dose is None or not exercise.externally_loadable:
        return False
    heavy = table.stages.heavy_load
    by_effort = dose.rpe is not None and dose.rpe >= heavy.rpe
    by_share = dose.percent_1rm is not None and dose.percent_1rm >= heavy.percent_1rm
    return by_effort or by_share


def effective_demand(exercise: Exercise, dose: Dose | None, table: Table) -> Mapping[str, int]:
    """Give the eight ordinals at this dose: heavy work adds to compression and shear, never from nothing."""
    demand = {name: exercise.demand[name] for name in DEMANDS}
    if is_heavy(exercise, dose, table):
        heavy = table.stages.heavy_load
        for name in heavy.demands:
            if demand[name] >= 1:
                demand[name] = min(heavy.highest, demand[name] + heavy.adds)
    return demand
