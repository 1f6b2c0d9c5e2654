"""What the steps of a draft are called: kept in English with the step, read in the language of whoever takes it back."""

from django.utils.translation import gettext_noop as _

from text.kept import said_again

CHANGED_SETTINGS = _("Changed the settings")
CHANGED_ORDER = _("Changed the order")
ADDED_SUGGESTED = _("Added warm-up, core and cool-down")
ASKED_FOR = _("Asked for %(exercise)s")
TOOK_OFF_LIST = _("Took %(exercise)s off the list")
INCLUDED = _("Included %(exercise)s")
LEFT_OUT = _("Left out %(exercise)s")
ADDED = _("Added %(exercise)s")
REMOVED = _("Removed %(exercise)s")
SWAPPED = _("Swapped %(exercise)s for %(other)s")
CHANGED_DOSE = _("Changed the dose of %(exercise)s")
SET_WEEK = _("Set week %(week)s of %(exercise)s")
PLANNED_WEEK = _("Planned week %(week)s of %(exercise)s by rule again")
MOVED_UP = _("Moved %(exercise)s up")
MOVED_DOWN = _("Moved %(exercise)s down")
READ_CAUTIONS = _("Read the cautions of %(exercise)s")
TOOK_BACK_TICK = _("Took back the tick for %(exercise)s")
OVERRIDE = _("Override for %(exercise)s")
TOOK_BACK_OVERRIDE = _("Took back the override for %(exercise)s")
# The first that fits is said: what says more stands before what says less.
PATTERNS = (
    CHANGED_SETTINGS,
    CHANGED_ORDER,
    ADDED_SUGGESTED,
    ASKED_FOR,
    TOOK_OFF_LIST,
    INCLUDED,
    LEFT_OUT,
    ADDED,
    REMOVED,
    SWAPPED,
    CHANGED_DOSE,
    SET_WEEK,
    PLANNED_WEEK,
    MOVED_UP,
    MOVED_DOWN,
    READ_CAUTIONS,
    TOOK_BACK_TICK,
    OVERRIDE,
    TOOK_BACK_OVERRIDE,
)


def in_words(label):
    """Return what a step is called in the language of whoever reads it."""
    return said_again(label, PATTERNS)
