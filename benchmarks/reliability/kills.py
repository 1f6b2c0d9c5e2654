"""kill -9 while programs are issued: nothing acknowledged is lost, nothing is half written."""

import os
import random
import time

from django.utils import timezone

from benchmarks.reliability.installation import _fork, integrity, issued_program, kill, let_go, people
from clinic.access import clinic_scope
from clinic.models import AccessEvent
from programs.actions.draft import revise_program
from programs.actions.issue import issue_program
from programs.models import Program
from programs.review import review
from programs.snapshot import digest

LONGEST_WAIT = 20


def run(report, *, quick):
    kills = 10 if quick else 200
    first = issued_program()
    acknowledged = []
    started = time.perf_counter()
    chance = random.Random(6)
    for _ in range(kills):
        acknowledged += _one_life(first, chance)
    with clinic_scope(people()[0]):
        lost, half = _lost(acknowledged), _half_written(first)
    report.note(
        f"{kills} kills in {time.perf_counter() - started:.0f} s, {len(acknowledged)} issues acknowledged"
    )
    report.figure(
        "kill -9 during issue: acknowledged and lost", len(lost), 0, not lost and bool(acknowledged)
    )
    report.figure("kill -9 during issue: half-written", len(half), 0, not half)
    report.figure("integrity afterwards", integrity() or "ok", "ok", not integrity())


def _one_life(first, chance):
    """Let a process issue one version after the other until it is killed at a random moment."""
    reading, writing = os.pipe()
    let_go()
    child = _fork(lambda: _issue_on(first.pk, writing))
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.readline()
        time.sleep(chance.uniform(0, 0.6))
        kill(child)
        said += told.read()
    # The last line may have been cut: what was not said whole was not acknowledged.
    return [int(line) for line in said.decode().split("\n")[:-1]]


def _issue_on(pk, told):
    _, physio = people()
    number = Program.objects.get(pk=pk).number
    while True:
        latest = Program.objects.filter(number=number).order_by("-version").first()
        draft = (
            latest
            if latest.is_draft
            else revise_program(program=latest, today=timezone.localdate(), by=physio)
        )
        judged = review(draft, timezone.localdate())
        issued = issue_program(
            program=draft,
            seen=draft.draft_version,
            acknowledged=[gate.tick for gate in judged.warnings],
            now=timezone.now(),
            by=physio,
        )
        os.write(told, f"{issued.pk}\n".encode())


def _lost(acknowledged):
    stored = {one.pk: one for one in Program.objects.filter(pk__in=acknowledged)}
    return [
        pk
        for pk in acknowledged
        if pk not in stored
        or stored[pk].status not in ("issued", "superseded")
        or digest(stored[pk].snapshot) != stored[pk].snapshot_sha256
    ]


def _half_written(first):
    """Return what does not fit together: an issue without its event, history or items, or two that run at once."""
    faults = []
    events = set(AccessEvent.objects.filter(kind="issue").values_list("what", flat=True))
    for program in Program.objects.filter(number=first.number):
        was_issued = program.status != Program.Status.DRAFT
        if was_issued != (f"Program {program.code}" in events):
            faults.append(f"{program.code}: event")
        if was_issued != program.history.filter(status="issued").exists():
            faults.append(f"{program.code}: history")
        if not program.items.exists() or (was_issued and not program.snapshot):
            faults.append(f"{program.code}: content")
    if Program.objects.filter(number=first.number, status="issued").count() > 1:
        faults.append("two issued at once")
    return faults
