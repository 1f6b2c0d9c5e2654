"""Make names findable however they are typed."""

import unicodedata

# Folding makes up to eighteen letters of one, and no database looks for a thousand words at once.
MOST_WORDS, LONGEST = 12, 600


def fold(text):
    """Return `text` in lower case without accents, so that "Muller" finds "Müller"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_to_find(text):
    """Return the first words of `text`, folded, each once: as many as every database can look for."""
    return list(dict.fromkeys(fold(text)[:LONGEST].split()))[:MOST_WORDS]
