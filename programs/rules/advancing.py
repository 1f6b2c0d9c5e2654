"""From one week to the next: stop, regress, deload, hold or advance, first match wins."""

from dataclasses import replace

from programs.rules.capping import Proposal, keep_under_cap
from programs.rules.feedback import Judged, judge_week
from programs.rules.scales import Decision, Mode
from programs.rules.stepping import step_back, step_forward, step_restart
from programs.rules.table import Table
from programs.rules.training import (
    Advance,
    CheckIn,
    ItemCheckIn,
    ItemState,
    ItemStep,
    ProgramState,
    Step,
)
from programs.rules.values import UnknownCode
from programs.rules.volume import program_volume

LEGS_OPEN = "Leg symptoms got worse or moved down in an earlier log, and nobody has decided on that yet."


def advance(state: ProgramState, check_in: CheckIn, mode: Mode, table: Table) -> Advance:
    """Answer one week's feedback with next week's program.

    Order: a stop symptom suspends everything; a break of four weeks asks for a new assessment; then each
    exercise regresses by its own answers; a break of two or three weeks restarts lower, what regressed too; every fifth week, or
    a week in which two exercises regressed, is followed by a deload; what is left holds or advances, and the
    sum of all steps stays under the mode's volume cap. Raises UnknownCode for an unknown stop symptom.
    """
    stopped = _stopped(state, check_in, table)
    if stopped is not None:
        return replace(stopped, state=_counted(stopped.state, check_in, mode, table))
    proposals = [_judge(item, state, check_in, mode, table) for item in state.items]
    regressed = sum(one.decision is Decision.REGRESS for one in proposals)
    deload = table.progression.deload
    is_deload = (state.week + 1) % deload.every_weeks == 0 or regressed >= deload.regressed_exercises
    if check_in.weeks_missed >= table.progression.breaks.restart_after_weeks:
        proposals = [_restarted(one, table) for one in proposals]
    elif is_deload:
        proposals = [_deloaded(one, table) for one in proposals]
    reference = reference_volume(state, table)
    kept = keep_under_cap(proposals, reference, mode, table)
    return _answer(state, kept, is_deload, reference)


def reference_volume(state: ProgramState, table: Table) -> float:
    """Give the volume index the next week is compared with: the last week that was no deload."""
    if state.is_deload:
        return state.reference_volume
    return program_volume(state.items, table.progression)


def sets_this_week(item: ItemState, is_deload: bool, table: Table) -> int:
    """Give the sets done this week: one fewer in a deload week, at least one."""
    fewer = table.progression.deload.sets if is_deload else 0
    return max(1, item.sets - fewer)


def _stopped(state: ProgramState, check_in: CheckIn, table: Table) -> Advance | None:
    for symptom in sorted(check_in.stop_symptoms):
        if symptom not in table.stop_symptoms:
            raise UnknownCode(f"unknown stop symptom {symptom!r}")
    symptoms = [table.stop_symptoms[one] for one in sorted(check_in.stop_symptoms)]
    if any(symptom.is_emergency for symptom in symptoms):
        message = "A sign of bladder, bowel, between the legs or both legs is an emergency: send the patient to emergency care now."
        return _suspend(state, Step.STOP, f"{message} The programme is suspended.", True)
    if symptoms:
        labels = "; ".join(symptom.label for symptom in symptoms)
        message = (
            f"Stop symptom reported ({labels}): the programme is suspended until a clinician reviews it."
        )
        return _suspend(state, Step.STOP, message, False)
    if state.is_suspended:
        message = "The programme is suspended: a clinician reviews it before it goes on."
        return _suspend(state, Step.STOP, message, False)
    if check_in.weeks_missed >= table.progression.breaks.reassess_after_weeks:
        message = f"{check_in.weeks_missed} weeks were missed: assess again before going on."
        return _suspend(state, Step.REASSESS, message, False)
    return None


def _suspend(state: ProgramState, step: Step, message: str, is_emergency: bool) -> Advance:
    steps = tuple(ItemStep(item.slug, Decision.STOP, step, message) for item in state.items)
    suspended = replace(state, is_suspended=True)
    return Advance(Decision.STOP, steps, suspended, is_emergency, message)


def _counted(state: ProgramState, check_in: CheckIn, mode: Mode, table: Table) -> ProgramState:
    """Count a week of regress that a stop keeps from being answered: red weeks run on through it."""
    items = tuple(
        replace(item, regress_streak=item.regress_streak + 1, weeks_at_top=0, weeks_waiting=0)
        if _judged(item, state, check_in, mode, table)[0] is Decision.REGRESS
        else item
        for item in state.items
    )
    return replace(state, items=items)


def _judge(item: ItemState, state: ProgramState, check_in: CheckIn, mode: Mode, table: Table) -> Proposal:
    answer = check_in.items.get(item.slug, ItemCheckIn())
    decision, why = _judged(item, state, check_in, mode, table)
    if answer.legs_open and decision is not Decision.REGRESS:
        # The step back has been owed since then. This week told of nothing and counts no further one.
        owing = replace(item, regress_streak=max(0, item.regress_streak - 1))
        after, step, how = step_back(owing, state.stage, table)
        return Proposal(item, after, Decision.REGRESS, step, f"{LEGS_OPEN} {how}", item.rpe)
    calm = replace(item, regress_streak=0)
    stepping = replace(calm, weeks_waiting=0)
    if decision is Decision.REGRESS:
        after, step, how = step_back(item, state.stage, table)
        return Proposal(item, after, decision, step, f"{why} {how}", item.rpe)
    if decision is Decision.HOLD:
        held = replace(calm, weeks_at_top=0)
        return Proposal(item, held, decision, Step.REPEAT, why, item.rpe)
    after, step, how = step_forward(stepping, state.stage, table)
    return Proposal(calm, after, decision, step, how, answer.rpe or item.rpe)


def _judged(item: ItemState, state: ProgramState, check_in: CheckIn, mode: Mode, table: Table) -> Judged:
    answer, pacing = check_in.items.get(item.slug, ItemCheckIn()), table.progression
    return judge_week(answer, check_in, state.baseline_morning, pacing.modes[mode], pacing)


def _restarted(proposal: Proposal, table: Table) -> Proposal:
    restarted, step, reason = step_restart(proposal.before, table)
    if proposal.decision is not Decision.REGRESS:
        return replace(proposal, after=restarted, decision=Decision.REGRESS, step=step, reason=reason)
    # A step back for a bad week must not leave more to do after the break than a calm one does.
    back = proposal.after
    if back is None or restarted is None or back.slug != restarted.slug or back.amount <= restarted.amount:
        return proposal
    return replace(
        proposal, after=replace(back, amount=restarted.amount), reason=f"{proposal.reason} {reason}"
    )


def _deloaded(proposal: Proposal, table: Table) -> Proposal:
    fewer = table.progression.deload
    if proposal.decision is Decision.REGRESS:
        also = f"{proposal.reason} It is an easier week as well."
        return replace(proposal, reason=also)
    # A week that would have advanced keeps its weeks at the top; a held one starts counting again.
    unchanged = proposal.before if proposal.decision is Decision.ADVANCE else proposal.after
    reason = f"{_fewer_sets(unchanged, table)} next week, effort limit {fewer.rpe:g} lower."
    return replace(proposal, after=unchanged, decision=Decision.DELOAD, step=Step.DELOAD, reason=reason)


def _fewer_sets(item: ItemState | None, table: Table) -> str:
    fewer = item.sets - sets_this_week(item, True, table) if item else table.progression.deload.sets
    if fewer == 0:
        return "The one set stays"
    return "One set fewer" if fewer == 1 else f"{fewer} sets fewer"


def _answer(state: ProgramState, kept: list[Proposal], is_deload: bool, reference: float) -> Advance:
    steps = tuple(ItemStep(one.before.slug, one.decision, one.step, one.reason) for one in kept)
    following = replace(
        state,
        week=state.week + 1,
        items=tuple(one.after for one in kept if one.after is not None),
        is_deload=is_deload,
        reference_volume=reference,
    )
    decision = max((one.decision for one in kept), default=Decision.HOLD)
    return Advance(decision, steps, following)
