"""Every form of the application, found by opening every page as everybody who works there."""

import re

from django.urls import get_resolver, reverse

from benchmarks.reliability.installation import stay_signed_in
from benchmarks.reliability.pages import forms_of
from benchmarks.reliability.rows import rows_to_open, visitors


def all_forms():
    """Return [(method, address, client that sends it, fields)]: every form on every page that somebody can open."""
    found = {}
    pages = _addresses()
    for client, own_pages in visitors():
        for address in own_pages or pages:
            # On a busy machine the last visitor's turn comes when a session of the first minute has ended.
            stay_signed_in(client)
            answer = client.get(address)
            if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
                continue
            for method, action, fields in forms_of(answer):
                where = action or address
                shape = (
                    method,
                    re.sub(r"\d+", "N", where),
                    tuple(sorted(re.sub(r"\d+", "N", one) for one in fields)),
                )
                if "logout" not in where and shape not in found:
                    found[shape] = (method, where, client, _fitting(fields))
    return list(found.values())


def _fitting(fields):
    """Give fields without any value of their own some that might pass."""
    plain = ["2", "5", "Walk to the market", "2026-11-20", "Mar", "1980", "Dr Jo Lind"]
    return {name: values or plain for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def _addresses():
    """Return the address of every page, with the numbers of rows that exist."""
    numbers = rows_to_open()
    found = []
    for name, pattern in _routes(get_resolver()):
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        for values in numbers.get(name.split("-")[0], []) + numbers["any"]:
            # Rows that do not fit a route answer 404 later on.
            if all(key in values for key in wanted) and not name.endswith("-pdf"):
                found.append(reverse(name, kwargs={key: values[key] for key in wanted}))
    return list(dict.fromkeys(found))


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, here)
        elif pattern.name:
            yield pattern.name, here
