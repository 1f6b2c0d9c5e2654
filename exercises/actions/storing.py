"""Write the content of an exercise to its rows: the one place that does, so that nothing is forgotten on the way."""

from django.db.models import F
from django.utils import timezone

from exercises import reasons
from exercises.content import COLUMNS, content_of, with_parts
from exercises.languages import BASE
from exercises.models import Alternative, Equipment, Exercise, ExerciseText, Figure, Revision
from exercises.policies import Refused
from exercises.search import search_text

LONGEST_SEARCH_TEXT = Exercise._meta.get_field("search_text").max_length
AT_ONCE = 100
NO_SUCH = "“{slug}” is not in the library any more: choose another alternative."


def locked(exercise):
    """Return the exercise as it is stored now, held until the transaction ends."""
    return Exercise.objects.select_for_update().get(pk=exercise.pk)


def write_row(row, *, by, reason):
    """Save one row with who and why in its history."""
    row._history_user = by
    row._change_reason = reason
    row.save()


def _delete_row(row, *, by, reason):
    row._history_user, row._change_reason = by, reason
    row.delete()


def write_content(exercise, content, *, by, reason):
    """Make `content` the next revision of a locked exercise, rows, search words and chain included."""
    if exercise.revision:
        keep_revision(exercise)
    exercise.revision += 1
    _write_columns(exercise, content)
    write_row(exercise, by=by, reason=reason)
    slugs = content["facts"]["equipment"]
    exercise.equipment.set(Equipment.objects.filter(slug__in=slugs))
    _write_texts(exercise, content["words"], by, reason)
    _write_figure(exercise, content["picture"], by, reason)
    _write_alternatives(exercise, content["alternatives"])
    if exercise.status == Exercise.Status.PUBLISHED:
        settle_chain(exercise.chain, placed=exercise, by=by)
    return add_revision(exercise, by=by, reason=reason, at=timezone.now())


def keep_revision(exercise):
    """Make sure that the content as it is now is kept, however it came about, and return that revision.

    A release, an import or a neighbour in the chain may have changed it without a revision of its own.
    """
    kept = exercise.revisions.filter(number=exercise.revision).first()
    if kept is not None and kept.content == content_of(Exercise.objects.get(pk=exercise.pk)):
        return kept
    newest = exercise.history.select_related("history_user").first()
    reason, by = newest.history_change_reason or reasons.OUTSIDE, newest.history_user
    if kept is not None:
        exercise.revision += 1
        reason = reasons.OUTSIDE if reason == kept.reason else reason
        write_row(exercise, by=by, reason=reason)
    return add_revision(exercise, by=by, reason=reason, at=newest.history_date)


def keep_revisions(keys):
    """Do for many exercises what `keep_revision` does for one, and return {key: revision now}. Six queries for each 100."""
    numbers = {}
    for first in range(0, len(keys), AT_ONCE):
        rows = list(with_parts(Exercise.objects.filter(pk__in=keys[first : first + AT_ONCE])))
        _keep_many(rows)
        numbers |= {row.pk: row.revision for row in rows}
    return numbers


def _keep_many(rows):
    contents = {row.pk: content_of(row) for row in rows}
    current = Revision.objects.filter(exercise__in=rows, number=F("exercise__revision"))
    kept = dict(current.values_list("exercise_id", "content"))
    for row in rows:
        if row.pk in kept and kept[row.pk] != contents[row.pk]:
            keep_revision(row)
    new = {row.pk: row for row in rows if row.pk not in kept}
    histories = Exercise.history.filter(id__in=new).latest_of_each().select_related("history_user")
    Revision.objects.bulk_create(
        Revision(
            exercise=new[last.id],
            number=new[last.id].revision,
            content=contents[last.id],
            reason=last.history_change_reason or reasons.OUTSIDE,
            by=last.history_user,
            at=last.history_date,
        )
        for last in histories
    )


def settle_chain(chain, *, placed=None, by):
    """Number the published members of a chain from 0 without a gap; `placed` gets the place it asks for."""
    if not chain:
        return
    members = list(Exercise.objects.select_for_update().published().filter(chain=chain))
    members.sort(key=lambda one: (one.chain_order or 0, one.name))
    if placed in members:
        members.remove(placed)
        members.insert(placed.chain_order or 0, placed)
    for place, member in enumerate(members):
        if member.chain_order != place:
            member.chain_order = place
            write_row(member, by=by, reason=reasons.CHAIN_MOVED)


def add_revision(exercise, *, by, reason, at):
    """Keep the stored content of an exercise as its revision; `by` counts as its last editor."""
    fresh = Exercise.objects.get(pk=exercise.pk)
    return Revision.objects.create(
        exercise=exercise, number=exercise.revision, content=content_of(fresh), reason=reason, by=by, at=at
    )


def _write_columns(exercise, content):
    for part, names in COLUMNS.items():
        for name in names:
            setattr(exercise, name, content[part][name])
    facts, english = content["facts"], content["words"].get(BASE, {})
    exercise.search_text = search_text(
        name=facts["name"],
        patient_name=english.get("name", ""),
        muscles=facts["primary_muscles"] + facts["secondary_muscles"],
        movement_pattern=facts["movement_pattern"],
        category=facts["category"],
    )[:LONGEST_SEARCH_TEXT]


def _write_texts(exercise, texts, by, reason):
    stored = {row.language: row for row in exercise.texts.all()}
    english = stored.get(BASE)
    is_other_english = english is not None and _differs(english, texts.get(BASE, {}))
    for language, words in texts.items():
        row = stored.get(language) or ExerciseText(exercise=exercise, language=language)
        # A translation of other English words counts as not reviewed, though its own words are the same.
        has_lost_review = is_other_english and row.reviewed_on is not None
        if not words or (row.pk and not _differs(row, words) and not has_lost_review):
            continue
        for name, value in words.items():
            setattr(row, name, value)
        # A review was of other words.
        row.reviewed_by = row.reviewed_on = None
        write_row(row, by=by, reason=reason)
    for language in stored.keys() - texts.keys():
        _delete_row(stored[language], by=by, reason=reason)


def _differs(row, words):
    return any(getattr(row, name) != value for name, value in words.items())


def _write_figure(exercise, pose, by, reason):
    row = Figure.objects.filter(exercise=exercise).first()
    if not pose:
        if row is not None:
            _delete_row(row, by=by, reason=reason)
        return
    row = row or Figure(exercise=exercise)
    if row.pk is None or row.pose != pose:
        row.pose = pose
        write_row(row, by=by, reason=reason)


def _write_alternatives(exercise, wanted):
    """Replace the alternatives. The exercise's own history row, written with them, tells readers of the change."""
    found = {one.slug: one for one in Exercise.objects.filter(slug__in=[one["slug"] for one in wanted])}
    exercise.alternatives.all().delete()
    for rank, one in enumerate(wanted, start=1):
        if one["slug"] not in found:
            raise Refused(NO_SUCH.format(slug=one["slug"]))
        Alternative.objects.create(
            exercise=exercise, replacement=found[one["slug"]], rank=rank, why=one["why"]
        )
