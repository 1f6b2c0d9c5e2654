"""What text may enter a record, the clinic's or the library's: every text field passes here."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

KEPT_CONTROLS = "\n\t"
# Marks that reorder the letters around them: a name could then read differently from what is stored.
REORDERING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def clean_text(text):
    """Return `text` composed (NFC) with plain line ends; refuse characters nobody can see or that mislead."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    refused = next((letter for letter in dict.fromkeys(text) if _is_refused(letter)), None)
    if refused is not None:
        raise ValidationError(
            _(
                "This holds a character that cannot be kept (U+%(refused)s). It often comes with copied "
                "text: delete it or type the words."
            )
            % {"refused": f"{ord(refused):04X}"},
            code="character",
        )
    return text


def clean_line(text):
    """Return `text` cleaned and on one line."""
    return " ".join(clean_text(text).split())


def _is_refused(letter):
    category = unicodedata.category(letter)
    is_control = category == "Cc" and letter not in KEPT_CONTROLS
    return is_control or category == "Cs" or letter in REORDERING or _is_noncharacter(ord(letter))


def _is_noncharacter(code):
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
