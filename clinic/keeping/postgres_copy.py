"""Copies of a PostgreSQL database: dumped in one snapshot, restored beside the old one, swapped by renaming."""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from django.db import transaction
from psycopg import sql

from clinic.keeping.manifest import Damaged
from clinic.keeping.sqlite_copy import InUse

FILE = "database.dump"


def save_copy(connection, folder):
    """Dump the database; return ({table: rows}, migrations) of the very same snapshot."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", connection, "--format=custom", f"--snapshot={snapshot}", f"--file={folder / FILE}")
        return _rows(cursor), _migrations(cursor)


def check_copy(folder):
    """Check that the dump can be read to its end. Its rows are counted once it has been restored. Raises Damaged."""
    done = subprocess.run(  # noqa: S603
        [_program("pg_restore"), "--file=/dev/null", str(folder / FILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Damaged(f"The dump cannot be read: {done.stderr.strip()[:200]}")


def replace(connection, folder, stamp, check):
    """Restore beside the old database, `check` its (rows, migrations), then swap the names; return the old one's name."""
    name = connection.settings_dict["NAME"]
    fresh, kept = f"{name}_restoring_{stamp}", f"{name}_before_restore_{stamp}"
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    with _maintenance(connection) as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(fresh)))
        try:
            _run(
                "pg_restore", connection, "--exit-on-error", "--no-owner", "--no-privileges",
                f"--dbname={fresh}", str(folder / FILE), database=fresh,
            )  # fmt: skip
            with psycopg.connect(**_address(connection, fresh)) as restored, restored.cursor() as cursor:
                check(_rows(cursor), _migrations(cursor))
            _swap(server, name, fresh, kept)
        except BaseException:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh)))
            raise
    return kept


def _swap(server, name, fresh, kept):
    busy = server.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]).fetchone()[0]
    if busy:
        raise InUse(f"{busy} connections to the database are open. Stop Backstay's workers first.")
    with server.transaction():
        for old, new in ((name, kept), (fresh, name)):
            server.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
            )


def _maintenance(connection):
    return psycopg.connect(**_address(connection, "template1"), autocommit=True)


def _address(connection, database):
    given = connection.settings_dict
    parts = {
        "host": given["HOST"],
        "port": given["PORT"],
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    return {name: value for name, value in parts.items() if value} | {"dbname": database}


def _run(program, connection, *options, database=None):
    """Run one of PostgreSQL's programs. The password goes by the environment, where no list of processes shows it."""
    given = connection.settings_dict
    parts = {
        "PGHOST": given["HOST"],
        "PGPORT": str(given["PORT"]),
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGDATABASE": database or given["NAME"],
    }
    environment = os.environ | {name: value for name, value in parts.items() if value}
    done = subprocess.run(  # noqa: S603
        [_program(program), *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Damaged(f"{program} failed: {done.stderr.strip()[:300]}")


def _program(name):
    """Return the newest of the installed programs of this name: an older one refuses a newer server."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(path.parts[-3].partition(".")[0]),
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if not found:
        raise Damaged(f"{name} is not installed: install PostgreSQL's client programs.")
    return found


def _rows(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    tables = [name for (name,) in cursor.fetchall()]
    counts = {}
    for name in tables:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
        counts[name] = cursor.fetchone()[0]
    return counts


def _migrations(cursor):
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return [f"{app}.{name}" for app, name in cursor.fetchall()]
