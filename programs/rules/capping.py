"""The program as a whole: one variant change a week, and the weekly volume under its cap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from programs.rules.pacing import ModeLimits
from programs.rules.scales import Decision, Mode
from programs.rules.table import Table
from programs.rules.training import ItemState, Step
from programs.rules.volume import weekly_volume

_EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one exercise would do next week if it were alone; `after` None takes it out."""

    before: ItemState
    after: ItemState | None
    decision: Decision
    step: Step
    reason: str
    rpe: float


def keep_under_cap(
    proposals: Sequence[Proposal], reference: float, mode: Mode, table: Table
) -> list[Proposal]:
    """Keep the steps that fit under the volume cap and hold the rest (VCF-RCT, GABBETT16).

    Steps are taken lowest effort first, then warm-up, core, leg, then whoever has waited longest. Only when no
    step at all fits may one single +1 repetition go up to the mode's hard cap: for a program of one or two
    exercises the smallest step there is can be larger than the cap.
    """
    limits, kept = table.progression.modes[mode], _one_variant(list(proposals), table)
    total = sum(_volume(_without_step(one), table) for one in kept)
    room = reference * (1 + limits.volume_cap) + _EXACT
    rises, held = 0, []
    for index in _in_order(kept):
        added = _added(kept[index], table)
        if added > _EXACT and total + added > room:
            held.append(index)
            continue
        total += added
        rises += added > _EXACT
    hard_room = reference * (1 + limits.hard_cap) + _EXACT - total
    single = None if rises else _single_rep(kept, held, hard_room, limits, table)
    for index in held:
        if index != single:
            kept[index] = _held(kept[index], Step.VOLUME_CAP)
    return kept


def _one_variant(proposals: list[Proposal], table: Table) -> list[Proposal]:
    # A step back to an easier variant is never refused, but it uses up the week's change.
    room = table.progression.steps.variant_changes_per_week
    room -= sum(one.step is Step.EASIER_VARIANT for one in proposals)
    moving = [index for index in _in_order(proposals) if proposals[index].step is Step.VARIANT]
    for index in moving[max(0, room) :]:
        proposals[index] = _held(proposals[index], Step.ONE_VARIANT)
    return proposals


def _in_order(proposals: Sequence[Proposal]) -> list[int]:
    advancing = [i for i, one in enumerate(proposals) if one.decision is Decision.ADVANCE]
    return sorted(advancing, key=lambda index: _priority(proposals[index], index))


def _priority(proposal: Proposal, index: int) -> tuple[float, int, int, int]:
    item = proposal.before
    return proposal.rpe, item.section.rank, -item.weeks_waiting, index


def _without_step(proposal: Proposal) -> ItemState | None:
    return proposal.before if proposal.decision is Decision.ADVANCE else proposal.after


def _added(proposal: Proposal, table: Table) -> float:
    return _volume(proposal.after, table) - _volume(proposal.before, table)


def _volume(item: ItemState | None, table: Table) -> float:
    return 0 if item is None else weekly_volume(item, table.progression)


def _single_rep(
    kept: Sequence[Proposal],
    held: Sequence[int],
    room: float,
    limits: ModeLimits,
    table: Table,
) -> int | None:
    if limits.hard_cap <= limits.volume_cap:
        return None
    fitting = (i for i in held if _is_one_rep(kept[i]) and _added(kept[i], table) <= room)
    return next(fitting, None)


def _is_one_rep(proposal: Proposal) -> bool:
    after = proposal.after
    return proposal.step is Step.REPS and after is not None and after.amount - proposal.before.amount == 1


def _held(proposal: Proposal, step: Step) -> Proposal:
    before = proposal.before
    reason = "The whole programme has reached this week's volume limit: this one waits."
    if step is Step.ONE_VARIANT:
        reason = "Another exercise changes its variant this week: this one waits."
    waiting = replace(before, weeks_waiting=before.weeks_waiting + 1)
    return replace(proposal, after=waiting, decision=Decision.HOLD, step=step, reason=reason)
