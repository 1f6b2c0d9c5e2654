"""How often one person may ask for what is dear to make, counted over all worker processes."""

from functools import wraps
from time import time as now

from django.core.cache import cache
from django.shortcuts import render

TOO_MANY = 429


def limited(name, *, most, seconds, methods=("GET", "POST")):
    """Answer 429 to the same person who asks more than `most` times in `seconds`; other methods are not counted."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.method in methods and _count(name, request.user, seconds) > most:
                return render(request, "429.html", status=TOO_MANY)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _count(name, user, seconds):
    key = f"limited:{name}:{user.pk}:{int(now() // seconds)}"
    # Another process may have begun to count; then nothing is added and it is counted on.
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out in between, so it is begun again.
        cache.set(key, 1, seconds)
        return 1
