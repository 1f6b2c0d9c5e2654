"""Queries and time of the main pages in a clinic of 5,000 patients, and in the same clinic grown tenfold.

Run `python -m benchmarks.pages` from the project's folder. It fills a database of its own, var/benchmarks/pages.sqlite3,
or the empty one that DATABASE_URL names, with invented people, the same ones every time. A clinic of N patients has
N cases; a quarter of them is open. Times are told as ratios: grown to small, and each page to the sign-in page of the
same run. The builder shows 18 exercises over 12 weeks. Filling takes a few minutes.
"""

import argparse
import os
import random
from datetime import timedelta
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
from clinic.access import clinic_scope
from clinic.models import (
    Assessment,
    Case,
    Clearance,
    Condition,
    Diagnosis,
    Patient,
    RedFlag,
    RedFlagScreen,
    User,
)
from clinic.search import fold
from exercises.models import Exercise
from programs.actions import draft as drafts
from programs.actions import items
from programs.demo import make_clinic, read_demo, treat
from programs.models import Program, ProgramItem, WeekDose
from programs.review import situation, start_dose
from programs.rules.scales import Verdict
from tests.clients import note_password

HAS_OWN_FILE = os.environ["DATABASE_URL"] == OWN_DATABASE
SMALL, GROWTH, RUNS, BATCH = 5_000, 10, 9, 500
MOST_QUERIES = 15
EXERCISES, WEEKS = 18, 12
# One case in so many is open; one program in so many has its exercises and weeks, the others their heads only.
OPEN_EVERY, WRITTEN_OUT_EVERY = 4, 20
ITEMS_EACH, WEEKS_EACH = 12, 8
BASELINE = "sign-in (baseline)"
FAMILY = ["Abel", "Çelik", "Dvořák", "Fingida", "Hájek", "Ibsen", "Lindqvist", "Müller"]
GIVEN = ["Ada", "Bo", "Chloé", "Dag", "Élise", "Hugo", "Ines", "Jan", "Nora", "Tom"]


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


class Invention:
    """Invented patients with everything recorded about them. The same number makes the same patient."""

    def __init__(self, clinic):
        self.clinic = clinic
        self.today = timezone.localdate()
        self.staff = list(User.objects.filter(clinic=clinic, role=User.Role.PHYSIOTHERAPIST).order_by("pk"))
        self.conditions = list(Condition.objects.filter(family=Condition.Family.GENERAL))
        self.flags = list(RedFlag.objects.values_list("slug", flat=True))
        self.exercises = list(Exercise.objects.published())

    def patients(self, numbers):
        people = Patient.objects.bulk_create(self._patient(number) for number in numbers)
        cases = Case.objects.bulk_create(
            self._case(number, one) for number, one in zip(numbers, people, strict=True)
        )
        pairs = list(zip(numbers, cases, strict=True))
        for model, make in (
            (Diagnosis, self._diagnosis),
            (RedFlagScreen, self._screen),
            (Assessment, self._assessment),
        ):
            model.objects.bulk_create(make(number, case) for number, case in pairs)
        clearances = Clearance.objects.bulk_create(self._clearance(number, case) for number, case in pairs)
        programs = Program.objects.bulk_create(
            self._program(number, case, one) for (number, case), one in zip(pairs, clearances, strict=True)
        )
        self._write_out([one for one in programs if not one.number % WRITTEN_OUT_EVERY])

    def _patient(self, number):
        chance = random.Random(number)  # noqa: S311 — invented people, not secrets
        family, given = f"{chance.choice(FAMILY)}-{chance.choice(FAMILY)}", chance.choice(GIVEN)
        reference = f"B-{number:06d}"
        return Patient(
            clinic=self.clinic,
            reference=reference,
            family_name=family,
            given_name=given,
            born_on=self.today - timedelta(days=chance.randrange(18 * 365, 90 * 365)),
            sex=chance.choice(Patient.Sex.values),
            search_text=fold(f"{family} {given} {reference}"),
        )

    def _case(self, number, patient):
        is_open = not number % OPEN_EVERY
        return Case(
            clinic=self.clinic,
            patient=patient,
            lead=self.staff[number % len(self.staff)],
            complaint="Low back pain after lifting",
            goal="Walk to the market and back",
            opened_on=self.today - timedelta(days=60),
            review_on=self.today + timedelta(days=number % 90 - 10),
            closed_on=None if is_open else self.today - timedelta(days=5),
        )

    def _diagnosis(self, number, case):
        return Diagnosis(
            clinic=self.clinic,
            case=case,
            condition=self.conditions[number % len(self.conditions)],
            onset_on=self.today - timedelta(weeks=8),
            diagnosed_by="Dr F. Fictive",
            diagnosed_by_role="General practitioner",
            diagnosed_on=self.today - timedelta(weeks=7),
            recorded_by=case.lead,
        )

    def _screen(self, number, case):
        """One screen in 40 has a question left out, one in 200 a flag that is still open."""
        answers = dict.fromkeys(self.flags, "absent")
        if not number % 40:
            answers[self.flags[-1]] = "not_asked"
        if not number % 200:
            answers[self.flags[number // 200 % len(self.flags)]] = "present"
        return RedFlagScreen(
            clinic=self.clinic,
            case=case,
            screened_on=self.today - timedelta(days=50),
            screened_by=case.lead,
            answers=answers,
            concern="none" if number % 200 else "low",
        )

    def _assessment(self, number, case):
        return Assessment(
            clinic=self.clinic,
            case=case,
            assessed_on=self.today - timedelta(days=6),
            assessed_by=case.lead,
            nprs_now=number % 5,
            nprs_worst=number % 5 + 2,
            nprs_usual=2,
            nprs_average=2,
            irritability="low",
            psfs=[{"activity": "Putting on socks", "score": 5}],
        )

    def _clearance(self, number, case):
        return Clearance(
            clinic=self.clinic,
            case=case,
            decision="cleared",
            issued_by="Dr F. Fictive",
            issued_by_role="General practitioner",
            issued_on=self.today - timedelta(days=50),
            valid_until=self.today + timedelta(days=number % 120 - 3),
            signed_by=case.lead,
        )

    def _program(self, number, case, clearance):
        return Program(
            clinic=self.clinic,
            case=case,
            number=1_000 + number,
            status=Program.Status.ISSUED if case.closed_on is None else Program.Status.ENDED,
            weeks=WEEKS_EACH,
            starts_on=self.today - timedelta(days=number % 50),
            training_days=["mon", "wed", "fri"],
            mode="strict",
            created_by=case.lead,
            clearance=clearance,
            issued_by=case.lead,
            issued_at=timezone.now(),
            snapshot={},
        )

    def _write_out(self, programs):
        rows = ProgramItem.objects.bulk_create(
            ProgramItem(
                clinic=self.clinic, program=one, section="main", order=order, exercise=exercise, reps=10
            )
            for one in programs
            for order, exercise in enumerate(self.exercises[:ITEMS_EACH], 1)
        )
        WeekDose.objects.bulk_create(
            WeekDose(clinic=self.clinic, item=row, week=week, exercise=row.exercise, reps=10, step="start")
            for row in rows
            for week in range(1, WEEKS_EACH + 1)
        )


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
