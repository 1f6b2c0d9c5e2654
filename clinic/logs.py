"""Log lines as JSON, from a list of allowed fields: no form, no question, no row and so no patient can get into them."""

import json
import logging
import traceback
from datetime import UTC, datetime

# The words of these are written in code and hold no data; of others only where the line came from is told.
TRUSTED = (
    "clinic",
    "exercises",
    "programs",
    "django.request",
    "django.security",
    "django.server",
    "gunicorn",
)


class AllowedFieldsFormatter(logging.Formatter):
    """Write what is on the list. Of a message the pattern is kept and not what was put into it; of an error its kind."""

    def format(self, record):
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        user = getattr(request, "user", None)
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg) if self._is_trusted(record) else "",
            "at": f"{record.module}:{record.lineno}",
            "status": getattr(record, "status_code", None),
            "method": getattr(request, "method", None),
            "page": match.view_name if match else None,
            "user": getattr(user, "pk", None),
            **self._error(record),
        }
        return json.dumps({name: value for name, value in fields.items() if value not in (None, "")})

    def _is_trusted(self, record):
        # A pattern with nothing to put in may have been filled in before it was logged.
        is_ours = record.name.partition(".")[0] in TRUSTED or record.name.startswith(TRUSTED)
        return is_ours and isinstance(record.msg, str) and (bool(record.args) or "." in record.name)

    def _error(self, record):
        if not record.exc_info or not record.exc_info[0]:
            return {}
        kind, _, trace = record.exc_info
        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return {"error": f"{kind.__module__}.{kind.__qualname__}", "trace": frames[-12:]}
