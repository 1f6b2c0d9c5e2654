"""Copies of a SQLite database: taken while others write, checked, and put in its place."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from clinic.files import sync_folder
from clinic.keeping.manifest import Damaged

FILE = "database.sqlite3"


class InUse(Exception):
    """The database cannot be replaced while somebody works with it."""


def save_copy(connection, folder):
    """Copy the database by SQLite's own backup; return ({table: rows}, migrations) of the copy."""
    connection.ensure_connection()
    target = folder / FILE
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return check_copy(folder)


def check_copy(folder):
    """Return ({table: rows}, migrations) of a sound copy. Raises Damaged."""
    address = f"file:{folder / FILE}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as copy:
            verdict = [one for (one,) in copy.execute("PRAGMA integrity_check")]
            if verdict != ["ok"]:
                raise Damaged(f"The database file is corrupt: {verdict[0]}")
            dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
            if dangling:
                raise Damaged(f"Table {dangling[0]} points at rows of {dangling[2]} that are not there.")
            return _rows(copy), _migrations(copy)
    except sqlite3.DatabaseError as fault:
        raise Damaged(f"The database file cannot be read: {fault}") from fault


def replace(connection, folder, stamp):
    """Put the copy in place; return where the old database is kept. Raises InUse."""
    path = Path(connection.settings_dict["NAME"])
    connection.close()
    kept = path.with_name(f"{path.name}.before-restore-{stamp}")
    if path.exists():
        with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as old:
            _take_alone(old, path)
            path.rename(kept)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    (folder / FILE).replace(path)
    sync_folder(path.parent)
    return kept if kept.exists() else None


def _take_alone(old, path):
    try:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as busy:
        raise InUse("Somebody is writing to the database. Stop Backstay's workers first.") from busy
    others = _processes_with(path)
    if others:
        raise InUse(f"Process {others[0]} has the database open. Stop Backstay's workers first.")
    # Read into the file what stands in the log beside it, then let go of both.
    old.execute("ROLLBACK")
    old.execute("PRAGMA journal_mode=DELETE")


def _processes_with(path):
    """Return the numbers of other processes that have `path` open, as far as we may see."""
    found = []
    target = path.resolve()
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) == os.getpid():
            continue
        try:
            if any(Path(os.readlink(one)) == target for one in (process / "fd").iterdir()):
                found.append(int(process.name))
        except OSError:
            continue
    return found


def _rows(copy):
    tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608


def _migrations(copy):
    return [
        f"{app}.{name}" for app, name in copy.execute("SELECT app, name FROM django_migrations ORDER BY id")
    ]
