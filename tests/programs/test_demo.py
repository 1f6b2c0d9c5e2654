"""The invented people, taken through the same actions the pages call."""

from datetime import datetime

import pytest
from django.utils import timezone

from programs.demo import make_clinic, read_demo, treat
from programs.models import Program

NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.get_default_timezone())
DEMO = read_demo()
PEOPLE = {person["key"]: person for person in DEMO["people"]}
BLOCKED = {
    "no-clearance": "No valid medical clearance",
    "cauda-equina": "Suspected cauda equina syndrome",
}

pytestmark = pytest.mark.usefixtures("today", "library", "_library_is_read_once")


@pytest.fixture
def treated(db):
    """Return a function that treats one invented person in the demo clinic."""
    clinic = make_clinic(DEMO)
    return lambda key: treat(PEOPLE[key], clinic=clinic, by=clinic.staff.get(username="physio"), now=NOW)


# `make demo` treats all ten; these three stand for a home, a surgeon's limits and the monitored light.
@pytest.mark.parametrize("key", ["disc-six-weeks", "discectomy-week-8", "chronic-lifter"])
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


def test_the_demo_clinic_is_made_once(db):
    assert make_clinic(DEMO).is_demo
    assert make_clinic(DEMO) is None
