"""Which passwords are refused: those that others would try first. Nothing is asked about signs, digits or capitals."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128
EXPECTED_HERE = (
    "backstay",
    "physio",
    "physiotherapy",
    "physiotherapist",
    "clinic",
    "manager",
    "librarian",
    "spine",
    "back",
)
FEWEST_LETTERS_LEFT = 6
FEWEST_DIFFERENT = 5


class LongestPasswordValidator:
    """A cap far above what anybody types, because hashing a book would keep the server busy."""

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(
                _("Use at most %(longest)s characters.") % {"longest": LONGEST}, code="password_too_long"
            )

    def get_help_text(self):
        return _(
            "At most %(longest)s characters. Spaces and every script are fine; pasting from a password "
            "manager too."
        ) % {"longest": LONGEST}


class GuessableHereValidator(CommonPasswordValidator):
    """Refuse what is left of nothing once this product's words, the clinic's name and the person's own are taken out.

    The list of common and breached passwords ships with Django: nothing is sent anywhere to look a password up.
    """

    def validate(self, password, user=None):
        text = password.casefold()
        if len(set(text)) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This repeats a few characters. Use several words."), code="password_repeats"
            )
        for word in sorted(_known_words(user), key=len, reverse=True):
            text = text.replace(word, "")
        left = "".join(re.findall(r"[^\W\d_]", text))
        trimmed = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password.casefold())
        if len(left) < FEWEST_LETTERS_LEFT and len(text) < len(password):
            raise ValidationError(
                _("This is little more than names that everybody here knows. Use several other words."),
                code="password_expected_here",
            )
        repeated = re.fullmatch(r"(.+?)\1+", trimmed)
        if (repeated[1] if repeated else trimmed) in self.passwords:
            raise ValidationError(
                _("This is a common password, repeated or with signs around it. Use several words."),
                code="password_too_common",
            )

    def get_help_text(self):
        return _("Not the name of the clinic, of this product or of a person here, and no common password.")


def _known_words(user):
    told = [getattr(user, name, "") for name in ("username", "first_name", "last_name")] if user else []
    clinic = getattr(user, "clinic", None)
    words = re.split(r"[\W_]+", " ".join([*told, clinic.name if clinic else ""]).casefold())
    return {word for word in (*words, *EXPECTED_HERE) if len(word) > 3}
