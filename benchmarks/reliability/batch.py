"""Thirty handouts by one command, killed on the way: the second run goes on where the first one was."""

import subprocess
import sys
import time
import zipfile

from django.conf import settings

from benchmarks.reliability import FOLDER
from benchmarks.reliability.installation import issued_program, let_go, people
from clinic.access import clinic_scope
from programs.models import Handout, Program

HANDOUTS, SECONDS = 30, 60


def run(report, *, quick):
    count = 4 if quick else HANDOUTS
    clinic, physio = people()
    for _ in range(count):
        issued_program()
    with clinic_scope(clinic):
        running = Program.objects.live().count()
    before = _made(clinic)
    out = FOLDER / "class.zip"
    out.unlink(missing_ok=True)
    let_go()
    command = [sys.executable, "manage.py", "render_handouts", "--by", physio.username, "--out", str(out)]
    first = subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while _made(clinic) < before + count // 3 and first.poll() is None:
        time.sleep(0.2)
    first.kill()
    first.wait()
    made, left = _made(clinic), out.exists()
    started = time.perf_counter()
    subprocess.run(
        command, cwd=settings.BASE_DIR, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    took = time.perf_counter() - started
    with zipfile.ZipFile(out) as archive:
        whole = archive.testzip() is None and all(
            archive.read(one).startswith(b"%PDF") for one in archive.namelist()
        )
        named = len(set(archive.namelist()))
    made_new = _made(clinic) - made
    report.note(f"killed after {made - before} handouts; the second run made {made_new} in {took:.0f} s")
    report.figure(
        "batch killed and run again: handouts in the file", named, running, named == running and whole
    )
    report.figure("  file of the killed run left behind", left, False, not left)
    for_all = took / max(made_new, 1) * count
    report.figure(f"  seconds for {count}, as that run made them", f"{for_all:.0f}", f"≤ {SECONDS * count // HANDOUTS}",
                  for_all <= SECONDS * count / HANDOUTS)  # fmt: skip


def _made(clinic):
    with clinic_scope(clinic):
        return Handout.objects.count()
