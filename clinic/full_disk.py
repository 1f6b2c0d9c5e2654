"""When the disk is nearly full nothing more is written, so that signing in and reading go on and nothing is half saved."""

import errno
import shutil
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, connection
from django.shortcuts import render

from clinic.readiness import data_folder

INSUFFICIENT_STORAGE = 507
WRITES = ("POST", "PUT", "PATCH", "DELETE")
# Signing in and out writes little, and reading needs it.
ALWAYS = ("/accounts/",)
LOOK_EVERY = 2.0


class FullDiskMiddleware:
    """Refuse to write when less than the reserve is left, and say plainly when the database or a file has no room."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.looked_at, self.is_full = 0.0, False

    def __call__(self, request):
        may_write = request.method not in WRITES or request.path.startswith(ALWAYS)
        return self.get_response(request) if may_write or not self._is_full() else _say(request)

    def process_exception(self, request, exception):
        return _say(request) if _has_no_room(exception) else None

    def _is_full(self):
        if monotonic() - self.looked_at > LOOK_EVERY:
            self.looked_at = monotonic()
            free = free_bytes()
            self.is_full = free is not None and free < settings.DISK_RESERVE_MB * 1024 * 1024
        return self.is_full


def free_bytes():
    """Return what is free on the disk of a SQLite database; None for a server, whose disk we cannot see."""
    return shutil.disk_usage(data_folder()).free if connection.vendor == "sqlite" else None


def _has_no_room(fault):
    if isinstance(fault, OSError):
        return fault.errno == errno.ENOSPC
    # SQLite says it in words, PostgreSQL by its code for a full disk.
    is_told = "disk is full" in str(fault) or getattr(fault.__cause__, "sqlstate", None) == "53100"
    return isinstance(fault, DatabaseError) and is_told


def _say(request):
    return render(request, "507.html", status=INSUFFICIENT_STORAGE)
