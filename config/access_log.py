"""The access log: one JSON line for each request, without what was asked for, and none that a visitor could forge."""

import re
from urllib.parse import quote

from gunicorn.glogging import Logger

# The path without its query: a search for a patient stands there. No referrer either, for the same reason.
FORMAT = (
    '{"time": "%(t)s", "method": "%(m)s", "path": "%(U)s", "status": %(s)s, "bytes": "%(B)s", "ms": %(M)s}'
)
# The link of an invitation lets in whoever holds it.
INVITATION = re.compile(r"(/password/set/).+")


class OneLineLogger(Logger):
    """Quote what a visitor may put into a path: a line end in it would start a line of its own."""

    def atoms(self, resp, req, environ, request_time):
        atoms = super().atoms(resp, req, environ, request_time)
        path = INVITATION.sub(r"\1-", atoms["U"] or "")
        return atoms | {"U": quote(path, safe="/"), "m": quote(atoms["m"] or "")}
