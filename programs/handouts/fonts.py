"""The fonts we ship, and what letters they hold; no other font is ever used."""

from functools import cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

# Each subset is a family of its own: WeasyPrint ignores unicode-range and would use only one file of a family.
SUBSETS = ("Latin", "LatinExt", "Vietnamese", "Greek", "Cyrillic")
STYLES = ("Regular", "Bold")


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
    return frozenset.intersection(*(frozenset(found) for found in by_style.values())) | {ord("\n")}


def missing(text):
    """Return the characters of `text` that would print as an empty box."""
    return sorted({letter for letter in text if ord(letter) not in letters()})
