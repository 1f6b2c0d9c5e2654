"""Words, pictures and names of the exercises and things in a program, in the language of its handout."""

from exercises.models import ExerciseText, Figure
from programs.errors import Refused
from programs.handouts import things
from programs.handouts.texts import BASE

TEXT_FIELDS = ("name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")


class Parts:
    """Texts and pictures of the exercises shown, fetched in two queries; what is missing is refused by name."""

    def __init__(self, language, slugs):
        texts = ExerciseText.objects.filter(language=language, exercise__slug__in=slugs)
        figures = Figure.objects.filter(exercise__slug__in=slugs).select_related("exercise")
        self.language = language
        self.texts = {text.exercise.slug: text for text in texts.select_related("exercise")}
        self.poses = {figure.exercise.slug: figure.pose for figure in figures}

    def of(self, exercise):
        """Return text, picture and whether it is done side by side, or raise Refused."""
        if exercise.slug not in self.texts:
            raise Refused(
                f"“{exercise.name}” has no patient text in the language “{self.language}”. "
                "Swap it, or ask the librarian to write the text; the draft is kept."
            )
        if exercise.slug not in self.poses:
            raise Refused(
                f"“{exercise.name}” has no picture yet. Swap it, or ask the librarian to draw one; the draft is kept."
            )
        return {
            "text": frozen_text(self.texts[exercise.slug]),
            "pose": self.poses[exercise.slug],
            "per_side": exercise.per_side,
        }

    def name(self, exercise):
        text = self.texts.get(exercise.slug)
        return text.name if text else exercise.name


def frozen_text(text) -> dict:
    """Return one exercise's words as the snapshot keeps them."""
    words = {name: getattr(text, name) for name in TEXT_FIELDS}
    return words | {"language": text.language, "reviewed": text.reviewed_on is not None}


def thing_name(thing, language):
    """Return the name of a thing, or None where it has none in this language."""
    return thing.name if language == BASE else things.name_of(thing.slug, language)
