"""Every version in the history of a record says by whom and why it was written, in the reader's language."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from clinic import actions
from clinic.actions.measures import correct_measure, newest_version, record_measure
from clinic.models.audit import AccessEvent
from clinic.reasons import WHY, in_words
from tests.clinic.typed import text_of
from tests.factories import ClearanceFactory, DiagnosisFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library")
ACTIONS = Path(settings.BASE_DIR) / "clinic" / "actions"


def newest(row):
    version = row.history.first()
    return version.history_user, version.history_change_reason


def test_a_corrected_diagnosis(case, physio):
    diagnosis = DiagnosisFactory(case=case)
    actions.change_diagnosis(diagnosis=diagnosis, version=1, values={"level": "L4/5"}, by=physio)
    assert newest(diagnosis) == (physio, "Diagnosis corrected")


def test_the_outcome_of_a_screen(case, physio, today):
    screen = RedFlagScreenFactory(case=case, present=["infection_fever"], screened_on=today)
    actions.record_screen_outcome(
        screen=screen, version=1, outcome="Nothing found", outcome_on=today, by=physio
    )
    assert newest(screen) == (physio, "Outcome of the referral recorded")


def test_a_revoked_clearance(case, physio, today):
    clearance = ClearanceFactory(case=case)
    actions.revoke_clearance(clearance=clearance, revoked_on=today, reason="New pain", by=physio)
    assert newest(clearance) == (physio, "Clearance revoked")


def test_a_corrected_score(case, physio, today):
    values = {"measured_on": today, "score": 5}
    measure = record_measure(case=case, instrument="nprs", values=values, by=physio)
    assert newest(measure) == (physio, "Score recorded")
    correct_measure(measure=measure, seen=newest_version(measure), values={"score": 3}, by=physio)
    assert newest(measure) == (physio, "Score corrected")


def test_a_closed_case_with_its_reason(case, physio, today, client_for):
    actions.close_case(case=case, version=1, closed_on=today, reason="Walks the dog again", by=physio)
    assert newest(case) == (physio, "Case closed")
    page = text_of(client_for(physio).get(reverse("case-changes", args=[case.pk])))
    assert '<p class="source">Case closed</p>' in page
    assert "Walks the dog again" in page


def test_a_kept_reason_is_said_in_the_readers_language():
    assert in_words("Score corrected") == "Score corrected"
    assert in_words("Copied from the old system") == "Copied from the old system"
    assert in_words(None) == ""


@pytest.mark.parametrize("reason", WHY.values())
def test_a_reason_fits_its_column(reason):
    assert len(reason) <= 100


def test_no_row_is_saved_past_the_one_place_that_says_why():
    found = [
        path.name
        for path in ACTIONS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("_history_user", "_change_reason")
    ]
    assert set(found) == {"saving.py"}


def test_what_was_done_has_the_name_of_its_access_event(case, physio):
    diagnosis = DiagnosisFactory(case=case)
    actions.change_diagnosis(diagnosis=diagnosis, version=1, values={"level": "L4/5"}, by=physio)
    assert AccessEvent.objects.filter(kind="change").get().what in WHY
