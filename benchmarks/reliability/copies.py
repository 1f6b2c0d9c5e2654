"""Backups taken while others write, and the drill: everything gone, everything back, counted."""

import shutil
import signal
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from benchmarks.reliability.installation import forked, issued_program, kill, let_go, people
from clinic.access import clinic_scope
from clinic.actions import register_patient
from clinic.actions.erasure import erase_rows
from clinic.keeping import postgres_copy
from clinic.keeping.backup import make_backup, restore_backup, verified
from clinic.keeping.manifest import Damaged, check_rows
from clinic.models import Case, Patient

WRITERS, BACKUPS = 4, 10
LONGEST_DRILL = 30 * 60


def run(report, *, quick):
    issued_program()
    folder = Path(tempfile.mkdtemp(prefix="reliability-", dir=settings.BACKUP_DIR.parent))
    try:
        _under_writes(report, folder, 2 if quick else BACKUPS)
        _drill(report, folder)
    finally:
        shutil.rmtree(folder)


def _under_writes(report, folder, count):
    """Back up while four processes write patients with their histories, and look into every copy."""
    earlier = Patient.history.model.objects.count() - Patient.objects.count()
    exact, half, behind, times, sizes = 0, 0, 0, [], []
    with forked([_write_on] * WRITERS) as writers:
        time.sleep(2)
        for _ in range(count):
            before = Patient.objects.count()
            started = time.perf_counter()
            path, manifest = make_backup(folder)
            times.append(time.perf_counter() - started)
            sizes.append(manifest.rows["clinic_patient"])
            behind += manifest.rows["clinic_patient"] < before
            # A patient and the first row of the history are written together or not at all.
            half += manifest.rows["clinic_historicalpatient"] - manifest.rows["clinic_patient"] != earlier
            exact += _restores_exactly(path, manifest)
            path.unlink()
            time.sleep(1.1)
        # A writer ends by this kill alone; one that ended before had failed.
        failed = sum(kill(writer) != -signal.SIGKILL for writer in writers)
    report.note(
        f"patients in the copies: {sizes[0]} to {sizes[-1]}; a backup took {max(times):.2f} s at most"
    )
    report.figure(
        "backup under writes: restored row counts exact", f"{exact} of {count}", count, exact == count
    )
    report.figure("  writers that failed meanwhile", failed, 0, failed == 0)
    report.figure("  copies with half-written rows", half, 0, half == 0)
    report.figure("  copies behind what was committed before", behind, 0, behind == 0)


def _restores_exactly(path, manifest):
    try:
        with verified(path) as (work, _):
            return _restored_beside(work, manifest) if connection.vendor == "postgresql" else 1
    except Damaged as damage:
        print(f"  a copy is not as its manifest says: {damage}", flush=True)
        return 0


def _restored_beside(work, manifest):
    """Restore into a database of its own, count, and drop it."""
    address = postgres_copy._address
    with postgres_copy._maintenance(connection) as server:
        server.execute("CREATE DATABASE trial_copy TEMPLATE template0")
        try:
            postgres_copy._run(
                "pg_restore", connection, "--exit-on-error", "--no-owner", "--dbname=trial_copy",
                str(work / postgres_copy.FILE), database="trial_copy",
            )  # fmt: skip
            with (
                postgres_copy.psycopg.connect(**address(connection, "trial_copy")) as copy,
                copy.cursor() as cursor,
            ):
                check_rows(manifest, postgres_copy._rows(cursor))
        finally:
            server.execute("DROP DATABASE trial_copy")
    return 1


def _write_on():
    _, physio = people()
    number = 0
    while True:
        number += 1
        born_on = Case._meta.get_field("opened_on").to_python("1980-03-02")
        values = {"family_name": f"Busy{number}", "given_name": "B", "born_on": born_on, "reference": ""}
        register_patient(values=values, by=physio)


def _drill(report, folder):
    """Back up, erase one record, lose everything else, restore, and compare with what had been counted."""
    clinic, physio = people()
    with clinic_scope(clinic):
        gone = Patient.objects.filter(family_name__startswith="Busy").first()
        path, manifest = make_backup(folder)
        erase_rows(gone, reason="Asked for it", by=physio)
        Patient.objects.filter(family_name__startswith="Busy").update(family_name="Spoilt")
    let_go()
    started = time.perf_counter()
    _, kept, erased = restore_backup(path)
    took = time.perf_counter() - started
    with clinic_scope(people()[0]):
        spoilt = Patient.objects.filter(family_name="Spoilt").count()
        is_gone = not Patient.objects.remaining().filter(pk=gone.pk).exists()
        patients = Patient.objects.count()
    report.figure(
        "restore drill: seconds until it can be used again",
        f"{took:.1f}",
        f"≤ {LONGEST_DRILL}",
        took < LONGEST_DRILL,
    )
    report.figure(
        "  patients back",
        patients,
        manifest.rows["clinic_patient"],
        patients == manifest.rows["clinic_patient"],
    )
    report.figure("  spoilt rows left", spoilt, 0, spoilt == 0)
    report.figure("  erased since and erased again", erased, 1, erased == 1 and is_gone)
    _drop(kept)


def _drop(kept):
    if connection.vendor == "sqlite":
        Path(kept).unlink()
        return
    with postgres_copy._maintenance(connection) as server:
        server.execute(f'DROP DATABASE "{kept}"')
