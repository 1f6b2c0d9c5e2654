"""Make exercises findable by either name, by muscle and by kind, however they are typed."""

import unicodedata

from django.utils import translation

from exercises.vocabulary import Category, words


def fold(text):
    """Return `text` in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def search_text(*, name, patient_name, muscles, movement_pattern, category):
    """Return every word an exercise may be looked up by, each once."""
    # Stored, so in the language of the source, whoever saves it.
    with translation.override(None):
        kind = str(Category(category).label)
    parts = [name, patient_name, *map(words, muscles), words(movement_pattern), kind]
    return " ".join(dict.fromkeys(fold(" ".join(parts)).split()))
