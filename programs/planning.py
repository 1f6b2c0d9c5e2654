"""Fill the week table of a draft from the engine's plan."""

from decimal import Decimal

from exercises.models import Exercise
from programs.facts import dose_facts
from programs.models import WeekDose
from programs.review import ordered_items, situation
from programs.rules.planning import PlanItem, harder_variants, load_limit, plan
from programs.rules.scales import Mode, Section
from text.shortening import shortened


def plan_weeks(program):
    """Plan every week of a draft again; cells the clinician set by hand stay as they are."""
    rows = ordered_items(program)
    cells = WeekDose.objects.filter(item__program=program)
    cells.filter(is_pinned=False).delete()
    cells.exclude(week__range=(program.first_week, program.last_week)).delete()
    if not rows:
        return
    now, given = situation(program), frozenset(row.exercise.slug for row in rows)
    planned = plan(
        [_plan_item(now, row, given) for row in rows],
        program.weeks,
        Mode(program.mode),
        now.table,
        now.stage,
        start=program.first_week,
        begins_easier=program.begins_easier,
    )
    pinned = _keep_pinned(rows, cells, planned)
    numbers = {row.exercise.slug: row.exercise_id for row in rows} | _numbers_of(planned)
    WeekDose.objects.bulk_create(
        _cell(program, row, cell, numbers)
        for row, weeks in zip(rows, planned, strict=True)
        for cell in weeks
        if (row.pk, cell.week) not in pinned
    )


def _keep_pinned(rows, cells, planned):
    """Return which weeks stay as set by hand; one in a form that the plan does not give in that week goes back to the plan.

    The permission to move on, the dose, what suits the patient or the other exercises may have changed since it was set.
    """
    forms = {
        (row.pk, cell.week): cell.slug for row, weeks in zip(rows, planned, strict=True) for cell in weeks
    }
    own = {row.pk: row.exercise.slug for row in rows}
    pinned, released = set(), []
    for pk, item, week, slug in cells.values_list("pk", "item_id", "week", "exercise__slug"):
        if slug in (own[item], forms[item, week]):
            pinned.add((item, week))
        else:
            released.append(pk)
    if released:
        cells.filter(pk__in=released).delete()
    return pinned


def _plan_item(now, row, given):
    exercise = now.facts(row.exercise)
    # Without a starting weight the plan adds none: the first load is found in clinic, not calculated.
    has_load = exercise.externally_loadable and row.load_kg
    variants = ()
    if row.allow_harder:
        variants = harder_variants(now.patient, exercise, now.library, now.equipment, now.table, given=given)
    return PlanItem(
        exercise=exercise,
        section=Section(row.section),
        dose=dose_facts(row),
        load_increment=float(row.load_increment_kg) if has_load else None,
        harder=variants,
        load_limit=load_limit(now.patient),
    )


def _cell(program, row, cell, numbers):
    return WeekDose(
        clinic_id=program.clinic_id,
        item=row,
        week=cell.week,
        exercise_id=numbers[cell.slug],
        sets=cell.sets,
        reps=cell.reps,
        hold_s=cell.hold_s,
        minutes=None if cell.minutes is None else round(cell.minutes),
        load_kg=None if cell.load_kg is None else Decimal(str(cell.load_kg)),
        rest_s=cell.rest_s,
        rpe=_effort(row, cell),
        step=cell.step.value,
        reason=shortened(cell.reason, WeekDose._meta.get_field("reason").max_length),
    )


def _effort(row, cell):
    # Another form does not start at the effort that was right for the one before it.
    starts_at = cell.rpe_cap if cell.slug == row.exercise.slug else cell.rpe
    return max(1, round(min(cell.rpe_cap, starts_at, row.rpe or cell.rpe_cap)))


def _numbers_of(planned):
    """Return {slug: primary key} of every exercise in the plan, variants included. One query."""
    slugs = {cell.slug for weeks in planned for cell in weeks}
    return dict(Exercise.objects.filter(slug__in=slugs).values_list("slug", "pk"))
