"""How large print arranges what stands before the exercises: the order, the scale of effort and the tables of weeks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opening:
    """The tables of weeks in classes of the style sheet, whether the scale of effort stands behind them and the order is whole."""

    weeks: str = ""
    is_effort_last: bool = False
    is_order_whole: bool = False


WHOLE = Opening()
# From what reads best to what takes least room: tables whole, their lines closer, over pages, and over pages closer.
OPENINGS = tuple(
    Opening(weeks, is_effort_last)
    for weeks in ("", "close-weeks", "run-on", "close-weeks run-on")
    for is_effort_last in (False, True)
)
DENSEST = OPENINGS[-2:]


def best_opening(cost_of):
    """Return the first of the openings with the fewest pages and, among those, the fewest gaps and torn tables.

    `cost_of` lays an opening out, which takes its time, and returns both numbers; no more are laid out than need be.
    """
    fewest = min(cost_of(opening)[0] for opening in DENSEST)
    flawless = (opening for opening in OPENINGS if cost_of(opening) == (fewest, 0))
    return next(flawless, None) or min(OPENINGS, key=cost_of)
