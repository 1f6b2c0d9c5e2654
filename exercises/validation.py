"""What text may enter the library: every text field passes here. The twin of clinic.validation, which it may not import."""

import unicodedata

from django.core.exceptions import ValidationError

KEPT_CONTROLS = "\n\t"
# Marks that reorder the letters around them: a name could then read differently from what is stored.
REORDERING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def clean_text(text):
    """Return `text` composed (NFC) with plain line ends; refuse characters nobody can see or that mislead."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    refused = next((letter for letter in text if _is_refused(letter)), None)
    if refused is not None:
        raise ValidationError(
            f"This holds a character that cannot be kept (U+{ord(refused):04X}). "
            "It often comes with copied text: delete it or type the words.",
            code="character",
        )
    return text


def _is_refused(letter):
    category = unicodedata.category(letter)
    is_control = category == "Cc" and letter not in KEPT_CONTROLS
    return is_control or category == "Cs" or letter in REORDERING or _is_noncharacter(ord(letter))


def _is_noncharacter(code):
    return 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE
