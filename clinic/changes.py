"""What was changed in a record, by whom and when, in words: each entry of the history beside the one before it."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.field_names import column_name, model_name
from clinic.reasons import in_words

# Bookkeeping that tells a reader nothing.
LEFT_OUT = {"id", "version", "search_text", "clinic", "patient", "case", "created_at"}
NOT_RECORDED = _("Not recorded")
DID = {"+": _("Recorded"), "~": _("Changed"), "-": _("Removed")}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry: when, who, why, which row, and (field, before, after) of what differs; nothing before the first."""

    at: datetime
    who: str
    why: str
    did: str
    row: str
    fields: tuple


def changes_of(history):
    """Return the changes of all rows in `history`, a queryset of historical records, newest first."""
    by_row = {}
    for record in history.order_by("history_date", "history_id"):
        by_row.setdefault(record.id, [None]).append(record)
    found = [_change(before, after) for records in by_row.values() for before, after in pairwise(records)]
    return sorted(
        (one for one in found if one.fields or one.did != DID["~"]), key=lambda one: one.at, reverse=True
    )


def _change(before, after):
    return Change(
        at=timezone.localtime(after.history_date),
        who=str(after.history_user) if after.history_user else gettext("Not known"),
        why=in_words(after.history_change_reason),
        did=DID[after.history_type],
        row=model_name(after.instance_type),
        fields=tuple(_differences(before, after)),
    )


def _differences(before, after):
    for column in after.instance_type._meta.concrete_fields:
        name = column.attname
        if column.name in LEFT_OUT or not hasattr(after, name):
            continue
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new and not (before is None and new in (None, "", [], {})):
            was = "" if before is None else _shown(column, before, old, new)
            yield column_name(column), was, _shown(column, after, new, old)


def _shown(column, record, value, other):
    if value in (None, "", [], {}):
        return NOT_RECORDED
    if isinstance(column, models.ForeignKey):
        return str(getattr(record, column.name))
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    return _in_words(value, other)


def _in_words(value, other):
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d-%b-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%b-%Y}"
    if isinstance(value, list):
        return "; ".join(_in_words(one, None) for one in value)
    if isinstance(value, dict):
        # Of a long questionnaire only the answers that differ.
        known = other if isinstance(other, dict) else {}
        told = {key: one for key, one in value.items() if known.get(key) != one}
        return ", ".join(f"{_plain(key)}: {_plain(one)}" for key, one in told.items()) or NOT_RECORDED
    return str(value)


def _plain(code):
    return str(code).replace("_", " ")
