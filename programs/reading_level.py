"""How hard the words of an exercise are to read, what is said of its pictures included."""

from dataclasses import dataclass

from exercises.content import WORDS_PART, part_of
from exercises.languages import NAMES
from exercises.models.photo import shown_photos
from programs.handouts.reading import GRADES

HARDEST_GRADE = 6
READ_FIELDS = ("purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")


@dataclass(frozen=True)
class Reading:
    """One language's words and their school grade."""

    language: str
    grade: float
    is_hard: bool


def grade(language, words, pair=None):
    """Return the school grade of one text, `words` being its fields and `pair` the pictures shown with it."""
    said = [words.get(field) or "" for field in READ_FIELDS]
    lines = [line for part in said for line in (part if isinstance(part, list) else [part])]
    return GRADES[language]([*lines, *((pair and pair.words_in(language)) or ())])


def readings(exercise, content):
    """Return how hard the words of a content of an exercise are, in the languages that have a measure."""
    pair = shown_photos(exercise)
    found = [(code, part_of(content, f"{WORDS_PART}{code}")) for code in GRADES]
    grades = [(NAMES[code], grade(code, words, pair)) for code, words in found if words]
    return [Reading(name, value, value > HARDEST_GRADE) for name, value in grades]
