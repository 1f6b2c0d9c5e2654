"""Waiting for SQLite's write lock so that nobody waits long.

SQLite asks for the lock again after 1, 2, 5 … milliseconds and in the end only ten times a second: whoever has waited
long is asked for least often and loses to everybody who has just come. Of sixteen writers some waited ten seconds for
a write that takes milliseconds. Here every round of asking is short and begins anew, until the "timeout" is over. It is
counted in rounds and not by the clock: where the machine is too busy to ask, nobody's patience runs out meanwhile.
"""

import sqlite3
from functools import partial

from django.db.backends.sqlite3 import base

# SQLite asks five times in such a round.
ROUND_MS = 20
DEFAULT_SECONDS = 5


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, with connections whose statements wait in short rounds."""

    def get_new_connection(self, conn_params):
        # The very first commands may meet a file that another process is just mending: they wait as SQLite does.
        connection = super().get_new_connection(conn_params)
        connection.execute(f"PRAGMA busy_timeout = {ROUND_MS}")
        return connection

    def create_cursor(self, name=None):
        seconds = self.settings_dict["OPTIONS"].get("timeout", DEFAULT_SECONDS)
        return self.connection.cursor(factory=partial(WaitingCursor, seconds=seconds))


class WaitingCursor(base.SQLiteCursorWrapper):
    """Executes again what found the database locked. Within a transaction nothing does: its beginning took the lock."""

    def __init__(self, connection, seconds):
        super().__init__(connection)
        self.seconds = seconds

    def execute(self, query, params=None):
        for _ in range(int(self.seconds * 1000 / ROUND_MS)):
            try:
                return super().execute(query, params)
            except sqlite3.OperationalError as fault:
                if getattr(fault, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
                    raise
        return super().execute(query, params)
