"""In which language a handout is written, and which exercises have no words in it yet."""

from django.utils.translation import gettext as _

from clinic.vocabulary import LANGUAGES
from exercises.models import ExerciseText
from programs.handouts.texts import BASE, languages
from programs.page_gates import PageGate
from text.lists import all_of

WORDS = "WORDS"
LANGUAGE = "LANGUAGE"


def choices() -> list:
    """Return [(code, name)] of the languages a handout can be written in, English first."""
    return [(code, name_of(code)) for code in languages()]


def name_of(code):
    return LANGUAGES.get(code, code)


def handout_language(patient) -> str:
    """Return the language the patient reads, or English where no handout is written in it."""
    return patient.language if patient.language in languages() else BASE


def written_in(language) -> frozenset[str] | None:
    """Return the slugs of the exercises with words in a language; None for English, in which all are. At most one query."""
    if language == BASE:
        return None
    slugs = ExerciseText.objects.filter(language=language).values_list("exercise__slug", flat=True)
    return frozenset(slugs)


def language_gates(program, items, cells, written) -> list[PageGate]:
    """Return what the language of the handout asks for: exercises whose words are missing, and a patient who reads another."""
    found = []
    forms = {form.slug: form.name for item in items for form in _forms(item.row, cells)}
    missing = [] if written is None else [name for slug, name in forms.items() if slug not in written]
    language = name_of(program.language)
    if program.language not in languages():
        words = _(
            "There is no handout in %(language)s. Choose another language under “Weeks, days, equipment”."
        ) % {"language": language}
        found.append(PageGate(WORDS, "block_content", words, True))
    elif missing:
        words = _(
            "No text in %(language)s yet: %(names)s. Swap or remove what is named, or choose another language under "
            "“Weeks, days, equipment”."
        ) % {"language": language, "names": all_of(missing)}
        found.append(PageGate(WORDS, "block_content", words, True))
    reads = program.case.patient.language
    if reads != program.language:
        words = _(
            "The patient reads %(reads)s and the handout is in %(language)s. Go through it together, with somebody who "
            "knows both, before it goes home."
        ) % {"reads": name_of(reads), "language": language}
        found.append(PageGate(LANGUAGE, "warn", words, False))
    return found


def _forms(row, cells):
    return (row.exercise, *(cell.exercise for cell in cells.get(row.pk, ())))
