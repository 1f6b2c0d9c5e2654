"""Invented people taken through the same actions the pages call, from registration to the issued program."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from clinic.access import clinic_scope
from clinic.actions import assessments, cases, clearances, diagnoses, patients, red_flags
from clinic.models import Clinic, Condition, RedFlag, User
from clinic.red_flag_news import news_since
from exercises.languages import BASE
from exercises.models import Equipment, Exercise
from programs.actions import draft, items
from programs.demo_course import follow, issue_now, measure, tick_cautions, weeks_in_care
from programs.errors import Refused
from programs.models import Program
from programs.review import first_mode, review, situation, start_dose, suggested_items
from programs.rules.scales import Verdict

PASSWORD = "backstay-demo"  # noqa: S105 — printed by `make run`, and only ever set in a demo
SIGNED_BY_PHYSIOTHERAPIST = {"issued_by": "Robin Example", "issued_by_role": "Physiotherapist"}


@dataclass
class Outcome:
    """What became of one demo patient: the line `make demo` prints."""

    person: dict
    program: Program | None = None
    stages: dict = field(default_factory=dict)
    counts: dict = field(default_factory=lambda: dict.fromkeys(Verdict, 0))
    swaps: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    blocked: str = ""


def read_demo() -> dict:
    """Return the invented clinic and its people."""
    path = Path(settings.BASE_DIR) / "fixtures" / "demo.json"
    return json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def make_clinic(demo):
    """Create the demo clinic and its staff, or return None when it is there already; staff that joined since are added."""
    clinic, is_new = Clinic.objects.get_or_create(
        name=demo["clinic"]["name"], defaults={"is_demo": True, **demo["clinic"]}
    )
    known = set(clinic.staff.values_list("username", flat=True))
    for person in demo["staff"]:
        if person["username"] not in known:
            User.objects.create_user(password=PASSWORD, clinic=clinic, **person)
    return clinic if is_new else None


def treat(person, *, clinic, by, now) -> Outcome:
    """Take one invented person from registration to the issued program and on to `now`, or to what blocks it."""
    today = now.date()
    came = now - timedelta(weeks=weeks_in_care(person))
    with clinic_scope(clinic):
        case = _record(person, today=today, came=came.date(), by=by)
        outcome = Outcome(person)
        program = draft.start_program(case=case, mode=first_mode(case, today), today=came.date(), by=by)
        _settings(program, person, by)
        outcome.stages = situation(program, today).condition_stages
        for slug in person["wishes"]:
            _decide(program, Exercise.objects.get(slug=slug), outcome, by)
        _complete(program, person, by)
        outcome.program = program
        if "red_flags" in person:
            _ask_red_flags(case, came.date(), present=person["red_flags"], by=by)
        try:
            outcome.program = issue_now(program, now=came, by=by)
        except Refused as refusal:
            outcome.blocked = str(refusal)
        outcome.program = follow(person, case=case, program=outcome.program, now=now, by=by)
        return outcome


def _record(person, *, today, came, by):
    born = today.replace(year=today.year - person["age"], day=min(today.day, 28)) - timedelta(days=90)
    patient = patients.register_patient(
        values={
            "reference": "",
            "given_name": person["given_name"],
            "family_name": person["family_name"],
            "born_on": born,
            "sex": person["sex"],
            "language": person.get("language", BASE),
        },
        by=by,
    )
    case = cases.open_case(
        patient=patient,
        values={
            "lead": by,
            "opened_on": came - timedelta(days=3),
            "review_on": today + timedelta(weeks=4),
            **{name: person[name] for name in ("complaint", "goal", "setting")},
        },
        by=by,
    )
    for one in person["diagnoses"]:
        diagnoses.record_diagnosis(case=case, values=_diagnosis(one, today), by=by)
    _ask_red_flags(case, came, present=[], by=by)
    if person.get("clearance", {}) is not None:
        values = _clearance(person.get("clearance", {}), today, came)
        clearances.sign_clearance(case=case, values=values, replaces=None, by=by)
    assessments.record_assessment(case=case, values={"assessed_on": came, **person["assessment"]}, by=by)
    measure(person, case=case, today=today, is_first=True, by=by)
    return case


def _ask_red_flags(case, day, *, present, by):
    """Record a screen. What somebody has turns up while their draft is made: no programme is started over such a sign."""
    answers = {flag.slug: "present" if flag.slug in present else "absent" for flag in RedFlag.objects.all()}
    concern = "high" if present else "none"
    values = {"screened_on": day, "answers": answers, "concern": concern}
    seen = news_since("", case.patient_id).mark
    red_flags.record_screen(case=case, values=values, by=by, seen=seen)


def _diagnosis(one, today):
    dates = {
        f"{name}_on": _weeks_ago(today, one.get(f"{name}_weeks")) for name in ("onset", "surgery", "fracture")
    }
    plain = {name: one.get(name, "") for name in ("icd10", "level", "side")}
    return {
        "condition": Condition.objects.get(slug=one["condition"]),
        "diagnosed_by": "Dr F. Fictive",
        "diagnosed_by_role": "General practitioner",
        "diagnosed_on": max(day for day in dates.values() if day),
        **plain,
        **dates,
    }


def _clearance(given, today, came):
    values = {
        "decision": "cleared",
        "issued_by_registration": "",
        "organisation": "",
        "issued_on": came - timedelta(days=2),
        "valid_until": came + timedelta(weeks=given.get("valid_weeks", 26)),
        "restrictions": [],
        "restriction_words": "",
        "surgery_procedure": "",
        "surgery_levels": "",
        "surgeon": "",
        "surgeon_release": "",
        "fracture_release": "",
        **SIGNED_BY_PHYSIOTHERAPIST,
        **given,
    }
    values.pop("valid_weeks", None)
    values["surgery_on"] = _weeks_ago(today, values.pop("surgery_weeks", None))
    return values


def _weeks_ago(today, weeks):
    return None if weeks is None else today - timedelta(weeks=weeks)


def _settings(program, person, by):
    limited = "equipment" in person
    draft.change_settings(
        program=program,
        seen=program.draft_version,
        changes={
            "weeks": person["weeks"],
            "mode": person.get("mode", program.mode),
            "limited_equipment": limited,
        },
        equipment=Equipment.objects.filter(slug__in=person.get("equipment", [])),
        by=by,
    )


def _decide(program, exercise, outcome, by):
    """Do what a careful clinician would: give what is fine or needs care, swap what must go, or let it rest."""
    draft.request_exercise(program=program, seen=program.draft_version, exercise=exercise, by=by)
    wish = program.requests.get(exercise=exercise)
    now = situation(program)
    dose = start_dose(program, exercise)
    verdict = now.screen(exercise, dose).verdict
    outcome.counts[verdict] += 1
    step = {"program": program, "seen": program.draft_version, "request": wish, "by": by}
    if verdict is not Verdict.AVOID:
        draft.include_request(dose=dose, **step)
        return
    taken = frozenset(program.items.values_list("exercise__slug", flat=True))
    offers = now.swaps(exercise, taken=taken, dose=dose).options
    if not offers:
        draft.leave_out_request(**step)
        outcome.left_out.append(exercise.name)
        return
    chosen = Exercise.objects.get(slug=offers[0].slug)
    draft.swap_request(exercise=chosen, why=offers[0].why, dose=offers[0].dose, **step)
    outcome.swaps.append((exercise.name, chosen.name))


def _complete(program, person, by):
    """Add warm-up, core and cool-down, one exercise for each goal nothing trains, loads, and the ticks."""
    items.add_suggested(
        program=program, seen=program.draft_version, suggestions=suggested_items(program), by=by
    )
    for gap in review(program).not_trained:
        present = {row.exercise.slug for row in program.items.select_related("exercise")}
        slug = next((one for one in gap.candidates if one not in present), None)
        if slug:
            exercise = Exercise.objects.get(slug=slug)
            dose = start_dose(program, exercise)
            items.add_exercise(
                program=program, seen=program.draft_version, exercise=exercise, dose=dose, by=by
            )
    for item in program.items.select_related("exercise"):
        if item.exercise.slug in person.get("loads", {}):
            load = {"load_kg": person["loads"][item.exercise.slug]}
            items.change_dose(program=program, seen=program.draft_version, item=item, changes=load, by=by)
    tick_cautions(program, by)
