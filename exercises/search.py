"""Make exercises findable by either name, by muscle and by kind, however they are typed."""

from django.utils import translation

from exercises.vocabulary import Category, words
from text.search import fold


def search_text(*, name, patient_name, muscles, movement_pattern, category):
    """Return every word an exercise may be looked up by, each once."""
    # Stored, so in the language of the source, whoever saves it.
    with translation.override(None):
        kind = str(Category(category).label)
    parts = [name, patient_name, *map(words, muscles), words(movement_pattern), kind]
    return " ".join(dict.fromkeys(fold(" ".join(parts)).split()))
