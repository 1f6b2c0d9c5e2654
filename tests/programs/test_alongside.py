"""What a patient follows in another case is named where the next programme is issued."""

from datetime import date

import pytest
from django.urls import reverse

from programs.actions.issue import end_program
from programs.planning import plan_weeks
from programs.review import review
from tests.clinic.typed import text_of
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ItemFactory,
    ProgramFactory,
    RedFlagScreenFactory,
)


@pytest.fixture
def second(issued):
    """Return a draft of another case of the patient, with the leg press of the programme that runs."""
    case = CaseFactory(patient=issued.case.patient, lead=issued.case.lead, complaint="Back after a fall")
    DiagnosisFactory(case=case, slug="nonspecific-chronic-lbp", onset_on=date(2025, 5, 12), level="")
    for make in (RedFlagScreenFactory, ClearanceFactory, AssessmentFactory):
        make(case=case)
    draft = ProgramFactory(case=case, number=900)
    for slug in ("stationary-bike", "bird-dog", "leg-press", "calf-stretch-wall"):
        ItemFactory(program=draft, slug=slug)
    plan_weeks(draft)
    return draft


def notes(draft):
    return [gate.message for gate in review(draft).warnings if gate.id == "ALONGSIDE"]


def test_the_other_programme_and_what_stands_in_both_are_to_be_ticked(second, issued, physio, client_for):
    (words,) = notes(second)
    assert words.startswith(f"The patient follows {issued.code} of another case as well")
    assert words.endswith("In both: Upright stationary bike and Leg press (strict form).")
    assert words in text_of(client_for(physio).get(reverse("program-issue", args=[second.pk])))


def test_the_case_names_it_too(second, issued, physio, client_for):
    page = text_of(client_for(physio).get(second.case.get_absolute_url()))
    assert f"The patient follows {issued.code} of another case as well" in page


def test_a_suspended_one_counts_and_one_that_ended_does_not(second, issued, physio):
    type(issued).objects.filter(pk=issued.pk).update(status="suspended")
    assert notes(second)
    end_program(program=issued, reason="Done", today=date(2026, 11, 23), by=physio)
    assert not notes(second)


def test_the_case_of_the_programme_itself_has_no_note(issued, ready_draft):
    assert not notes(ready_draft)
