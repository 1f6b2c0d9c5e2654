"""In which order a returned log holds rows: two people at work in one case must not wait for each other for ever."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.programs.logs import RADIATING, correct, decide, enter

HELD = ("clinic_case", "programs_program", "programs_checkin")
REVIEWED = {"note": "Seen today, all well.", "resume": "on"}
# What the log says beforehand, and what is then done with it.
STEPS = {
    "correct": ({}, lambda browser, log: correct(browser, log, pain_for_all=2)),
    "accept": ({}, lambda browser, log: decide(browser, "check-in-accept", log)),
    "leave": (
        {"pain_for_all": 4},
        lambda browser, log: decide(
            browser, "check-in-leave", log, {"reason": "Slept badly, all else was well."}
        ),
    ),
    "review": (
        {"stop_symptoms": [RADIATING]},
        lambda browser, log: decide(browser, "check-in-review", log, REVIEWED),
    ),
}


def held_by(step):
    """Return the tables of the case whose rows a step holds, in order; none on a database that holds no rows."""
    with CaptureQueriesContext(connection) as asked:
        step()
    locks = [re.search(r'FROM "(\w+)"', one["sql"]).group(1) for one in asked if "FOR UPDATE" in one["sql"]]
    return [table for table in locks if table in HELD]


def begins_with_the_case(held):
    return held[0] == "clinic_case" if connection.features.has_select_for_update else held == []


def test_a_log_that_is_entered_holds_its_case_first(issued, physio, client_for):
    assert begins_with_the_case(held_by(lambda: enter(client_for(physio), issued)))


@pytest.mark.parametrize("name", STEPS)
def test_the_case_is_held_before_its_programs_and_logs(name, issued, physio, client_for):
    week, step = STEPS[name]
    browser = client_for(physio)
    log = enter(browser, issued, **week)
    answers = []
    assert begins_with_the_case(held_by(lambda: answers.append(step(browser, log))))
    assert answers[0].status_code == 302
