"""Carry an accepted week into the draft made from it: what was decided for each exercise, or this week's dose where it is kept."""

from decimal import Decimal

from exercises.models import Exercise
from programs.check_ins.facts import full_sets, this_week
from programs.models.item import undecided
from programs.rules.loading import default_table
from programs.rules.training import Step
from programs.weeks import days_of_forms, stored_cells

KEEP, ACCEPT = "keep", "accept"


def carry_over(check_in, draft, choices):
    """Give each exercise of `draft` its dose after `check_in`; `choices` is {item number: KEEP or ACCEPT}."""
    weeks = stored_cells(check_in.program)
    cells = this_week(check_in)
    before = {item.exercise_id: item for item in check_in.program.items.all()}
    decided = {one["slug"]: one for one in check_in.decisions}
    exercises = {row.slug: row for row in Exercise.objects.filter(slug__in=_slugs(check_in))}
    exercises |= {cell.exercise.slug: cell.exercise for cell in cells.values()}
    given = {item.exercise_id for item in draft.items.all()}
    for item in draft.items.select_related("exercise"):
        old = before[item.exercise_id]
        cell = cells.get(old.pk)
        decision = decided.get(cell.exercise.slug if cell else item.exercise.slug)
        if decision is None:
            continue
        keeps = choices.get(old.pk) == KEEP
        if decision["next"] is None and not keeps:
            item.delete()
            continue
        kept = _kept_columns(old, cell, weeks.get(old.pk, []))
        columns = kept if keeps and kept else decision["next"]
        if columns is None:
            continue
        if not _is_free(columns, item, exercises, given):
            if decision["step"] == Step.EASIER_VARIANT and not keeps:
                # The easier form stands in the program already: going back to it is leaving this one out.
                item.delete()
                continue
            # The other form cannot come in a second time, so this week's dose goes on.
            columns = kept
        if columns is not None and _is_free(columns, item, exercises, given):
            _set_dose(item, columns, exercises)
            given.add(item.exercise_id)


def _slugs(check_in):
    return [one["next"]["slug"] for one in check_in.decisions if one["next"]]


def _kept_columns(item, cell, cells):
    """Return this week's dose at full sets, or None without one."""
    if cell is None:
        return None
    names = ("reps", "hold_s", "minutes", "load_kg", "rest_s")
    return {name: getattr(cell, name) for name in names} | {
        "slug": cell.exercise.slug,
        "sets": full_sets(item, cells, cell.week),
        "days_per_week": days_of_forms(item, cells)[cell.exercise_id],
    }


def _is_free(columns, item, exercises, given):
    # Another form that the program holds already is not put in again: an exercise stands there once.
    other = exercises.get(columns["slug"])
    return other is None or other.pk == item.exercise_id or other.pk not in given


def _set_dose(item, columns, exercises):
    other = exercises.get(columns["slug"])
    if other is not None and other.pk != item.exercise_id:
        # What was ticked and confirmed was so for the exercise named, not for its other forms.
        for name, value in (undecided() | {"exercise": other}).items():
            setattr(item, name, value)
        # The note was written and the exercise tried out in the form that goes.
        item.note, item.shown_in_clinic = "", False
        # Another form begins at the effort of a start (evidence page, section 4).
        item.rpe = item.rpe and min(item.rpe, round(default_table().progression.start.rpe))
        item.days_per_week = min(item.days_per_week, other.days_max)
    # What was decided before forms had days of their own names none.
    item.days_per_week = columns.get("days_per_week") or item.days_per_week
    item.sets_by_hand = False
    for name in ("sets", "reps", "hold_s", "minutes", "rest_s"):
        setattr(item, name, columns[name])
    item.load_kg = None if columns["load_kg"] is None else Decimal(str(columns["load_kg"]))
    item.save()
