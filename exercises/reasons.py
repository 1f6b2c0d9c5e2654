"""Why an exercise was changed: kept in English with the change, read in the language of whoever looks at its history."""

from django.utils.translation import gettext_noop as _

from exercises.languages import NAMES
from text.kept import said_again

RELEASED = _("Loaded with the library")
ADDED = _("Added from blank")
COPIED = _("Copied from %(exercise)s")
EDITED = _("Edited: %(part)s")
RESTORED = _("Revision %(number)s restored: %(reason)s")
HANDED_IN = _("Handed in for review")
SENT_BACK = _("Sent back: %(comment)s")
PUBLISHED = _("Published")
RETIRED = _("Retired: %(reason)s")
BROUGHT_BACK = _("Brought back as a draft")
TAKEN_OVER = _("Taken over")
REASON_TAKEN_OVER = _("%(reason)s (taken over by %(by)s)")
WITHDRAWN = _("Withdrawn")
UP_TO_DATE = _("Brought up to date")
IMPORTED = _("Import %(number)s: %(reason)s")
OUTSIDE = _("Changed outside the editor")
CHAIN_MOVED = _("Place in the chain moved with another exercise")
PICTURES_UPLOADED = _("Pictures uploaded")
PICTURES_AGREED = _("Pictures agreed to")
PICTURES_REMOVED = _("Pictures removed")
REMOVAL_ASKED = _("Asked for the pictures to be removed")
PICTURES_KEPT = _("The pictures stay")
DESCRIBED = _("Pictures described: %(language)s")
DESCRIPTION_AGREED = _("Description of the pictures agreed to: %(language)s")
READ_BY = _("Read by %(review)s")
SUGGESTED, ANSWERED = _("Suggested"), _("Answered")
# The first that fits is said: what a colleague took over may itself be one of the others.
PATTERNS = (
    RELEASED,
    ADDED,
    COPIED,
    EDITED,
    HANDED_IN,
    SENT_BACK,
    PUBLISHED,
    RETIRED,
    BROUGHT_BACK,
    TAKEN_OVER,
    WITHDRAWN,
    UP_TO_DATE,
    IMPORTED,
    OUTSIDE,
    CHAIN_MOVED,
    PICTURES_UPLOADED,
    PICTURES_AGREED,
    PICTURES_REMOVED,
    REMOVAL_ASKED,
    PICTURES_KEPT,
    DESCRIBED,
    DESCRIPTION_AGREED,
    READ_BY,
    SUGGESTED,
    ANSWERED,
    REASON_TAKEN_OVER,
    RESTORED,
)


def in_words(reason, parts=None):
    """Return a kept reason in the language of whoever reads it, with the parts of an exercise by their titles.

    What a person wrote stays as it is.
    """
    return said_again(reason, PATTERNS, language=NAMES, part=parts or {})
