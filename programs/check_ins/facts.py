"""A returned log as the engine sees it, and what the engine answers as plain data."""

from collections import defaultdict
from dataclasses import replace

from programs.check_ins.pain_light import ANSWERED_BY, light_that_counts
from programs.check_ins.worse_legs import forms_of_week, waiting_legs
from programs.facts import dose_facts
from programs.models import CheckIn, CheckInItem
from programs.review import ordered_items, situation
from programs.rules.advancing import advance
from programs.rules.feedback import worst_of
from programs.rules.loading import default_table
from programs.rules.planning import PlanItem, easier_variants, harder_variants, load_limit, start_state
from programs.rules.scales import Section
from programs.rules.training import Advance, ItemCheckIn, ItemState, Kind, Step
from programs.rules.training import CheckIn as WeekAnswers
from programs.weeks import days_of_forms, stored_cells

COUNTERS = ("weeks_at_top", "regress_streak", "weeks_waiting", "extra")
AMOUNTS = ("sets", "reps", "hold_s", "minutes", "load_kg")


def evaluate(check_in: CheckIn) -> tuple[Advance, dict[str, ItemState | None], dict[str, str]]:
    """Return the engine's answer to one week, each exercise's state for the next (None: take it out), and its pain light.

    The light is named where it is not the program's: the patient may train under the strict one alone by now (SEED).
    """
    program = check_in.program
    now = situation(program)
    rows = ordered_items(program)
    waiting = waiting_legs(check_in, forms_of_week(check_in))
    state = _week_state(check_in, now, rows, waiting)
    light = light_that_counts(program.mode, now)
    answer = advance(state, _answers(check_in, waiting), light, now.table)
    following = iter(answer.state.items)
    after = {step.slug: None if step.step is Step.REMOVE else next(following) for step in answer.steps}
    return answer, after, {} if light == program.mode else {ANSWERED_BY: light.value}


def decision_lines(answer: Advance, after: dict[str, ItemState | None], light: dict[str, str]) -> list[dict]:
    """Return one plain entry per exercise: the decision, its step, the reason, the dose for next week, and another `light`."""
    return [
        {
            "slug": step.slug,
            "decision": step.decision.value,
            "step": step.step.value,
            "reason": step.reason,
            "easier_week": answer.state.is_deload,
            "next": None if after[step.slug] is None else dose_columns(after[step.slug]),
            **light,
        }
        for step in answer.steps
    ]


def counters_of(after: dict[str, ItemState | None]) -> dict:
    """Return what next week's answer depends on besides the dose, by slug: the forms given next week, and those of this one.

    Until somebody accepts the answer the patient goes on with this week's form, even one that is to be taken out.
    """
    given = {slug: _counters(state) for slug, state in after.items()}
    # A form that is stepped back to and stands in the program itself goes on counting its own weeks.
    return {state.slug: _counters(state) for state in after.values() if state} | given


def _counters(state):
    if state is None:
        return {"regress_streak": default_table().progression.regress.remove_at}
    return {name: getattr(state, name) for name in COUNTERS}


def dose_columns(state: ItemState) -> dict:
    """Return an exercise's state as the columns of a program item, full sets; `slug` may be another variant."""
    amount = int(state.amount)
    return {
        "slug": state.slug,
        "sets": state.sets,
        "reps": amount if state.kind is Kind.REPS else None,
        "hold_s": amount if state.kind is Kind.HOLD else state.hold_s,
        "minutes": amount if state.kind is Kind.MINUTES else None,
        "load_kg": state.load_kg,
        "rest_s": state.rest_s,
        "days_per_week": state.days,
    }


def this_week(check_in: CheckIn) -> dict[int, object]:
    """Return the planned cell of the reported week by item. One query."""
    cells = stored_cells(check_in.program)
    return {pk: cell for pk, row in cells.items() for cell in row if cell.week == check_in.week}


def full_sets(row, cells, week):
    """Return the sets of the full dose in `week`: a deload week shows fewer, so the week before says how many."""
    full = [one.sets for one in cells if one.week <= week and not row.program.is_easier_week(one.week)]
    return full[-1] if full else row.sets


def _week_state(check_in, now, rows, waiting):
    cells = stored_cells(check_in.program)
    earlier, given = _earlier_log(check_in), frozenset(row.exercise.slug for row in rows)
    items = [_plan_item(now, row, cells.get(row.pk, []), check_in.week, given) for row in rows]
    is_easier = check_in.program.is_easier_week(check_in.week)
    state = start_state(items, now.table, now.stage, start=check_in.week, is_deload=is_easier)
    kept = (_counting_on(one, earlier) for one in state.items)
    kept = tuple(_owing(one, waiting, now.table) for one in kept)
    return replace(state, items=kept, baseline_morning=check_in.usual_morning)


def _counting_on(state, earlier):
    """Give an exercise what the log before has counted; weeks at the top count for the dose they were done at (section 4.5)."""
    if earlier is None:
        return state
    counted = replace(state, **earlier.counters.get(state.slug, {}))
    decided = {one["next"]["slug"]: one["next"] for one in earlier.decisions if one["next"]}.get(state.slug)
    given = dose_columns(state)
    if decided is None or all(given[name] == decided[name] for name in AMOUNTS):
        return counted
    return replace(counted, weeks_at_top=0, extra=0)


def _owing(state, waiting, table):
    # Going on to a harder form was no answer to worse legs: what is owed is the way back to the form before, not less of this.
    if state.slug not in waiting or waiting[state.slug]["slug"] == state.slug:
        return state
    return replace(state, regress_streak=max(state.regress_streak, table.progression.regress.variant_at))


def _plan_item(now, row, cells, week, given):
    cell = next((one for one in cells if one.week == week), None)
    exercise = now.facts(cell.exercise if cell else row.exercise)
    dose = dose_facts(row)
    if cell:
        dose = replace(
            dose,
            sets=full_sets(row, cells, week),
            reps=cell.reps,
            hold_s=cell.hold_s,
            minutes=cell.minutes,
            load_kg=None if cell.load_kg is None else float(cell.load_kg),
            days_per_week=days_of_forms(row, cells)[cell.exercise_id],
        )
    has_load = exercise.externally_loadable and dose.load_kg
    chain = (now.patient, exercise, now.library, now.equipment, now.table)
    return PlanItem(
        exercise=exercise,
        section=Section(row.section),
        dose=dose,
        load_increment=float(row.load_increment_kg) if has_load else None,
        harder=harder_variants(*chain, given=given) if row.allow_harder else (),
        easier=easier_variants(*chain),
        load_limit=load_limit(now.patient),
    )


def _earlier_log(check_in):
    # What the week before showed counts whether or not its answer was accepted: three red weeks are three red weeks.
    earlier = CheckIn.objects.filter(
        clinic=check_in.clinic_id,
        program__number=check_in.program.number,
        program__version__lte=check_in.program.version,
        week=check_in.week - 1,
    ).order_by("-program__version")
    return earlier.first()


def _answers(check_in, waiting):
    rows = CheckInItem.objects.filter(check_in=check_in).select_related("item__exercise")
    cells, given = this_week(check_in), defaultdict(list)
    for row in rows:
        given[_slug(row, cells)].append(answered(row))
    # Two exercises may have come to the same form in a week set by hand.
    items = {slug: worst_of(answers) for slug, answers in given.items()}
    items |= {slug: replace(items.get(slug, ItemCheckIn()), legs_open=True) for slug in waiting}
    return WeekAnswers(
        items=items,
        sessions_done=check_in.sessions_done,
        sessions_planned=check_in.sessions_planned,
        stop_symptoms=frozenset(check_in.stop_symptoms),
        weeks_missed=check_in.weeks_missed,
    )


def _slug(row, cells):
    cell = cells.get(row.item_id)
    return cell.exercise.slug if cell else row.item.exercise.slug


def answered(row) -> ItemCheckIn:
    """Return one row of a log as the engine sees it."""
    return ItemCheckIn(
        worst_pain=row.pain_during,
        morning_pain=row.next_morning,
        settled_in_24h=row.settled_in_24_h,
        rpe=row.effort,
        technique_ok=row.technique_ok,
        target_reached=row.target_reached,
        leg_symptoms_worse=row.leg_symptoms_worse,
    )
