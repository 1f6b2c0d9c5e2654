"""The letters of a short label as glyphs of our fonts, Arabic ones joined: for labels that are drawn, not set as text."""

import unicodedata
from functools import cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from programs.handouts import fonts

# Letters that join the one before and never the one after.
LEFT_OPEN = frozenset("ءآأؤإةاىدذرزوٱ")
FORMS = {(False, True): "<initial>", (True, True): "<medial>", (True, False): "<final>"}
PRESENTATION_FORMS = range(0xFE70, 0xFEFF)


def glyphs(text):
    """Return (outlines, glyph name, units to the em, advance) from left to right, as a reader of the script expects.

    Enough for one word in one script after a number, which is what labels are.
    """
    runs = []
    for letter in text:
        is_arabic = unicodedata.bidirectional(letter) == "AL"
        if not runs or runs[-1][0] != is_arabic:
            runs.append((is_arabic, ""))
        runs[-1] = (is_arabic, runs[-1][1] + letter)
    shaped = [_joined(run) if is_arabic else [_glyph(letter) for letter in run] for is_arabic, run in runs]
    if any(is_arabic for is_arabic, _ in runs):
        shaped.reverse()
    return [glyph for run in shaped for glyph in run]


def _joined(word):
    """Return the glyphs of an Arabic word from left to right, each in the form that its neighbours ask for."""
    found = []
    for index, letter in enumerate(word):
        joins_before = index > 0 and word[index - 1] not in LEFT_OPEN and letter != "ء"
        joins_after = index + 1 < len(word) and letter not in LEFT_OPEN and word[index + 1] != "ء"
        form = FORMS.get((joins_before, joins_after))
        found.append(_glyph(_joined_letters().get((letter, form), letter)))
    return found[::-1]


@cache
def _glyph(letter):
    for font in _regular_fonts():
        name = font.getBestCmap().get(ord(letter))
        if name:
            return font.getGlyphSet(), name, font["head"].unitsPerEm, font["hmtx"][name][0]
    # The same words are checked letter by letter before anything is laid out.
    raise KeyError(f"no font holds {letter!r}")


@cache
def _joined_letters():
    """Return {(letter, form): the same letter joined}, from the forms that Unicode keeps for single letters."""
    found = {}
    for code in PRESENTATION_FORMS:
        form, _, letter = unicodedata.decomposition(chr(code)).partition(" ")
        if len(letter) == len("064A"):
            found[chr(int(letter, 16)), form] = chr(code)
    return found


@cache
def _regular_fonts():
    return [TTFont(finders.find(path)) for path in fonts.files() if path.endswith("-Regular.ttf")]
