"""What a backup says about itself, and the check that it is true."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

FORMAT = 1
NAME = "manifest.json"


class Damaged(Exception):
    """The backup is not what it says it is; the message names what is wrong."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which database it is a copy of, of when, and every file and table in it."""

    made_at: str
    vendor: str
    migrations: list
    rows: dict
    files: dict = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder):
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")


def read_manifest(folder):
    """Return the manifest of an unpacked backup. Raises Damaged."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError) as fault:
        raise Damaged(f"{NAME} is missing or cannot be read.") from fault
    if manifest.format != FORMAT:
        raise Damaged(f"It has format {manifest.format}; this release reads format {FORMAT}.")
    return manifest


def describe_files(folder):
    """Return {name: {"sha256", "bytes"}} of every file below `folder` but the manifest."""
    return {
        str(path.relative_to(folder)): {"sha256": sha256_of(path), "bytes": path.stat().st_size}
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


def check_files(manifest, folder):
    """Refuse a backup in which a file is missing, new or changed."""
    found = describe_files(folder)
    for name in sorted(found.keys() | manifest.files.keys()):
        if name not in found:
            raise Damaged(f"{name} is missing.")
        if name not in manifest.files:
            raise Damaged(f"{name} is not in the manifest.")
        if found[name] != manifest.files[name]:
            raise Damaged(f"{name} is not what was saved: its size or sha256 differs from the manifest.")


def check_rows(manifest, rows):
    """Refuse a copy whose tables hold another number of rows than when it was made."""
    for table in sorted(manifest.rows.keys() | rows.keys()):
        if manifest.rows.get(table) != rows.get(table):
            raise Damaged(
                f"Table {table} should hold {manifest.rows.get(table, 'no')} rows and holds {rows.get(table, 'none')}."
            )


def check_migrations(manifest):
    """Refuse a copy made by a newer release: this one does not know its tables."""
    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    strange = sorted(set(manifest.migrations) - known)
    if strange:
        raise Damaged(f"It was made by a newer release (it knows {strange[0]}). Install that release first.")


def sha256_of(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
