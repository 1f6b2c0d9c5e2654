"""Sentences of ours that a record keeps as they were written: in English, and said again in the reader's language.

What is stored never changes, so each pattern is written once and both fills a new record and finds an old one.
"""

import re
from functools import cache

from django.utils.translation import gettext

PLACE = re.compile(r"%\((\w+)\)s")


def said_again(stored, patterns, **names):
    """Return a stored sentence in the language of whoever reads it; one that fits no pattern, as it stands.

    `names` give, for a place of the pattern, what its codes are called: `part={"dose": "Usual dose"}`.
    """
    for pattern in patterns:
        found = _expression(pattern).fullmatch(stored)
        if found:
            filled = {
                place: names.get(place, {}).get(value, value) for place, value in found.groupdict().items()
            }
            return gettext(pattern) % filled
    return stored


@cache
def _expression(pattern):
    """Return what finds a pattern's sentences, its places being named groups."""
    pieces = PLACE.split(pattern)
    found = [f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)]
    return re.compile("".join(found), re.DOTALL)
