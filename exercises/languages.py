"""The languages of the texts for patients."""

from django.utils.translation import gettext_lazy as _

# Every other language is translated from this one.
BASE = "en"
# A library in which one of these lacks an exercise is refused. The others may still be growing:
# a programme with an exercise that has no words in the patient's language cannot be issued.
COMPLETE = (BASE, "de")
NAMES = {"en": _("English"), "de": _("German"), "ar": _("Arabic")}
RIGHT_TO_LEFT = {"ar"}


def direction(language):
    """Return the reading direction as HTML names it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
