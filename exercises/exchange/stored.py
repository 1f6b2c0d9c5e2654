"""The library as it stands, fetched once, so that comparing ten thousand rows asks the database nothing more."""

from functools import cached_property

from exercises.models import Alternative, Equipment, Exercise, ExerciseText


class Stored:
    """Exercises, texts and alternatives by their names; rows that a file adds are put beside them."""

    def __init__(self):
        self.exercises = {one.slug: one for one in Exercise.objects.prefetch_related("equipment")}
        self.revisions = {slug: one.revision for slug, one in self.exercises.items()}
        self.equipment = {one.slug: one for one in Equipment.objects.all()}
        by_key = {one.pk: one for one in self.exercises.values()}
        for one in self.exercises.values():
            one.equipment_codes = sorted(thing.slug for thing in one.equipment.all())
        self.texts = {(by_key[one.exercise_id].slug, one.language): one for one in ExerciseText.objects.all()}
        self.alternatives = {
            (by_key[one.exercise_id].slug, by_key[one.replacement_id].slug): one
            for one in Alternative.objects.all()
        }
        for one in (*self.texts.values(), *self.alternatives.values()):
            one.exercise = by_key[one.exercise_id]
        for one in self.alternatives.values():
            one.replacement = by_key[one.replacement_id]

    def words(self, name):
        """Return the words the library uses in one of its closed lists.

        A word that no exercise uses yet comes with a release: the rules and the pages must know it first.
        """
        return self._words[name]

    @cached_property
    def _words(self):
        single = ("movement_pattern", "region", "position")
        several = {"muscle": ("primary_muscles", "secondary_muscles"), "tag": ("tags",)}
        found = {name: {getattr(one, name) for one in self.exercises.values()} for name in single}
        for kind, names in several.items():
            found[kind] = {
                code for one in self.exercises.values() for name in names for code in getattr(one, name)
            }
        return found
