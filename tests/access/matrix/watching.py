"""Tell what a request did: what it wrote, what it gave away, what it left in the log."""

import io
import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache

from django.apps import apps
from django.db import connection
from django.db.models import F, Max
from pypdf import PdfReader

from clinic.models import AccessEvent, ClinicOwned
from tests.access.matrix.world import CANARIES

# Rows that may come and go with any request: who looked, who is signed in, what is remembered for a moment.
BOOKKEEPING = {"clinic_accessevent", "django_session", "usersessions_usersession", "shared_cache"}
WRITE = re.compile(
    r'^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.I
)
# Whatever is neither such a write nor one of these counts as a write to anything.
READ = re.compile(
    r"^\s*(?:SELECT|SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK TO SAVEPOINT|PRAGMA|DECLARE|FETCH|CLOSE"
    r"|WITH(?!.*\b(?:INSERT|UPDATE|DELETE)\b))\b",
    re.I | re.DOTALL,
)
ANYTHING = "anything"
# What keeps in its history who wrote each row and why.
KEEP_WHY = ("clinic", "exercises", "programs")
OURS = ("clinic", "exercises", "programs", "mfa")
# The library is large and the same for everybody: counting its rows is enough beside watching every write.
COUNTED = {"exercises"}


@contextmanager
def watched_writes():
    """Collect the tables that are written to, even where the write is taken back afterwards."""
    tables = []

    def note(execute, sql, params, many, context):
        found = WRITE.match(sql)
        if found or not READ.match(sql):
            tables.append(found[1] if found else ANYTHING)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def versions_of_rows():
    """Return (row, by whom, why) of everything in the histories of record and library, in no order."""
    histories = [one for app in KEEP_WHY for one in apps.get_app_config(app).get_models() if is_history(one)]
    return {
        (f"{one.__name__} {pk}", by, why)
        for one in histories
        for pk, by, why in one.objects.values_list("history_id", "history_user", "history_change_reason")
    }


def is_history(model):
    """Tell whether a table holds the versions of another one's rows."""
    return hasattr(model, "history_id")


def newest_event():
    """Return the number of the newest access event."""
    return AccessEvent._base_manager.aggregate(newest=Max("pk"))["newest"] or 0


def looks_since(number):
    """Return the access events after that one which are about a patient and no list: [(kind, page, user, clinic)]."""
    events = AccessEvent._base_manager.filter(pk__gt=number, patient__isnull=False).order_by("pk")
    return [
        (one.kind, one.what.partition(" ")[0], one.user_id, one.patient.clinic_id)
        for one in events.exclude(kind=AccessEvent.Kind.LIST).select_related("patient")
    ]


def shows_something(answer):
    """Tell whether an answer is a page, a part of one or a file: neither a refusal of the door nor the way elsewhere."""
    is_sent_on = 300 <= answer.status_code < 400 or "HX-Redirect" in answer
    return not is_sent_on and answer.status_code not in (403, 404, 405)


def lasting(tables):
    """Return the writes that are more than bookkeeping."""
    return sorted({table for table in tables if table not in BOOKKEEPING})


@dataclass(frozen=True)
class Baseline:
    """Every row before the first request: what is compared with it need only be read where something was written."""

    all: dict
    theirs: dict

    def changed(self, writes, *, clinic=None):
        """Return the tables (of the other clinic alone, given its number) that are not as they were."""
        before, only = (self.all, {}) if clinic is None else (self.theirs, {"clinic_id": clinic})
        return [
            label for label, rows in everything(_written(writes), **only).items() if rows != before[label]
        ]


def _written(writes):
    return [model for model in _tables() if ANYTHING in writes or model._meta.db_table in writes]


def everything(models=None, /, **only):
    """Return every row of every table that matters (or of these `models`), as stored; of the library how many."""
    found = {}
    for model in _tables() if models is None else models:
        if set(only) <= _columns(model):
            rows = model._base_manager.filter(**only).order_by("pk")
            is_counted = model._meta.app_label in COUNTED
            found[model._meta.label] = (
                rows.count() if is_counted else [tuple(map(_plain, row)) for row in rows.values_list()]
            )
    return found


@cache
def _tables():
    models = [
        one for label in OURS for one in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return [model for model in models if model._meta.db_table not in BOOKKEEPING]


@cache
def _columns(model):
    return {field.attname for field in model._meta.concrete_fields}


def _plain(value):
    return repr(value) if isinstance(value, dict | list) else value


def crossings(writes):
    """Return rows that point at a row of another clinic, in the tables written to: [(model, field)]."""
    return [
        (model._meta.label, name)
        for model, name in _links()
        if (ANYTHING in writes or model._meta.db_table in writes)
        and model._base_manager.exclude(**{name: None})
        .exclude(**{f"{name}__clinic_id": F("clinic_id")})
        .exists()
    ]


@cache
def _links():
    """Return every relation from a clinic's row to something that belongs to a clinic, staff included.

    Of access events the user may be somebody of no clinic, who was let in for an emergency.
    """
    return [
        (model, link.name)
        for model in apps.get_models()
        if issubclass(model, ClinicOwned)
        for link in model._meta.get_fields()
        if link.concrete
        and link.many_to_one
        and "clinic_id" in _columns(link.related_model)
        and (model, link.name) != (AccessEvent, "user")
    ]


def given_away(response):
    """Return everything an answer tells its reader: headers, cookies, page, and the text of a PDF."""
    body = response.getvalue()
    if response.get("Content-Type") == "application/pdf":
        told = _text_of_pdf(body)
    else:
        told = body.decode("utf-8", "replace")
    return f"{told}\n{dict(response.items())}\n{response.cookies.output()}"


def names_a_patient(told):
    """Tell whether what was given away holds somebody's name or reference: then there must be an access event of it."""
    return any(
        words in told
        for canary in (one.casefold() for one in CANARIES.values())
        for words in (f"p-{canary[-4:]}", f"{canary}, ada", f"ada {canary}", f"{canary}, bo", f"bo {canary}")
    )


@lru_cache
def _text_of_pdf(body):
    reader = PdfReader(io.BytesIO(body))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    return f"{pages}\n{reader.metadata}"


class Listening(logging.Handler):
    """Keep every line the product logs."""

    def __init__(self):
        super().__init__(level=logging.INFO)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.name}: {record.getMessage()} {record.exc_info or ''}")
