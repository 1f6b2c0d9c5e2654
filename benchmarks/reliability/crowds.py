"""Many at once: editors of one record, one form sent eight times, sixteen writers for a minute."""

import json
import os
import time
from collections import Counter
from multiprocessing import get_context

from django.db import transaction
from django.db.utils import DatabaseError

from benchmarks.reliability.installation import browser, people, run_forked
from benchmarks.reliability.report import percentile
from clinic.access import clinic_scope
from clinic.actions import StaleRecord, change_patient, register_patient
from clinic.form_key import FIELD, new_key
from clinic.models import Patient

EDITORS = SENDERS = 8
ROUNDS = 30
WRITERS, SECONDS = 16, 60
PATIENCE = 120
WORDS = {
    "born_on_day": "2", "born_on_month": "Mar", "born_on_year": "1980", "sex": "female",
    "reference": "", "phone": "", "email": "", "language": "en", "given_name": "Lena",
}  # fmt: skip


def run(report, *, quick):
    rounds = 5 if quick else ROUNDS
    _editors(report, rounds)
    _senders(report, rounds)
    _writers(report, 8 if quick else SECONDS)


def _editors(report, rounds):
    """Let eight people save over the same version at the same moment, again and again."""
    patient = _patient("Editors")
    gate, results = get_context("fork").Barrier(EDITORS), _Results()

    def edit(number):
        _, physio = people()
        for turn in range(rounds):
            seen = Patient.objects.get(pk=patient.pk)
            gate.wait(PATIENCE)
            values = {
                "family_name": f"Editor{number}-{turn}",
                "given_name": "A",
                "born_on": seen.born_on,
                "reference": "",
            }
            try:
                change_patient(patient=seen, version=seen.version, values=values, by=physio)
                results.add([turn, number])
            except StaleRecord:
                pass
            gate.wait(PATIENCE)

    run_forked([lambda number=number: edit(number) for number in range(EDITORS)])
    winners = results.read()
    with clinic_scope(people()[0]):
        stored = Patient.objects.get(pk=patient.pk)
        history = stored.history.count()
    each = [sum(1 for turn, _ in winners if turn == one) for one in range(rounds)]
    report.figure(
        f"{EDITORS} editors, {rounds} rounds: winners in each round",
        f"{min(each)} to {max(each)}", "exactly 1", set(each) == {1},
    )  # fmt: skip
    report.figure("  versions and history rows added", f"{stored.version - 1} and {history - 1}", f"{rounds} each",
                  stored.version - 1 == history - 1 == rounds)  # fmt: skip


def _senders(report, rounds):
    """Send each of the forms eight times at the same moment, by the front door."""
    gate, results = get_context("fork").Barrier(SENDERS), _Results()
    _, physio = people()
    keys = [new_key(physio) for _ in range(rounds)]

    def send():
        client = browser(people()[1])
        for turn, key in enumerate(keys):
            gate.wait(PATIENCE)
            answer = client.post("/patients/add/", WORDS | {"family_name": f"Sender-{turn}", FIELD: key})
            results.add([turn, answer.status_code, answer.get("Location", "")])

    run_forked([send] * SENDERS)
    answers = results.read()
    with clinic_scope(people()[0]):
        rows = Patient.objects.filter(family_name__startswith="Sender-").count()
    alike = sum(1 for turn in range(rounds) if len({(s, to) for at, s, to in answers if at == turn}) == 1)
    report.figure(f"{SENDERS} concurrent posts × {rounds}: rows", rows, rounds, rows == rounds)
    report.figure("  forms whose senders all got the same answer", alike, rounds, alike == rounds)


def _writers(report, seconds):
    """Let sixteen processes read and then write in one transaction, as fast as they can."""
    patients = [_patient(f"Writer{number}") for number in range(WRITERS)]
    results = _Results()

    def write(patient):
        _, physio = people()
        ends = time.monotonic() + seconds
        times, failures = [], []
        while time.monotonic() < ends:
            started = time.monotonic()
            try:
                with transaction.atomic():
                    seen = Patient.objects.get(pk=patient.pk)
                    values = {
                        "family_name": "Writer",
                        "given_name": str(len(times)),
                        "born_on": seen.born_on,
                        "reference": "",
                    }
                    change_patient(patient=seen, version=seen.version, values=values, by=physio)
            except (DatabaseError, StaleRecord) as fault:
                failures.append(repr(fault))
            times.append(time.monotonic() - started)
        tenths = Counter(int(one * 10) for one in times)
        results.add([len(times), failures[:3], len(failures), list(tenths.items()), max(times)])

    run_forked([lambda one=one: write(one) for one in patients])
    found = results.read()
    writes, failed = sum(one[0] for one in found), sum(one[2] for one in found)
    report.figure(
        f"{WRITERS} writers, {seconds} s: failures",
        f"{failed} of {writes}",
        0,
        failed == 0 and len(found) == WRITERS,
    )
    p95 = percentile([tenth / 10 for one in found for tenth, count in one[3] for _ in range(count)], 0.95)
    slowest = max(one[4] for one in found)
    report.figure("  p95 of a write, in seconds", f"{p95:.1f}, max {slowest:.1f}", "≤ 3", p95 <= 3)
    for fault in (fault for one in found for fault in one[1]):
        report.note(fault)


def _patient(name):
    clinic, physio = people()
    with clinic_scope(clinic):
        values = {"family_name": name, "given_name": "A", "born_on": "1980-03-02", "reference": ""}
        values["born_on"] = Patient._meta.get_field("born_on").to_python(values["born_on"])
        return register_patient(values=values, by=physio)


class _Results:
    """Lines that many processes add to one pipe; each is short enough to be written whole."""

    def __init__(self):
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.reading, False)

    def add(self, line):
        os.write(self.writing, json.dumps(line).encode() + b"\n")

    def read(self):
        os.close(self.writing)
        with os.fdopen(self.reading, "rb") as lines:
            return [json.loads(line) for line in lines.read().splitlines()]
