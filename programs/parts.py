"""Words, pictures and names of the exercises and things in a program, in the language of its handout."""

from django.utils.translation import gettext as _

from exercises.models import ExerciseText, Figure, PhotoFile, PhotoPair
from programs.errors import Refused
from programs.handouts import things
from programs.handouts.photos import frozen_names
from programs.handouts.texts import BASE
from programs.languages import name_of
from programs.rules.library import holds_load
from programs.weeks import days_of_forms

TEXT_FIELDS = ("name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")


class Parts:
    """Texts and pictures of the exercises shown, fetched in three queries, four with photographs; what is missing is refused by name.

    `facts` returns an exercise as the rules see it.
    """

    def __init__(self, language, slugs, facts):
        texts = ExerciseText.objects.filter(language=language, exercise__slug__in=slugs)
        figures = Figure.objects.filter(exercise__slug__in=slugs).select_related("exercise")
        self.language, self.facts = language, facts
        self.texts = {text.exercise.slug: text for text in texts.select_related("exercise")}
        self.poses = {figure.exercise.slug: figure.pose for figure in figures}
        pairs = PhotoPair.objects.shown().filter(exercise__slug__in=slugs).select_related("exercise")
        self.pairs = {pair.exercise.slug: pair for pair in pairs.prefetch_related("words")}

    def of(self, exercise):
        """Return text, picture, whether it is done side by side and whether it takes a weight, or raise Refused."""
        if exercise.slug not in self.texts:
            raise Refused(
                _(
                    "“%(exercise)s” has no patient text in %(language)s. Swap it, or ask the "
                    "librarian to write the text; the draft is kept."
                )
                % {"exercise": exercise.name, "language": name_of(self.language)}
            )
        if exercise.slug not in self.poses and exercise.slug not in self.pairs:
            raise Refused(
                _(
                    "“%(exercise)s” has no picture yet. Swap it, or ask the librarian to draw one; the draft is "
                    "kept."
                )
                % {"exercise": exercise.name}
            )
        return {
            "text": frozen_text(self.texts[exercise.slug]),
            "pose": self.poses.get(exercise.slug, {}),
            "photos": self._photos(exercise),
            "per_side": exercise.per_side,
            "takes_weight": holds_load(self.facts(exercise)),
        }

    def later_forms(self, row, cells):
        """Return what later weeks of an item move on to: from which week, on how many days a week, and the parts of each."""
        days, first = days_of_forms(row, cells), {}
        for cell in cells:
            if cell.exercise_id != row.exercise_id:
                first.setdefault(cell.exercise, cell.week)
        return [
            {"slug": form.slug, "from_week": week, "days_per_week": days[form.pk], **self.of(form)}
            for form, week in first.items()
        ]

    def _photos(self, exercise):
        pair = self.pairs.get(exercise.slug)
        if pair is None:
            return None
        words = pair.words_in(self.language)
        if words is None:
            raise Refused(
                _(
                    "The pictures of “%(exercise)s” are not described in %(language)s. Swap it, or ask "
                    "the librarian to describe them; the draft is kept."
                )
                % {"exercise": exercise.name, "language": name_of(self.language)}
            )
        return frozen_photos(pair, words, self.language)

    def name(self, exercise):
        text = self.texts.get(exercise.slug)
        return text.name if text else exercise.name


def frozen_text(text) -> dict:
    """Return one exercise's words as the snapshot keeps them."""
    words = {name: getattr(text, name) for name in TEXT_FIELDS}
    return words | {"language": text.language, "reviewed": text.reviewed_on is not None}


def frozen_photos(pair, words, language) -> dict:
    """Return uploaded pictures as the snapshot keeps them: named by their content, which is never changed or deleted."""
    start, finish = words
    return {
        "start": {"sha256": pair.start_id, "alt": start},
        "finish": {"sha256": pair.finish_id, "alt": finish},
        "language": language,
    }


def photo_files(snapshot) -> dict[str, bytes]:
    """Return the stored bytes of every photograph that a snapshot shows, by sha256. One query, none without photographs."""
    files = PhotoFile.objects.in_bulk(frozen_names(snapshot))
    return {name: bytes(file.content) for name, file in files.items()}


def thing_name(thing, language):
    """Return the name of a thing, or None where it has none in this language."""
    return thing.name if language == BASE else things.name_of(thing.slug, language)
