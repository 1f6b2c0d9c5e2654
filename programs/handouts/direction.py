"""Which way words run, and how a word of the other direction keeps its order inside a line.

WeasyPrint lays out each run of text by itself, so the marks of the Unicode bidirectional algorithm do what `<bdi>` cannot.
"""

import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def direction_of(text):
    """Return "rtl" or "ltr" by the first letter that has a direction."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def apart(text):
    """Return `text` ordered by itself, whatever surrounds it; digits alone run left to right."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def joined(text):
    """Return `text` without the marks that set parts of it apart."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
