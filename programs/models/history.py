"""How rows of a program and of its logs keep what they were: who changed them, when, and why."""

from contextlib import contextmanager
from contextvars import ContextVar

from simple_history.models import HistoricalRecords

LONGEST = 100
_why = ContextVar("why", default="")


@contextmanager
def because(why):
    """Say for the history why every row is written in here: one action writes many, and one step of it stands for them all.

    Kept in English, as `clinic/reasons.py` does. Of actions within actions the innermost speaks.
    """
    token = _why.set(why[:LONGEST])
    try:
        yield
    finally:
        _why.reset(token)


class ReasonedHistory(HistoricalRecords):
    """History whose rows say what was being done when they were written."""

    def get_change_reason_for_object(self, instance, history_type, using):
        """Return the reason the row was given, or that of the action that writes it."""
        given = super().get_change_reason_for_object(instance, history_type, using)
        return given or _why.get() or None
