"""Rows for tests: plain, possible, and the same every time. Nothing here is random."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from clinic.models import (
    Assessment,
    Case,
    Clearance,
    Clinic,
    Condition,
    Diagnosis,
    Patient,
    RedFlag,
    RedFlagScreen,
    User,
)
from exercises.models import Exercise
from programs.models import CheckIn, CheckInItem, ExerciseRequest, Program, ProgramItem, WeekDose
from programs.sections import section_of
from text.search import fold

PASSWORD = "correct horse battery staple"


class ClinicFactory(DjangoModelFactory):
    class Meta:
        model = Clinic

    name = factory.Sequence(lambda number: f"Clinic {number}")
    address = "1 Quay Road"
    phone = "01 234 5678"


class UserFactory(DjangoModelFactory):
    """A physiotherapist, unless told otherwise. The password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    clinic = factory.SubFactory(ClinicFactory)
    role = User.Role.PHYSIOTHERAPIST
    username = factory.Sequence(lambda number: f"staff{number}")
    first_name = "Dana"
    last_name = "Ek"
    registration = "PH 1234"
    qualification = "BSc Physiotherapy"
    password = factory.django.Password(PASSWORD)


class PatientFactory(DjangoModelFactory):
    class Meta:
        model = Patient

    clinic = factory.SubFactory(ClinicFactory)
    reference = factory.Sequence(lambda number: f"P-{number:05d}")
    family_name = "Müller"
    given_name = "Ada"
    born_on = date(1980, 3, 2)
    sex = Patient.Sex.FEMALE
    search_text = factory.LazyAttribute(
        lambda one: fold(f"{one.family_name} {one.given_name} {one.reference}")
    )


class CaseFactory(DjangoModelFactory):
    class Meta:
        model = Case

    patient = factory.SubFactory(PatientFactory)
    clinic = factory.SelfAttribute("patient.clinic")
    lead = factory.SubFactory(UserFactory, clinic=factory.SelfAttribute("..clinic"))
    complaint = "Low back pain after lifting"
    goal = "Lift my daughter again"
    opened_on = date(2026, 10, 1)
    review_on = date(2026, 12, 1)


class OfCaseFactory(DjangoModelFactory):
    """A row that belongs to a case, and so to its clinic."""

    class Meta:
        abstract = True

    case = factory.SubFactory(CaseFactory)
    clinic = factory.SelfAttribute("case.clinic")


class DiagnosisFactory(OfCaseFactory):
    """A confirmed disc herniation, seven weeks old on 23-Nov-2026. Other conditions go by their slug."""

    class Meta:
        model = Diagnosis

    class Params:
        slug = "disc-herniation"

    condition = factory.LazyAttribute(lambda one: Condition.objects.get(slug=one.slug))
    level = "L4/5"
    onset_on = date(2026, 10, 5)
    diagnosed_by = "Dr Jo Lind"
    diagnosed_by_role = "General practitioner"
    diagnosed_on = date(2026, 10, 12)
    recorded_by = factory.SelfAttribute("case.lead")


class AssessmentFactory(OfCaseFactory):
    """A visit with mild pain that settles quickly."""

    class Meta:
        model = Assessment

    assessed_on = date(2026, 11, 16)
    assessed_by = factory.SelfAttribute("case.lead")
    nprs_now = 2
    nprs_worst = 4
    nprs_usual = 2
    nprs_average = 2
    irritability = Assessment.Irritability.LOW
    psfs = factory.LazyFunction(lambda: [{"activity": "Putting on socks", "score": 5}])


class RedFlagScreenFactory(OfCaseFactory):
    """Every red flag asked and absent, apart from those named in `present` and `not_asked`."""

    class Meta:
        model = RedFlagScreen

    class Params:
        present = ()
        not_asked = ()

    screened_on = date(2026, 11, 16)
    screened_by = factory.SelfAttribute("case.lead")
    answers = factory.LazyAttribute(lambda one: answers(one.present, one.not_asked))
    concern = RedFlagScreen.Concern.NONE


def answers(present, not_asked):
    given = dict.fromkeys(RedFlag.objects.values_list("slug", flat=True), RedFlagScreen.Answer.ABSENT.value)
    given |= dict.fromkeys(present, RedFlagScreen.Answer.PRESENT.value)
    return given | dict.fromkeys(not_asked, RedFlagScreen.Answer.NOT_ASKED.value)


class ClearanceFactory(OfCaseFactory):
    """An unrestricted clearance, valid to the end of May 2027."""

    class Meta:
        model = Clearance

    decision = Clearance.Decision.CLEARED
    issued_by = "Dr Jo Lind"
    issued_by_role = "General practitioner"
    issued_on = date(2026, 11, 2)
    valid_until = date(2027, 5, 31)
    signed_by = factory.SelfAttribute("case.lead")


class ProgramFactory(OfCaseFactory):
    """A draft of six weeks from Monday 23-Nov-2026, still empty."""

    class Meta:
        model = Program

    number = factory.Sequence(lambda number: number + 1)
    starts_on = date(2026, 11, 23)
    training_days = factory.LazyFunction(lambda: ["mon", "wed", "fri"])
    mode = "strict"
    created_by = factory.SelfAttribute("case.lead")


class ItemFactory(DjangoModelFactory):
    """An exercise in a draft at the library's smallest dose, by its slug; it stands where its category belongs."""

    class Meta:
        model = ProgramItem

    class Params:
        slug = "leg-press"

    program = factory.SubFactory(ProgramFactory)
    clinic = factory.SelfAttribute("program.clinic")
    exercise = factory.LazyAttribute(lambda one: Exercise.objects.get(slug=one.slug))
    section = factory.LazyAttribute(lambda one: section_of(one.exercise))
    order = factory.LazyAttribute(lambda one: one.program.items.filter(section=one.section).count() + 1)
    sets = 2
    reps = factory.SelfAttribute("exercise.reps_min")
    hold_s = factory.SelfAttribute("exercise.hold_s_min")
    minutes = factory.SelfAttribute("exercise.minutes_min")
    rest_s = factory.SelfAttribute("exercise.rest_s")
    rpe = 6
    days_per_week = factory.LazyAttribute(lambda one: min(3, one.exercise.days_max))


class WeekDoseFactory(DjangoModelFactory):
    """Three sets of six in week 2 of an item, set by hand."""

    class Meta:
        model = WeekDose

    item = factory.SubFactory(ItemFactory)
    clinic = factory.SelfAttribute("item.clinic")
    exercise = factory.SelfAttribute("item.exercise")
    week = 2
    sets = 3
    reps = 6
    step = "set_by_clinician"
    reason = "Set by the physiotherapist."
    is_pinned = True


class RequestFactory(DjangoModelFactory):
    """An exercise the patient wants, not decided on yet."""

    class Meta:
        model = ExerciseRequest

    class Params:
        slug = "goblet-squat"

    program = factory.SubFactory(ProgramFactory)
    clinic = factory.SelfAttribute("program.clinic")
    exercise = factory.LazyAttribute(lambda one: Exercise.objects.get(slug=one.slug))
    order = factory.LazyAttribute(lambda one: one.program.requests.count() + 1)


class CheckInFactory(DjangoModelFactory):
    """The first week of a program, all sessions done and nothing to worry about."""

    class Meta:
        model = CheckIn

    program = factory.SubFactory(ProgramFactory)
    clinic = factory.SelfAttribute("program.clinic")
    week = 1
    received_on = date(2026, 11, 23)
    sessions_planned = 3
    sessions_done = 3
    entered_by = factory.SelfAttribute("program.created_by")
    stop_symptoms = factory.LazyFunction(list)
    decisions = factory.LazyFunction(list)
    has_stopped = factory.LazyAttribute(
        lambda one: bool(one.stop_symptoms) or any(step["decision"] == "stop" for step in one.decisions)
    )


class CheckInItemFactory(DjangoModelFactory):
    """One exercise in a returned week that went well."""

    class Meta:
        model = CheckInItem

    check_in = factory.SubFactory(CheckInFactory)
    clinic = factory.SelfAttribute("check_in.clinic")
    item = factory.SubFactory(ItemFactory, program=factory.SelfAttribute("..check_in.program"))
    pain_during = 1
    next_morning = 1
    effort = 6
