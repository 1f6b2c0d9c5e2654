"""A backup of the whole installation: made while people work, verified before it replaces anything."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from clinic.actions.erasure import append_to_list, as_line, erase_again, listed_erasures
from clinic.keeping import postgres_copy, sqlite_copy
from clinic.keeping.manifest import (
    Damaged,
    Manifest,
    check_files,
    check_migrations,
    check_rows,
    describe_files,
    read_manifest,
)
from clinic.keeping.packing import ENCRYPTED, pack, unpack
from clinic.models import Erasure

PREFIX = "backstay-"
STAMP = "%Y%m%d-%H%M%S"
FILES = "files"


class Unfinished(Exception):
    """The copy has replaced the database, but whoever was erased since it was made is in it again."""

    def __init__(self, kept, fault):
        super().__init__(
            "NOT FINISHED. The copy is in place, but who was erased since it was made may be in it again. Do not start "
            f"Backstay: mend the cause and run restore again. The former database is kept as {kept}. Cause: {fault}"
        )


def make_backup(folder, recipient=""):
    """Write a backup into `folder`; return (its path, its manifest)."""
    folder.mkdir(parents=True, exist_ok=True)
    now = timezone.now()
    path = folder / f"{PREFIX}{now:{STAMP}}.tar.gz{ENCRYPTED if recipient else ''}"
    with _private_folder(folder) as work:
        rows, migrations = _copies().save_copy(connection, work)
        media = Path(settings.MEDIA_ROOT)
        if media.is_dir():
            shutil.copytree(media, work / FILES)
        manifest = Manifest(now.isoformat(), connection.vendor, migrations, rows, describe_files(work))
        manifest.write(work)
        pack(work, path, recipient)
    return path, manifest


def backups_in(folder):
    """Return the backups in a folder, the newest first."""
    return sorted(Path(folder).glob(f"{PREFIX}*.tar.gz*"), reverse=True)


@contextmanager
def verified(path, identity=""):
    """Unpack a backup, check all of it, and give (folder, manifest). Raises Damaged with what is wrong."""
    with _private_folder(_database_folder()) as work:
        unpack(path, work, identity)
        manifest = read_manifest(work)
        check_files(manifest, work)
        if manifest.vendor != connection.vendor:
            raise Damaged(
                f"It is a copy of a {manifest.vendor} database; this installation has {connection.vendor}."
            )
        check_migrations(manifest)
        found = _copies().check_copy(work)
        if found:
            check_rows(manifest, found[0])
        yield work, manifest


def restore_backup(path, identity=""):
    """Put a verified backup in the place of the database and files; return (manifest, what is kept, erased again).

    Raises Unfinished when something fails after the database was replaced.
    """
    erased = _erasures_so_far()
    stamp = f"{timezone.now():{STAMP}}".replace("-", "_")
    with verified(path, identity) as (work, manifest):
        if connection.vendor == "sqlite":
            kept = sqlite_copy.replace(connection, work, stamp)
        else:
            kept = postgres_copy.replace(connection, work, stamp, lambda rows, _: check_rows(manifest, rows))
        try:
            _replace_files(work / FILES, stamp)
            call_command("migrate", verbosity=0)
            return manifest, kept, erase_again(erased)
        except Exception as fault:
            raise Unfinished(kept, fault) from fault


def _copies():
    return sqlite_copy if connection.vendor == "sqlite" else postgres_copy


def _erasures_so_far():
    """Return every erasure known here: from the list, and from the database that is about to be replaced."""
    listed = listed_erasures()
    if Erasure._meta.db_table not in connection.introspection.table_names():
        return listed
    lines = [as_line(one) for one in Erasure._base_manager.all()]
    unlisted = [line for line in lines if line not in listed]
    if unlisted:
        append_to_list(unlisted)
    return listed + unlisted


def _replace_files(fresh, stamp):
    media = Path(settings.MEDIA_ROOT)
    if media.exists():
        media.rename(media.with_name(f"{media.name}.before-restore-{stamp}"))
    if fresh.exists():
        shutil.move(fresh, media)


def _database_folder():
    # Beside the database, so that putting it in place is a rename; never in a folder that others may read.
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).parent
    return Path(tempfile.gettempdir())


@contextmanager
def _private_folder(within):
    with tempfile.TemporaryDirectory(prefix=".backstay-", dir=within) as name:
        yield Path(name)
