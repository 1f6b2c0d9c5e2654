"""The days on which a program may start."""

from datetime import timedelta

from django.utils.translation import gettext as _

# A draft may have waited for a while, and a start may be planned ahead of an operation.
LONGEST_AGO, FURTHEST_AHEAD = timedelta(days=31), timedelta(days=365)


def start_problem(starts_on, today):
    """Return why a program cannot start on a day; empty when it can.

    A year that was mistyped, or a day long gone, would be printed on the log and hide when the program ends.
    """
    if today - LONGEST_AGO <= starts_on <= today + FURTHEST_AHEAD:
        return ""
    return _("%(value)s is too far away: choose a day from %(first)s to %(last)s.") % {
        "value": f"{starts_on:%d-%b-%Y}",
        "first": f"{today - LONGEST_AGO:%d-%b-%Y}",
        "last": f"{today + FURTHEST_AHEAD:%d-%b-%Y}",
    }
