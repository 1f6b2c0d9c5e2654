"""A disk that fills up under the application: nothing half-written, reading goes on, a plain message."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks.reliability.installation import browser, integrity, issued_program, let_go, people
from clinic.access import clinic_scope
from clinic.keeping.postgres_copy import _maintenance
from clinic.models import AccessEvent, Patient

ROOM_MB, RESERVE_MB, LEFT_MB = 16, 4, 2
MEGABYTE = 1024 * 1024
MOST_POSTS = 3000
ROOT = 0


def run(report, *, quick):
    if os.geteuid() != ROOT:
        report.note("a small disk of its own needs root: not run here")
        return
    program = issued_program()
    if connection.vendor != "sqlite":
        # The disk is the server's: we cannot see it, and find out when it is full.
        with _in_small_tablespace():
            _fill(report, "of the server", program, reserve=0)
        return
    for reserve, name in ((RESERVE_MB, "with a reserve"), (0, "to the last byte")):
        with _on_small_disk(reserve + LEFT_MB):
            settings.DISK_RESERVE_MB = reserve
            _fill(report, name, program, reserve)


def _fill(report, name, program, reserve):
    clinic, physio = people()
    desk = browser(physio)
    before = _counts()
    accepted, said = 0, None
    for number in range(MOST_POSTS):
        answer = desk.post("/patients/add/", _typed(number))
        if answer.status_code != 302:
            said = answer
            break
        accepted += 1
    after = _counts()
    whole = after["patients"] - before["patients"] == after["histories"] - before["histories"] == accepted
    whole = whole and after["events"] - before["events"] >= accepted
    reading = desk.get(f"/programs/{program.pk}/").status_code if reserve else _read(program)
    report.figure(
        f"disk full {name}: half-written of {accepted}", 0 if whole else after, 0, whole and accepted > 0
    )
    plain = said is not None and said.status_code == 507 and b"Nothing was saved" in said.content
    report.figure("  a plain message", said.status_code if said is not None else None, 507, plain)
    if reserve:
        signed_in = browser().post(
            "/accounts/login/", {"login": physio.username, "password": "backstay-demo"}
        )
        report.figure("  signing in", signed_in.status_code, 302, signed_in.status_code == 302)
    report.figure("  reading", reading, "200" if reserve else "rows whole", reading in (200, "whole"))
    report.figure("  integrity", integrity() or "ok", "ok", not integrity())


def _read(program):
    """Read without noting the look: the note has no room any more."""
    with clinic_scope(people()[0]):
        return "whole" if program.snapshot == type(program).objects.get(pk=program.pk).snapshot else "broken"


def _typed(number):
    return {
        "family_name": f"Full{number} " + "x" * 150, "given_name": "y" * 150, "born_on_day": "2",
        "born_on_month": "Mar", "born_on_year": str(1930 + number % 80), "sex": "female", "reference": "",
        "phone": "", "email": "", "language": "en",
    }  # fmt: skip


def _counts():
    with clinic_scope(people()[0]):
        return {
            "patients": Patient.objects.count(),
            "histories": Patient.history.model.objects.filter(history_type="+").count(),
            "events": AccessEvent.objects.filter(what="patient-add").count(),
        }


@contextmanager
def _on_small_disk(free):
    """Put a copy of the database on a file system in memory with `free` MB left, and come back afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="reliability-disk-"))
    here = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    let_go()
    size = Path(here).stat().st_size // MEGABYTE + ROOM_MB
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", f"size={size}m", "tmpfs", folder], check=True)
    try:
        there = folder / "small.sqlite3"
        shutil.copy(here, there)
        connection.settings_dict["NAME"] = str(there)
        with (folder / "filler").open("wb") as filler:
            filler.write(b"x" * (shutil.disk_usage(folder).free - free * MEGABYTE))
        yield
    finally:
        let_go()
        connection.settings_dict["NAME"] = here
        subprocess.run(["/bin/umount", folder], check=True)
        folder.rmdir()


@contextmanager
def _in_small_tablespace():
    """Put a copy of the database into a tablespace that has LEFT_MB left, and come back afterwards."""
    here, there = connection.settings_dict["NAME"], "trial_on_small_disk"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory'), pg_database_size(current_database())")
        data, size = cursor.fetchone()
    let_go()
    folder = Path(tempfile.mkdtemp(prefix="reliability-disk-"))
    subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", f"size={size // MEGABYTE + ROOM_MB}m", "tmpfs", folder],
        check=True,
    )
    (folder / "space").mkdir()
    for one in (folder, folder / "space"):
        shutil.chown(one, Path(data).owner())
    try:
        with _maintenance(connection) as server:
            server.execute(f"CREATE TABLESPACE small LOCATION '{folder}/space'")
            server.execute(f'CREATE DATABASE "{there}" TEMPLATE "{here}" TABLESPACE small')
        connection.settings_dict["NAME"] = there
        with (folder / "filler").open("wb") as filler:
            filler.write(b"x" * (shutil.disk_usage(folder).free - LEFT_MB * MEGABYTE))
        yield
    finally:
        let_go()
        connection.settings_dict["NAME"] = here
        with _maintenance(connection) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{there}"')
            server.execute("DROP TABLESPACE IF EXISTS small")
        subprocess.run(["/bin/umount", folder], check=True)
        folder.rmdir()
