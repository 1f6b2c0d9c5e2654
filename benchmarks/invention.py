"""Invented patients in any number, with everything that is recorded about them."""

import random
from datetime import timedelta

from django.utils import timezone

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
from exercises.models import Exercise
from programs.models import Program, ProgramItem, WeekDose
from text.search import fold

# One case in so many is open; one program in so many has its exercises and weeks, the others their heads only.
OPEN_EVERY, WRITTEN_OUT_EVERY = 4, 20
ITEMS_EACH, WEEKS_EACH = 12, 8
FAMILY = ["Abel", "Çelik", "Dvořák", "Fingida", "Hájek", "Ibsen", "Lindqvist", "Müller"]
GIVEN = ["Ada", "Bo", "Chloé", "Dag", "Élise", "Hugo", "Ines", "Jan", "Nora", "Tom"]


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
            # What judging a live programme again reads of it.
            snapshot={"clinician_copy": {"findings": {}}, "rules": {"digest": ""}},
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
