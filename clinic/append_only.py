"""What makes the database refuse to change or delete access events, and the one way round it.

Triggers hold whoever writes: a view, a script, somebody with a database console who does not mean to. Whoever owns the
table can still drop them; `docs/operations.md` says who that should be.
"""

from contextlib import contextmanager

from django.db import connection, transaction

TABLE = "clinic_accessevent"
REFUSAL = "Access events are only ever added."

SQLITE_INSTALL = [
    f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")]

POSTGRESQL_INSTALL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]
POSTGRESQL_REMOVE = [
    f"DROP TRIGGER IF EXISTS {TABLE}_no_{what} ON {TABLE}" for what in ("change", "truncate")
]


def install(vendor):
    """Return the statements that close the table on one kind of database."""
    return SQLITE_INSTALL if vendor == "sqlite" else POSTGRESQL_INSTALL


def remove(vendor):
    """Return the statements that open it."""
    return SQLITE_REMOVE if vendor == "sqlite" else POSTGRESQL_REMOVE


NAMES = {
    "sqlite": {f"{TABLE}_no_update", f"{TABLE}_no_delete"},
    "postgresql": {f"{TABLE}_no_change", f"{TABLE}_no_truncate"},
}
ASKED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled <> 'D'",
}


def missing_triggers():
    """Return the names of triggers that are not there: SQLite drops them when a migration makes the table anew."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor], [TABLE])
        return NAMES[connection.vendor] - {name for (name,) in cursor.fetchall()}


@contextmanager
def opened_for_erasure():
    """Let rows be deleted or cut loose inside, for what the law asks: retention dates and erasure of a patient.

    All in one transaction, which closes the table again: if anything fails, nothing was opened and nothing is gone.
    """
    with transaction.atomic():
        _run(remove(connection.vendor))
        yield
        _run(install(connection.vendor))


def _run(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
