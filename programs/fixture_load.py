"""Library files written to the database by name, leaving alone what people have edited there."""

from collections import Counter, defaultdict

from django.apps import apps
from django.db import transaction

from exercises.models import Alternative, Exercise
from exercises.reasons import RELEASED


@transaction.atomic
def load_library(files, *, overwrite=False):
    """Write every entry that is new or differs, and return how many were added, changed, kept and unchanged.

    A row whose newest history was written by anyone but this loader was edited here and is kept, unless
    `overwrite` is asked for. An exercise whose content changes counts its revision up.
    """
    loader = _Loader(overwrite)
    for entries in files.values():
        for entry in entries:
            loader.load(apps.get_model(entry["model"]), entry["fields"])
    loader.drop_alternatives()
    loader.count_revisions_up()
    return loader.counts


class _Loader:
    def __init__(self, overwrite):
        self.counts = Counter(added=0, changed=0, kept=0, unchanged=0)
        self._overwrite = overwrite
        self._rows = {}
        self._edited = {}
        self._new_exercises = set()
        self._changed_exercises = {}
        self._alternatives = defaultdict(set)

    def load(self, model, fields):
        values, links = self._resolved(model, fields)
        key = model(**values).natural_key()
        row = self._rows_of(model).get(key)
        if model is Alternative:
            self._alternatives[key[0]].add(key)
        if row is None:
            self._add(model, key, values, links)
        elif not _differs(row, values, links):
            self.counts["unchanged"] += 1
        elif self._is_kept(row):
            self.counts["kept"] += 1
        else:
            self._change(row, values, links)

    def drop_alternatives(self):
        """Remove alternatives that the files no longer name, where the exercise was not edited here."""
        for key, row in self._rows_of(Alternative).items():
            if (
                key[0] in self._alternatives
                and key not in self._alternatives[key[0]]
                and not self._is_kept(row)
            ):
                row.delete()
                self._note_change(row.exercise)
                self.counts["changed"] += 1

    def count_revisions_up(self):
        for exercise in self._changed_exercises.values():
            exercise.revision += 1
            _save(exercise)

    def _resolved(self, model, fields):
        """Return (values, links): natural keys replaced by the rows they name, many-to-many apart."""
        values, links = {}, {}
        for name, value in fields.items():
            field = model._meta.get_field(name)
            if field.many_to_many:
                links[name] = {self._rows_of(field.related_model)[tuple(key)] for key in value}
            elif field.is_relation and value is not None:
                values[name] = self._rows_of(field.related_model)[tuple(value)]
            else:
                values[name] = value
        return values, links

    def _rows_of(self, model):
        """Return {natural key: row} of everything stored, each row sharing the exercises found before."""
        if model not in self._rows:
            links = [field.name for field in model._meta.many_to_many]
            rows = list(model._default_manager.prefetch_related(*links))
            self._share_exercises(model, rows)
            self._rows[model] = {row.natural_key(): row for row in rows}
        return self._rows[model]

    def _share_exercises(self, model, rows):
        names = [field for field in model._meta.concrete_fields if field.related_model is Exercise]
        known = {one.pk: one for one in self._rows_of(Exercise).values()} if names else {}
        for row in rows:
            for field in names:
                setattr(row, field.name, known[getattr(row, field.attname)])

    def _add(self, model, key, values, links):
        row = model(**values)
        _save(row)
        _link(row, links)
        self._rows_of(model)[key] = row
        self.counts["added"] += 1
        if model is Exercise:
            self._new_exercises.add(row.pk)
        elif hasattr(row, "exercise"):
            self._note_change(row.exercise)

    def _change(self, row, values, links):
        for name, value in values.items():
            setattr(row, name, value)
        _link(row, links)
        self.counts["changed"] += 1
        if isinstance(row, Exercise):
            self._note_change(row)
            return
        _save(row)
        if hasattr(row, "exercise"):
            self._note_change(row.exercise)

    def _note_change(self, exercise):
        if exercise.pk not in self._new_exercises and not self._is_kept(exercise):
            self._changed_exercises[exercise.pk] = exercise

    def _is_kept(self, row):
        """Tell whether people edited this row here. An alternative is edited with its exercise."""
        if self._overwrite:
            return False
        row = row.exercise if isinstance(row, Alternative) else row
        return row.pk in self._edited_rows(type(row))

    def _edited_rows(self, model):
        if model not in self._edited:
            newest = model.history.latest_of_each() if hasattr(model, "history") else []
            self._edited[model] = {one.id for one in newest if one.history_change_reason != RELEASED}
        return self._edited[model]


def _differs(row, values, links):
    return any(getattr(row, name) != value for name, value in values.items()) or any(
        set(getattr(row, name).all()) != linked for name, linked in links.items()
    )


def _save(row):
    row._change_reason = RELEASED
    row.save()


def _link(row, links):
    for name, linked in links.items():
        getattr(row, name).set(sorted(linked, key=lambda one: one.pk))
