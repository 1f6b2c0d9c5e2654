"""How hard the words of an exercise are to read, what is said of its pictures included."""

from dataclasses import dataclass

from django.utils.translation import gettext

from exercises.content import WORDS_PART, part_of
from exercises.languages import NAMES
from exercises.models.photo import shown_photos
from exercises.publishing import WORDS_CALLED
from text.calm import clinicians_words, frightening
from text.reading import GRADES, LONGEST_SENTENCE, hard_words, long_sentences

HARDEST_GRADE = 6
READ_FIELDS = ("purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")


@dataclass(frozen=True)
class Reading:
    """One language's words, their school grade, and in sentences what a patient may stumble over."""

    language: str
    grade: float
    is_hard: bool
    stumbles: tuple[str, ...] = ()


def grade(language, words, pair=None):
    """Return the school grade of one text, `words` being its fields and `pair` the pictures shown with it."""
    lines = [line for field in READ_FIELDS for line in _lines(words, field)]
    return GRADES[language]([*lines, *((pair and pair.words_in(language)) or ())])


def readings(exercise, content):
    """Return how hard the words of a content of an exercise are, in the languages that have a measure."""
    found = (reading(exercise, content, code) for code in GRADES)
    return [one for one in found if one]


def reading(exercise, content, language):
    """Return how hard the words in one language are; nothing without words, or in a language that has no measure."""
    words = part_of(content, f"{WORDS_PART}{language}")
    if not words or language not in GRADES:
        return None
    value = grade(language, words, shown_photos(exercise))
    stumbles = tuple(one for field in READ_FIELDS for one in _stumbles(language, words, field))
    return Reading(NAMES[language], value, value > HARDEST_GRADE, stumbles)


def _lines(words, field):
    said = words.get(field) or ""
    return said if isinstance(said, list) else [said]


def _stumbles(language, words, field):
    for line in _lines(words, field):
        for sentence, count in long_sentences(language, line):
            yield gettext("%(place)s: “%(sentence)s” has %(count)s words, at most %(most)s is the aim.") % {
                "place": WORDS_CALLED[field],
                "sentence": sentence,
                "count": count,
                "most": LONGEST_SENTENCE,
            }
        for word, said in _words_to_mend(language, line).items():
            yield said % {"place": WORDS_CALLED[field], "word": word}


def _words_to_mend(language, line):
    """Return {word: what to say of it}; of several reasons the gravest."""
    return {
        **dict.fromkeys(hard_words(language, line), gettext("%(place)s: “%(word)s” is a long word.")),
        **dict.fromkeys(
            clinicians_words(language, line), gettext("%(place)s: “%(word)s” is a word of clinicians.")
        ),
        **dict.fromkeys(
            frightening(language, line),
            gettext("%(place)s: “%(word)s” may frighten. Say what to do instead."),
        ),
    }
