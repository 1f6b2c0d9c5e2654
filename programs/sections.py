"""Where an exercise stands in a session, and how long a session takes."""

from collections import Counter
from math import ceil

from exercises.vocabulary import Category
from programs.models import ProgramItem

Section = ProgramItem.Section
SECTION_OF = {
    Category.WARMUP_CARDIO: Section.WARM_UP,
    Category.WARMUP_MOBILITY: Section.WARM_UP,
    Category.CORE: Section.CORE,
    Category.COOLDOWN_STRETCH: Section.COOL_DOWN,
    Category.COOLDOWN_MOBILITY: Section.COOL_DOWN,
}
SECONDS_PER_REPETITION = 4
SECONDS_TO_CHANGE = 40


def section_of(exercise):
    """Return the section an exercise belongs to by its category; leg work is the main part."""
    return SECTION_OF.get(exercise.category, Section.MAIN)


def minutes_of(dose, *, per_side):
    """Estimate how many minutes one exercise takes in one session, changing over included."""
    if dose.minutes:
        return float(dose.minutes * dose.sets)
    work = (dose.reps or 1) * (dose.hold_s or SECONDS_PER_REPETITION) * (2 if per_side else 1)
    return (dose.sets * work + max(dose.sets - 1, 0) * dose.rest_s + SECONDS_TO_CHANGE) / 60


def longest_session(cells):
    """Return the minutes a session takes in the longest of the planned weeks; `cells` are the weeks of each item.

    More sets and times make a session longer: what week 1 takes is not what to plan for.
    """
    weeks = Counter()
    for cell in (cell for many in cells.values() for cell in many):
        weeks[cell.week] += minutes_of(cell, per_side=cell.exercise.per_side)
    return ceil(max(weeks.values(), default=0))
