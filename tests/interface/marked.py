"""A language for tests: every message of the catalogue in «guillemets», what is put into it outside of them."""

import re

from django.utils.translation.trans_real import DjangoTranslation

# A region of English nobody has, so that dates and numbers stay as they are.
CODE = "en-xx"
# What a message is filled with, and its markup.
FILLED = re.compile(r"(%\(\w+\)[sd]|%[sd]|{[^{}]*}|<[^<>]*>|&\w+;)")
LETTER = re.compile(r"[^\W\d_]")


class Marked(DjangoTranslation):
    """English in which each piece of a message that a translator would write is marked."""

    def __init__(self):
        super().__init__("en")

    def to_language(self):
        return CODE

    def gettext(self, message):
        return mark(message)

    def ngettext(self, singular, plural, number):
        return mark(singular if number == 1 else plural)

    def pgettext(self, context, message):
        return mark(message)

    def npgettext(self, context, singular, plural, number):
        return self.ngettext(singular, plural, number)


def mark(message):
    """Return “Read by %(who)s” as “«Read by »%(who)s”."""
    pieces = FILLED.split(message)
    return "".join(
        f"«{piece}»" if place % 2 == 0 and LETTER.search(piece) else piece
        for place, piece in enumerate(pieces)
    )


def unmarked(text):
    """Return what of a text no message of the catalogue says, however deep the marks stand in one another."""
    before = None
    while before != text:
        before, text = text, re.sub(r"«[^«»]*»", " | ", text)
    return text
