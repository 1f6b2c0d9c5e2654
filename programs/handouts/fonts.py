"""The fonts we ship, and what letters they hold; no other font is ever used."""

from functools import cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

# Each subset is a family of its own: WeasyPrint ignores unicode-range and would use only one file of a family.
SUBSETS = ("Latin", "LatinExt", "Vietnamese", "Greek", "Cyrillic", "Arabic")
STYLES = ("Regular", "Bold")
# Marks that order a line and leave no ink; no font needs a shape for them.
UNSEEN = frozenset(map(ord, "\n\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069"))


def files():
    """Return the static paths of every font file of the handout."""
    return tuple(f"fonts/NotoSans-{subset}-{style}.ttf" for subset in SUBSETS for style in STYLES)


def families():
    return tuple(f"Noto Sans {subset}" for subset in SUBSETS)


@cache
def letters():
    """Return the code points that every style holds."""
    by_style = {style: set() for style in STYLES}
    for path in files():
        with TTFont(finders.find(path), lazy=True) as font:
            by_style[path.rpartition("-")[2].removesuffix(".ttf")].update(font.getBestCmap())
    return frozenset.intersection(*(frozenset(found) for found in by_style.values())) | UNSEEN


@cache
def _advances():
    """Return {code point: width in em} of the bold letters, the widest that we print."""
    found = {}
    for path in reversed([path for path in files() if path.endswith("-Bold.ttf")]):
        with TTFont(finders.find(path), lazy=True) as font:
            unit, widths = font["head"].unitsPerEm, font["hmtx"].metrics
            found |= {code: widths[name][0] / unit for code, name in font.getBestCmap().items()}
    return found


def width(text):
    """Return how wide a text in bold is, in em. Letters that join, as in Arabic, come out a little narrower."""
    advances = _advances()
    return sum(advances.get(ord(letter), 0) for letter in text)


def missing(text):
    """Return the characters of `text` that would print as an empty box."""
    return sorted({letter for letter in text if ord(letter) not in letters()})
