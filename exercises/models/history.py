"""How rows of the library keep what they were: who changed them, when, and why in full."""

from django.db import models
from simple_history.models import HistoricalRecords


def kept_history():
    """Return the history of a model. Its reasons are as long as they were written; the usual column cuts them at 100."""
    return HistoricalRecords(history_change_reason_field=models.TextField(null=True))
