"""Whether the installation is fit to work: its database, its disk, its backups."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from clinic.append_only import missing_triggers
from clinic.keeping.backup import backups_in

LEAST_FREE = 500 * 1024 * 1024
OLDEST_BACKUP = timedelta(hours=26)


def faults() -> list[str]:
    """Return a sentence for everything that keeps the installation from being fit to work; empty when all is well."""
    return [*_database(), *_disk(), *_backup()]


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        is_open = not waiting and missing_triggers()
    except DatabaseError as fault:
        return [f"The database does not answer ({type(fault).__name__})."]
    if waiting:
        return [f"{len(waiting)} migrations are waiting: run manage.py migrate."]
    return ["The log of who looked at what has lost the triggers that close it."] if is_open else []


def _disk():
    free = shutil.disk_usage(data_folder()).free
    return [f"Only {free // 1024 // 1024} MB are free on the disk."] if free < LEAST_FREE else []


def data_folder():
    """Return the folder whose disk must not fill up: the database's, or the one the backups go to."""
    name = Path(connection.settings_dict["NAME"])
    is_file = connection.vendor == "sqlite" and name.parent.is_dir()
    return name.parent if is_file else settings.BASE_DIR


def _backup():
    newest = next(iter(backups_in(settings.BACKUP_DIR)), None)
    if newest is None:
        return ["There is no backup yet."]
    age = timezone.now() - datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    return [f"The newest backup is {age.days} days old."] if age > OLDEST_BACKUP else []
