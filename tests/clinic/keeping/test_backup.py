"""Backup and restore as an operator runs them, on a database file of their own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

NAMES = "SELECT reference FROM clinic_patient ORDER BY reference"
ADD = (
    "INSERT INTO clinic_patient (reference, family_name, given_name, born_on, sex, phone, email, language,"
    " search_text, created_at, version, clinic_id) VALUES (?, 'A', 'B', '1980-01-01', 'female', '', '', 'en', '',"
    " '2026-01-01 00:00:00', 1, 1)"
)


class Installation:
    """A database file with a few patients, and what the commands say about it."""

    def __init__(self, folder):
        self.folder, self.database, self.backups = folder, folder / "db.sqlite3", folder / "backups"
        self.said = ""

    def manage(self, *arguments):
        environment = os.environ | {
            "BACKSTAY_DEMO": "1",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BACKUP_DIR": str(self.backups),
        }
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.said = done.stdout + done.stderr
        return done.returncode

    def run(self, statement, *values):
        with closing(sqlite3.connect(self.database)) as database, database:
            return database.execute(statement, values).fetchall()

    def references(self):
        return [reference for (reference,) in self.run(NAMES)]

    def backup(self, *options):
        assert self.manage("backup", *options) == 0, self.said
        return max(self.backups.glob("backstay-*"))


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    made = Installation(tmp_path_factory.mktemp("template"))
    assert made.manage("migrate", "-v0") == 0, made.said
    made.run(
        "INSERT INTO clinic_clinic (id, name, address, phone, emergency_number, default_paper, default_mode, is_demo, retention_years, version) VALUES (1, 'Harbour', '', '1', '112', 'a4', 'strict', 0, 10, 1)"
    )
    for number in range(3):
        made.run(ADD, f"P-{number}")
    return made


@pytest.fixture(scope="module")
def saved(template):
    return template.backup()


@pytest.fixture
def path(here, saved):
    """Return a backup of `here` that the test may damage."""
    here.backups.mkdir()
    return Path(shutil.copy(saved, here.backups))


@pytest.fixture
def here(template, tmp_path):
    shutil.copy(template.database, tmp_path / "db.sqlite3")
    return Installation(tmp_path)


def repack(path, change):
    """Unpack a backup, let `change` alter its folder, and pack it again."""
    folder = path.parent / "unpacked"
    with tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
    change(folder)
    with tarfile.open(path, "w:gz") as archive:
        for one in sorted(folder.iterdir()):
            archive.add(one, arcname=one.name)
    return path


def edit_manifest(**changes):
    def change(folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps(manifest | changes))

    return change


def test_what_was_saved_comes_back_and_the_old_database_stays_beside(here, path):
    here.run("DELETE FROM clinic_patient WHERE reference = 'P-1'")
    here.run(ADD, "P-9")
    assert here.manage("restore", path) == 0, here.said
    assert here.references() == ["P-0", "P-1", "P-2"]
    kept = Installation(here.folder)
    kept.database = next(here.folder.glob("db.sqlite3.before-restore-*"))
    assert kept.references() == ["P-0", "P-2", "P-9"]


def test_a_backup_is_for_its_owner_alone_and_nothing_is_left_lying_about(here):
    path = here.backup()
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in here.backups.iterdir()] == [path.name]
    assert {one.name for one in here.folder.iterdir()} <= {
        "db.sqlite3",
        "db.sqlite3-wal",
        "db.sqlite3-shm",
        "backups",
    }


def test_checking_replaces_nothing(here, path):
    here.run(ADD, "P-9")
    assert here.manage("restore", "--check", path) == 0
    assert "Sound" in here.said
    assert "P-9" in here.references()


def changed_row(folder):
    with closing(sqlite3.connect(folder / "database.sqlite3")) as database, database:
        database.execute("DELETE FROM clinic_patient WHERE reference = 'P-1'")


def lost_row(folder):
    from clinic.keeping.manifest import describe_files

    changed_row(folder)
    edit_manifest(files=describe_files(folder))(folder)


def corrupt_page(folder):
    from clinic.keeping.manifest import describe_files

    path = folder / "database.sqlite3"
    content = bytearray(path.read_bytes())
    content[40_000:60_000] = b"\xff" * 20_000
    path.write_bytes(content)
    edit_manifest(files=describe_files(folder))(folder)


DAMAGES = {
    "a changed row": (changed_row, "database.sqlite3 is not what was saved"),
    "a lost row": (lost_row, "Table clinic_patient should hold 3 rows and holds 2"),
    "a corrupt page": (corrupt_page, "The database file"),
    "a missing file": (lambda folder: (folder / "database.sqlite3").unlink(), "database.sqlite3 is missing"),
    "an added file": (lambda folder: (folder / "more").write_text("x"), "more is not in the manifest"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "manifest.json is missing"),
    "a newer release": (edit_manifest(migrations=["clinic.9999_later"]), "made by a newer release"),
    "another database": (edit_manifest(vendor="postgresql"), "a copy of a postgresql database"),
    "another format": (edit_manifest(format=9), "format 9"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_by_name_and_changes_nothing(damage, here, path):
    change, words = DAMAGES[damage]
    repack(path, change)
    before = here.references()
    assert here.manage("restore", path) == 1
    assert words in here.said
    assert "nothing was changed" in here.said
    assert here.references() == before
    assert not list(here.folder.glob("*.before-restore-*"))


@pytest.mark.parametrize("cut", ["half", "byte"])
def test_a_cut_or_scratched_file_is_refused(cut, here, path):
    content = bytearray(path.read_bytes())
    if cut == "half":
        content = content[: len(content) // 2]
    else:
        content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    assert here.manage("restore", path) == 1
    assert "nothing was changed" in here.said


def test_a_database_in_use_is_not_replaced(here, path):
    with closing(sqlite3.connect(here.database)) as somebody:
        somebody.execute("SELECT count(*) FROM clinic_patient").fetchone()
        assert here.manage("restore", path) == 1
    assert "Stop Backstay's workers first" in here.said
    assert here.references() == ["P-0", "P-1", "P-2"]


ERASED = {
    "patient": 2,
    "registered_at": "2026-01-01T00:00:00+00:00",
    "clinic": 1,
    "reason": "Asked",
    "by": None,
}


def test_who_was_erased_since_is_erased_again(here, path):
    here.backups.joinpath("erasures.jsonl").write_text(json.dumps(ERASED))
    assert here.manage("restore", path) == 0, here.said
    assert "1 records that had been erased since were erased again" in here.said
    assert here.references() == ["ERASED-2", "P-0", "P-2"]


def test_a_restore_that_fails_half_way_says_that_the_erased_are_back_and_can_be_run_again(here, path):
    # A copy that cannot be migrated: later steps stand on a first one of which it does not know.
    here.run("DELETE FROM django_migrations WHERE app = 'clinic' AND name = '0001_initial'")
    broken = here.backup()
    here.backups.joinpath("erasures.jsonl").write_text(json.dumps(ERASED))
    assert here.manage("restore", broken) == 1
    assert "who was erased since it was made may be in it again. Do not start Backstay" in here.said
    assert "P-1" in here.references()
    assert here.manage("restore", path) == 0, here.said
    assert here.references() == ["ERASED-2", "P-0", "P-2"]


def test_old_backups_are_deleted_when_asked(here):
    old = here.backup()
    old = old.rename(old.with_name("backstay-20200101-000000.tar.gz"))
    os.utime(old, (0, 0))
    newest = here.backup("--keep-days", 35)
    assert [one.name for one in here.backups.glob("backstay-*")] == [newest.name]


@pytest.mark.skipif(not (shutil.which("age") and shutil.which("age-keygen")), reason="age is not installed")
def test_an_encrypted_backup_opens_with_its_key_only(here):
    key, other = here.folder / "key.txt", here.folder / "other.txt"
    for one in (key, other):
        subprocess.run(["age-keygen", "-o", one], check=True, capture_output=True)
    recipient = next(line for line in key.read_text().splitlines() if "public key" in line).split()[-1]
    path = here.backup("--recipient", recipient)
    assert path.suffix == ".age"
    assert b"clinic_patient" not in path.read_bytes()
    here.run(ADD, "P-9")
    assert here.manage("restore", path, "--identity", other) == 1
    assert "nothing was changed" in here.said
    assert here.manage("restore", path, "--identity", key) == 0, here.said
    assert here.references() == ["P-0", "P-1", "P-2"]


def test_without_age_encryption_is_refused_plainly(here, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert here.manage("backup", "--recipient", "age1x") == 1
    assert "age is not installed" in here.said
    assert not list(here.backups.glob("backstay-*"))
