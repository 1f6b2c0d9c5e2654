"""Writers on SQLite wait for the lock in short rounds, and not longer than they were told to."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection

from config.sqlite3.base import ROUND_MS, WaitingCursor

LONG = 60


@pytest.fixture
def locked(tmp_path):
    """Give a file whose write lock somebody holds, and the connection of that somebody."""
    path = tmp_path / "locked.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as holder:
        holder.execute("CREATE TABLE one (value)")
        holder.execute("BEGIN IMMEDIATE")
        yield path, holder


def impatient(path):
    return closing(sqlite3.connect(path, timeout=ROUND_MS / 1000, isolation_level=None))


def test_who_waits_gets_the_lock_after_many_rounds(locked):
    path, holder = locked
    with impatient(path) as other:
        threading.Timer(ROUND_MS / 1000 * 10, holder.commit).start()
        cursor = WaitingCursor(other, seconds=LONG)
        cursor.execute("INSERT INTO one VALUES (%s)", [5])
        assert other.execute("SELECT value FROM one").fetchall() == [(5,)]


def test_the_waiting_ends_when_its_time_is_over(locked):
    path, _ = locked
    with impatient(path) as other, pytest.raises(sqlite3.OperationalError, match="database is locked"):
        WaitingCursor(other, seconds=0).execute("BEGIN IMMEDIATE")


def test_another_fault_is_told_at_once(locked):
    path, _ = locked
    with impatient(path) as other, pytest.raises(sqlite3.OperationalError, match="no such table"):
        WaitingCursor(other, seconds=LONG).execute("SELECT 1 FROM nowhere")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_the_application_waits_so():
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, WaitingCursor)
        assert cursor.cursor.seconds == connection.settings_dict["OPTIONS"]["timeout"]
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (ROUND_MS,)
