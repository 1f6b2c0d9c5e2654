"""Make names findable however they are typed."""

import unicodedata


def fold(text):
    """Return `text` in lower case without accents, so that "Muller" finds "Müller"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
