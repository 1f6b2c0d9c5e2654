"""Queries and time of the main pages in a clinic of 5,000 patients, and in the same clinic grown tenfold.

Run `python -m benchmarks.pages` from the project's folder. It fills a database of its own, var/benchmarks/pages.sqlite3,
or the empty one that DATABASE_URL names, with invented people, the same ones every time. A clinic of N patients has
N cases; a quarter of them is open. Times are told as ratios: grown to small, and each page to the sign-in page of the
same run. The builder shows 18 exercises over 12 weeks. Filling takes a few minutes.
"""

import argparse
import os
from statistics import median
from time import perf_counter

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from benchmarks import FILE, OWN_DATABASE
from benchmarks.invention import Invention
from clinic.access import clinic_scope
from clinic.models import Patient, User
from exercises.models import Exercise
from programs.actions import draft as drafts
from programs.actions import items
from programs.demo import make_clinic, read_demo, treat
from programs.review import situation, start_dose
from programs.rules.scales import Verdict
from tests.clients import note_password

HAS_OWN_FILE = os.environ["DATABASE_URL"] == OWN_DATABASE
SMALL, GROWTH, RUNS, BATCH = 5_000, 10, 9, 500
MOST_QUERIES = 15
EXERCISES, WEEKS = 18, 12
BASELINE = "sign-in (baseline)"


def main():
    options = _options()
    if HAS_OWN_FILE:
        _delete_file()
    with scopes_disabled():
        clinic, physio = _prepare()
        pages = _pages(clinic, physio)
        results = []
        for size in (options.patients, options.patients * GROWTH):
            seconds = _grow(clinic, size)
            print(f"{size:,} patients, filled in {seconds:.0f} s")
            results.append({name: _measure(url, user, options.runs) for name, url, user in pages})
    _print_table(options.patients, *results)
    if HAS_OWN_FILE and not options.keep:
        _delete_file()


def _options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--patients", type=int, default=SMALL, help="size of the small clinic (%(default)s)")
    parser.add_argument("--runs", type=int, default=RUNS, help="requests timed per page (%(default)s)")
    parser.add_argument("--keep", action="store_true", help="leave the database file for a closer look")
    return parser.parse_args()


def _delete_file():
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        FILE.with_name(FILE.name + suffix).unlink(missing_ok=True)


def _prepare():
    """Make the tables, the library, the clinic and its staff."""
    call_command("migrate", verbosity=0)
    if Patient.objects.exists():
        raise SystemExit("This database holds patients. The benchmark fills an empty one only.")
    call_command("createcachetable", verbosity=0)
    call_command("load_library", verbosity=0)
    demo = read_demo()
    clinic = make_clinic(demo)
    return clinic, User.objects.get(username=demo["staff"][0]["username"])


def _pages(clinic, physio):
    """Return (name, address, who looks) of every page measured."""
    person = next(one for one in read_demo()["people"] if one["key"] == "stenosis")
    issued = treat(person, clinic=clinic, by=physio, now=timezone.localtime()).program
    draft = _long_draft(clinic, issued, physio)
    case, patient = issued.case_id, issued.case.patient_id
    return [
        (BASELINE, reverse("account_login"), None),
        ("caseload", reverse("caseload"), physio),
        ("caseload, search", reverse("caseload") + "?q=lind+no", physio),
        ("caseload, last page", reverse("caseload") + "?page=9999", physio),
        ("patient", reverse("patient-detail", args=[patient]), physio),
        ("case", reverse("case-detail", args=[case]), physio),
        ("builder", reverse("program-edit", args=[draft.pk]), physio),
        ("builder, searching", reverse("program-edit", args=[draft.pk]) + "?q=leg", physio),
        ("issue", reverse("program-issue", args=[draft.pk]), physio),
        ("issued program", reverse("program-detail", args=[issued.pk]), physio),
        ("library list", reverse("exercise-list"), physio),
    ]


def _long_draft(clinic, issued, by):
    """Return a draft of the next version with EXERCISES exercises over WEEKS weeks."""
    with clinic_scope(clinic):
        draft = drafts.revise_program(program=issued, today=timezone.localdate(), by=by)
        draft.weeks = WEEKS
        draft.save()
        now = situation(draft)
        present = set(draft.items.values_list("exercise__slug", flat=True))
        spare = (one for one in Exercise.objects.published() if one.slug not in present)
        while draft.items.count() < EXERCISES:
            exercise = next(one for one in spare if now.screen(one).verdict is not Verdict.AVOID)
            dose = start_dose(draft, exercise)
            items.add_exercise(program=draft, seen=draft.draft_version, exercise=exercise, dose=dose, by=by)
    return draft


def _grow(clinic, size):
    """Add invented patients with their records until the clinic has `size`. Return the seconds it took."""
    started = perf_counter()
    invent = Invention(clinic)
    for first in range(Patient.objects.count(), size, BATCH):
        with transaction.atomic():
            invent.patients(range(first, min(first + BATCH, size)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return perf_counter() - started


def _measure(url, user, runs):
    """Return (queries, median milliseconds) of one page, fetched as a browser would."""
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user)
        session = client.session
        note_password(session, user)
        session.save()
    _fetch(client, url)
    with CaptureQueriesContext(connection) as captured:
        _fetch(client, url)
    queries, times = len(captured), []
    for _ in range(runs):
        started = perf_counter()
        _fetch(client, url)
        times.append((perf_counter() - started) * 1000)
    return queries, median(times)


def _fetch(client, url):
    # The request opens its own clinic; what the benchmark itself may see is closed meanwhile.
    with scope():
        answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")


def _print_table(size, small, grown):
    print(f"{'':22}{'queries':>16}{'median ms':>18}{'grown :':>9}{'grown :':>10}")
    sizes = (f"{size:,}", f"{size * GROWTH:,}")
    print(f"{'page':22}{sizes[0]:>8}{sizes[1]:>8}{sizes[0]:>9}{sizes[1]:>9}{'small':>9}{'sign-in':>10}")
    for name, (few, before) in small.items():
        many, after = grown[name]
        marks = ["over the aim"] if many > MOST_QUERIES else []
        marks += ["grows with the clinic"] if many != few else []
        ratio = after / grown[BASELINE][1]
        print(
            f"{name:22}{few:>8}{many:>8}{before:>9.0f}{after:>9.0f}{after / before:>9.1f}{ratio:>10.1f}"
            f"  {', '.join(marks)}".rstrip()
        )


if __name__ == "__main__":
    main()
