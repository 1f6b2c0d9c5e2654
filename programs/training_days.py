"""On which weekdays an exercise falls that has fewer, or more, days a week than the program has training days.

Without a day on paper "2 days a week" beside three training days is read as all three, or as any two in a row.
"""

from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

DAYS = {
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
}
WEEKDAYS = tuple(DAYS)


def days_due(often, training_days):
    """Return the weekdays ("mon") of an exercise for `often` days a week, in the order of the week; none without training days.

    Fewer days than the program trains: some of its training days. More: all of them, and others. One day more is always
    those days and another one, so that no exercise falls on a day without the warm-up that has as many days. Of such
    orders the one with the most even rest, few days first, and then the earlier days. Raises ValueError for a word that
    is no weekday.
    """
    trained = tuple(sorted({WEEKDAYS.index(day) for day in training_days}))
    if not trained:
        return ()
    others = tuple(day for day in range(len(WEEKDAYS)) if day not in trained)
    order = (*_joining((), trained)[1], *_joining(trained, others)[1])
    return tuple(WEEKDAYS[day] for day in sorted(order[:often]))


def days_outside(often, training_days):
    """Return the weekdays of an exercise for `often` days a week that are no training days, in the order of the week."""
    return tuple(day for day in days_due(often, training_days) if day not in training_days)


def days_like(usual, training_days):
    """Return the days a week that follow the training days as far as the library's range (`days_min`, `days_max`) allows."""
    return max(1, min(max(len(training_days), usual.days_min), usual.days_max))


def named(days):
    """Name weekdays for the clinician: "Monday, Friday"."""
    return ", ".join(str(DAYS[day]) for day in days)


def days_in_words(often, training_days):
    """Say how often for the clinician, with the days where those are not the training days: "2 days a week (Monday, Friday)"."""
    words = _("%(often)s days a week") if often != 1 else _("%(often)s day a week")
    words %= {"often": often}
    due = days_due(often, training_days)
    if not due or set(due) == set(training_days):
        return words
    return f"{words} ({named(due)})"


@cache
def _joining(held, others):
    """Return (unevenness of each step, the order) in which `others` best join the days `held`, all numbered from Monday."""
    if not others:
        return (), ()
    return min(_step(held, day, others) for day in others)


def _step(held, day, others):
    grown = tuple(sorted((*held, day)))
    unevenness, order = _joining(grown, tuple(other for other in others if other != day))
    return (_unevenness(grown), *unevenness), (day, *order)


def _unevenness(days):
    """Return the sum of the squares of the days from each to the next, over the end of the week."""
    following = (*days[1:], days[0] + len(WEEKDAYS))
    return sum((after - day) ** 2 for day, after in zip(days, following, strict=True))
