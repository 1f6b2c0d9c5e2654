"""The invented people, taken through the same actions the pages call."""

from datetime import datetime

import pytest
from django.utils import timezone

from clinic.measures.instruments import INSTRUMENTS
from clinic.measures.series import case_series
from programs.demo import make_clinic, read_demo, treat
from programs.models import Program
from programs.review import review
from programs.rules.library import is_at_hand

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())
DEMO = read_demo()
PEOPLE = {person["key"]: person for person in DEMO["people"]}
BLOCKED = {
    "no-clearance": "No valid medical clearance",
    "cauda-equina": "Suspected cauda equina syndrome",
}

# Few exercises have words in Arabic, and none of them trains the hamstrings; the builder says so.
NOT_TRAINED = {"reads-arabic": ["hamstrings"]}

pytestmark = pytest.mark.usefixtures("today", "library", "_library_is_read_once")


@pytest.fixture
def treated(db):
    """Return a function that treats one invented person in the demo clinic."""
    clinic = make_clinic(DEMO)
    return lambda key: treat(PEOPLE[key], clinic=clinic, by=clinic.staff.get(username="physio"), now=NOW)


# `make demo` treats them all; these stand for a home, a surgeon's limits, the monitored light and another language.
@pytest.mark.parametrize("key", ["disc-six-weeks", "discectomy-week-8", "chronic-lifter", "reads-arabic"])
def test_this_person_gets_a_program(key, treated):
    outcome = treated(key)
    assert outcome.blocked == ""
    assert outcome.program.status == Program.Status.ISSUED
    assert sum(outcome.counts.values()) == len(PEOPLE[key]["wishes"])


@pytest.mark.parametrize("key", BLOCKED)
def test_this_person_gets_none_yet(key, treated):
    outcome = treated(key)
    assert BLOCKED[key] in outcome.blocked
    assert Program.objects.get().is_draft


def test_who_reads_arabic_gets_a_handout_in_arabic(treated):
    snapshot = treated("reads-arabic").program.snapshot
    assert snapshot["program"]["language"] == "ar"
    assert set(snapshot["translations"]) == {"en", "de"}
    assert "LANGUAGE" not in snapshot["clinician_copy"]["warnings_ticked"]


# What the returned logs lead to: the newest version's status, and what the rules answer to its newest week.
COURSE = {
    "acute-strain": ("issued", 1, {"advance"}),
    "young-gymnast": ("suspended", 1, {"stop"}),
    "discectomy-week-8": ("issued", 1, {"regress", "hold", "advance"}),
    "chronic-lifter": ("issued", 2, {"hold", "advance"}),
    "sacroiliac": ("issued", 1, {"regress", "deload"}),
}


@pytest.mark.parametrize("key", COURSE)
def test_the_returned_logs_lead_here(key, treated):
    status, version, decisions = COURSE[key]
    program = treated(key).program
    program.refresh_from_db()
    newest = program.check_ins.last()
    assert (program.status, program.version) == (status, version)
    assert decisions <= {one["decision"] for one in newest.decisions}
    assert newest.received_on <= NOW.date()


def test_a_lasting_case_has_a_trend_with_a_change_that_counts(treated):
    case = treated("stenosis").program.case
    series = {one.instrument.code: one for one in case_series(case)}
    assert [(row.reading.score, row.change) for row in series["odi"].rows] == [
        (38, ""),
        (26, "12 better (31.5\u00a0%)"),
    ]
    assert len(series["psfs"].rows) == 2


def test_a_high_risk_start_back_is_warned_of_at_issue(treated):
    issued = treated("sacroiliac").program
    assert "W04" in issued.snapshot["clinician_copy"]["warnings_ticked"]


def test_every_instrument_is_in_the_demo():
    used = {one["instrument"] for person in PEOPLE.values() for one in person.get("measures", ())}
    assert used == set(INSTRUMENTS)
    assert [key for key, person in PEOPLE.items() if not person.get("measures")] == []


def test_the_demo_clinic_is_made_once(db):
    assert make_clinic(DEMO).is_demo
    assert make_clinic(DEMO) is None


@pytest.mark.parametrize("key", [key for key, person in PEOPLE.items() if "equipment" in person])
def test_who_trains_at_home_has_everything_at_hand(key, treated):
    judged = review(treated(key).program)
    now = judged.situation
    lacking = [one.row.exercise.slug for one in judged.items if not is_at_hand(one.facts, now.equipment)]
    assert lacking == []
    assert [gap.goal for gap in judged.not_trained] == NOT_TRAINED.get(key, [])
