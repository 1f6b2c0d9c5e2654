"""On which weekdays an exercise falls that has fewer, or more, days a week than the program has training days.

Without a day on paper "2 days a week" beside three training days is read as all three, or as any two in a row.
"""

from functools import cache
from itertools import combinations

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

    Fewer days than the program trains: of its training days those with the most even rest between. More: all of them,
    and others as evenly spread. Of choices that are as good the earlier days. Raises ValueError for a word that is no weekday.
    """
    return _spread(often, tuple(training_days))


def days_in_words(often, training_days):
    """Say how often for the clinician, with the days where those are not the training days: "2 days a week (Monday, Friday)"."""
    words = _("%(often)s days a week") if often != 1 else _("%(often)s day a week")
    words %= {"often": often}
    due = days_due(often, training_days)
    if not due or set(due) == set(training_days):
        return words
    return f"{words} ({', '.join(str(DAYS[day]) for day in due)})"


@cache
def _spread(often, training_days):
    planned = sorted({WEEKDAYS.index(day) for day in training_days})
    if not planned:
        return ()
    if often < len(planned):
        choices = combinations(planned, often)
    else:
        others = [day for day in range(len(WEEKDAYS)) if day not in planned]
        choices = (sorted((*planned, *more)) for more in combinations(others, often - len(planned)))
    return tuple(WEEKDAYS[day] for day in min(choices, key=_unevenness))


def _unevenness(days):
    """Return the sum of the squares of the days from each to the next, over the end of the week."""
    following = (*days[1:], days[0] + len(WEEKDAYS))
    return sum((after - day) ** 2 for day, after in zip(days, following, strict=True))
