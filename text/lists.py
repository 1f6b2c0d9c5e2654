"""Lists in sentences. Where the comma and the last word stand is the translator's to say, as patterns of a whole list."""

from django.utils.translation import gettext


def all_of(items):
    """Return “a, b and c”."""
    return _joined(items, gettext("%(before)s and %(last)s"))


def any_of(items):
    """Return “a, b or c”."""
    return _joined(items, gettext("%(before)s or %(last)s"))


def listed(items):
    """Return “a, b, c”: a list that nothing is said to close."""
    return _joined(items, gettext("%(before)s, %(last)s"))


def _joined(items, ending):
    items = [str(item) for item in items]
    if len(items) < 2:
        return "".join(items)
    comma = gettext("%(before)s, %(last)s")
    before, *others = items[:-1]
    for item in others:
        before = comma % {"before": before, "last": item}
    return ending % {"before": before, "last": items[-1]}
