"""The server's logs: one JSON line for each request, without what was asked for, and none that a visitor could forge."""

import re
import sys
import traceback
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

    def exception(self, msg, *args, **kwargs):
        """Name the kind and the place of a fault in a request; what was asked for and the fault's words may hold a name."""
        if str(msg).startswith("Error handling request"):
            _, fault, trace = sys.exc_info()
            place = traceback.extract_tb(trace)[-1]
            self.error("A request failed: %s in %s:%s", type(fault).__name__, place.filename, place.lineno)
        else:
            super().exception(msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Leave out of a refused request all but who sent it and what kind of fault it had."""
        sender, _, fault = str(msg).partition(": ")
        if fault and sender.startswith("Invalid request from ip="):
            msg = f"{sender}: {type(sys.exc_info()[1]).__name__}"
        super().warning(msg, *args, **kwargs)
