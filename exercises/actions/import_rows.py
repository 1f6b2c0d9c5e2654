"""Store the rows of an import with their history: the one place where an import writes to the library."""

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from exercises.actions.storing import AT_ONCE, keep_revisions
from exercises.exchange.policies import ImportRefused
from exercises.languages import BASE
from exercises.models import Alternative, Equipment, Exercise, ExerciseText
from exercises.search import search_text


@transaction.atomic
def store_changes(plan, *, by, reason):
    """Write a plan's changes. Every changed exercise counts its revision up, and every row keeps by whom and why.

    Raises ImportRefused when an exercise has been changed or added since the plan was made; then nothing is written.
    """
    _check_nothing_moved(plan)
    history = {"default_user": by, "default_change_reason": reason, "batch_size": AT_ONCE}
    exercises = [one.row for one in plan.changes if one.kind == "exercises"]
    texts = [one.row for one in plan.changes if one.kind == "text"]
    touched = {id(one.exercise): one.exercise for one in plan.changes}.values()
    _renew_search(touched, texts)
    bulk_create_with_history([one for one in exercises if one.is_new], Exercise, **history)
    older = [one for one in touched if one.slug in plan.revisions]
    # What is about to change is kept first, so that it can be compared and restored.
    kept = keep_revisions([one.pk for one in older])
    for one in older:
        one.revision = kept[one.pk] + 1
    fields = _changed(plan, "exercises") - {"equipment"} | {"revision", "search_text"}
    bulk_update_with_history(older, Exercise, sorted(fields), **history)
    _link_equipment(exercises)
    _store_texts(texts, _changed(plan, "text") | {"reviewed_by", "reviewed_on"}, history)
    _store_alternatives([one for one in plan.changes if one.kind == "alternatives"])


def _check_nothing_moved(plan):
    now = dict(Exercise.objects.select_for_update().order_by("pk").values_list("slug", "revision"))
    for change in plan.changes:
        if now.get(change.slug) != plan.revisions.get(change.slug):
            raise ImportRefused(
                _(
                    "“%(slug)s” has been changed here meanwhile. Nothing was stored; look at the differences "
                    "again."
                )
                % {"slug": change.slug}
            )


def _renew_search(exercises, texts):
    """Make the exercises findable by what they are called now, in one query more."""
    names = dict(ExerciseText.objects.filter(language=BASE).values_list("exercise__slug", "name"))
    names |= {text.exercise.slug: text.name for text in texts if text.language == BASE}
    for one in exercises:
        one.search_text = search_text(
            name=one.name,
            patient_name=names.get(one.slug, ""),
            muscles=one.primary_muscles + one.secondary_muscles,
            movement_pattern=one.movement_pattern,
            category=one.category,
        )[: Exercise._meta.get_field("search_text").max_length]


def _link_equipment(exercises):
    changed = [
        one for one in exercises if one.cells_before.get("equipment") != ", ".join(one.equipment_codes)
    ]
    link = Exercise.equipment.through
    link.objects.filter(exercise_id__in=[one.pk for one in changed if not one.is_new]).delete()
    keys = dict(Equipment.objects.values_list("slug", "pk"))
    link.objects.bulk_create(
        [
            link(exercise_id=one.pk, equipment_id=keys[code])
            for one in changed
            for code in one.equipment_codes
        ],
        batch_size=AT_ONCE,
    )


def _store_texts(texts, fields, history):
    for text in texts:
        # What is new in a text, nobody has reviewed.
        text.exercise, text.reviewed_by, text.reviewed_on = text.exercise, None, None
    bulk_create_with_history([one for one in texts if one.is_new], ExerciseText, **history)
    bulk_update_with_history(
        [one for one in texts if not one.is_new], ExerciseText, sorted(fields), **history
    )
    _forget_reviews([one.exercise for one in texts if one.language == BASE and not one.is_new], history)


def _forget_reviews(exercises, history):
    """Count the translations of exercises whose English has changed as not reviewed, as the editor does."""
    stale = ExerciseText.objects.filter(exercise__in=exercises, reviewed_on__isnull=False)
    stale = list(stale.exclude(language=BASE))
    for one in stale:
        one.reviewed_by = one.reviewed_on = None
    bulk_update_with_history(stale, ExerciseText, ["reviewed_by", "reviewed_on"], **history)


def _store_alternatives(changes):
    Alternative.objects.filter(pk__in=[one.row.pk for one in changes if one.what == "removed"]).delete()
    for one in changes:
        one.row.exercise, one.row.replacement = one.row.exercise, one.row.replacement
    Alternative.objects.bulk_update(
        [one.row for one in changes if one.what == "changed"], ["rank", "why"], batch_size=AT_ONCE
    )
    Alternative.objects.bulk_create([one.row for one in changes if one.what == "added"], batch_size=AT_ONCE)


def _changed(plan, kind):
    """Return the columns that change in any stored row of one kind."""
    changed = [one for one in plan.changes if one.kind == kind and one.what == "changed"]
    return set().union(*(one.columns for one in changed))
