"""Begin an exercise: from blank, or as a copy of another one."""

from django.db import transaction
from django.utils.text import slugify

from exercises import reasons
from exercises.actions.storing import write_content
from exercises.content import content_of
from exercises.models import Exercise

LONGEST_SLUG = Exercise._meta.get_field("slug").max_length
NOTHING_STATED = {"sets": 0, "days_min": 0, "days_max": 0}


@transaction.atomic
def add_exercise(*, name, category, by):
    """Begin a draft that states nothing but its name and kind."""
    exercise = _new_row(name, category, by, reasons.ADDED)
    content = content_of(exercise)
    write_content(exercise, content, by=by, reason=reasons.ADDED)
    return exercise


@transaction.atomic
def duplicate_exercise(*, exercise, name, by):
    """Begin a draft with everything another exercise has, apart from its name and its place in a chain."""
    content = content_of(exercise)
    content["facts"]["name"] = name
    content["chain"] = {"chain": "", "chain_order": None}
    reason = reasons.COPIED % {"exercise": exercise.name}
    copy = _new_row(name, exercise.category, by, reason)
    write_content(copy, content, by=by, reason=reason)
    return copy


def _new_row(name, category, by, reason):
    # The row must be there before its parts; the revision that counts is written with them.
    exercise = Exercise(name=name, category=category, slug=_free_slug(name), revision=0, **NOTHING_STATED)
    exercise._history_user = by
    exercise._change_reason = reason
    exercise.save(force_insert=True)
    return exercise


def _free_slug(name):
    stem = slugify(name)[: LONGEST_SLUG - 4].strip("-") or "exercise"
    taken = set(Exercise.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [stem, *numbered] if slug not in taken)
