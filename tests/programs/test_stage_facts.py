"""A stage waits for red pain and high irritability to settle, and the page says why and until when."""

import math
from datetime import date

import pytest

from programs.facts import patient_facts
from programs.models import Program
from programs.review import case_gates, review, situation
from programs.rules.scales import Stage
from tests.factories import AssessmentFactory, DiagnosisFactory
from tests.programs.logs import correct, decide, enter, running
from tests.programs.steps import text_of, url_of

TODAY = date(2026, 11, 23)
NEVER = -math.inf
RED, GREEN = {"pain_during": 9}, {"pain_during": 1}


@pytest.fixture
def young(case, draft):
    """Return a running programme for a disc herniation of 4.9 weeks: six days past the acute stage."""
    case.diagnoses.all().delete()
    DiagnosisFactory(case=case, slug="disc-herniation", onset_on=date(2026, 10, 20), diagnosed_on=TODAY)
    return running(draft, "leg-press", "glute-bridge")


def log(client, program, week, received_on, row):
    return enter(client, program, week, received_on=received_on, rows={"leg-press": row})


def notes(case, today=TODAY):
    return [gate.message for gate in case_gates(case, today) if gate.id == "STAGE"]


class TestRedPain:
    def test_a_log_of_red_pain_keeps_the_stage_of_the_week_it_tells_of(self, young, physio, client_for):
        assert situation(young).stage is Stage.SUBACUTE
        log(client_for(physio), young, 1, "2026-11-23", RED)
        assert situation(young).stage is Stage.ACUTE

    def test_green_pain_keeps_nothing(self, young, physio, client_for):
        log(client_for(physio), young, 1, "2026-11-23", GREEN)
        assert situation(young).stage is Stage.SUBACUTE
        assert notes(young.case) == []

    def test_a_newer_week_without_it_does_not_end_the_two_weeks(self, young, physio, client_for):
        client = client_for(physio)
        log(client, young, 1, "2026-11-23", RED)
        log(client, young, 2, "2026-11-23", GREEN)
        assert situation(young).stage is Stage.ACUTE

    @pytest.mark.parametrize(
        ("today", "stage"), [(date(2026, 12, 6), Stage.ACUTE), (date(2026, 12, 7), Stage.SUBACUTE)]
    )
    def test_it_is_over_two_weeks_after_the_log(self, today, stage, young, physio, client_for):
        log(client_for(physio), young, 1, "2026-11-23", RED)
        assert situation(young, today).stage is stage

    def test_a_corrected_log_counts_as_corrected(self, young, physio, client_for):
        client = client_for(physio)
        check_in = log(client, young, 1, "2026-11-23", RED)
        correct(client, check_in, rows={"leg-press": GREEN})
        assert situation(young).stage is Stage.SUBACUTE

    def test_a_stage_that_was_reached_before_is_kept(self, issued, physio, client_for):
        log(client_for(physio), issued, 1, "2026-11-23", RED)
        assert situation(issued).stage is Stage.CHRONIC
        assert notes(issued.case) == []

    def test_what_began_since_is_in_its_first_stage(self, young, physio, client_for):
        log(client_for(physio), young, 1, "2026-11-23", RED)
        DiagnosisFactory(case=young.case, slug="facet-joint-pain", onset_on=TODAY, diagnosed_on=TODAY)
        assert situation(young).condition_stages["facet-joint-pain"] is Stage.ACUTE

    def test_the_note_says_why_and_until_when(self, young, physio, client_for):
        log(client_for(physio), young, 1, "2026-11-23", RED)
        (words,) = notes(young.case)
        assert words == (
            "The stage waits: Lumbar disc herniation without radiculopathy stays acute, by its date subacute. Pain in the red "
            "zone came back in the log of 23-Nov-2026: it changes from 07-Dec-2026, if no log tells of any more."
        )

    def test_every_page_of_the_way_says_it(self, young, physio, client_for):
        client = client_for(physio)
        told = log(client, young, 1, "2026-11-23", RED)
        assert "The stage waits:" in text_of(client.get(young.case.get_absolute_url()))
        decide(client, "check-in-accept", told)
        draft = Program.objects.get(version=2)
        assert "STAGE" in [gate.id for gate in review(draft).warnings]
        assert "it changes from 07-Dec-2026" in text_of(client.get(url_of("program-edit", draft)))
        press = draft.items.get(exercise__slug="leg-press")
        page = text_of(client.get(url_of("item-why", press)))
        assert "It stays acute until irritability and red pain have settled." in page


class TestIrritability:
    @pytest.fixture
    def visits(self, case):
        def put(*found):
            for day, level in found:
                AssessmentFactory(case=case, assessed_on=date(2026, 11, day), irritability=level)
            return patient_facts(case, TODAY).irritable_weeks

        return put

    def test_it_began_at_the_first_of_the_visits_in_a_row_and_goes_on(self, visits):
        assert visits((2, "moderate"), (9, "high"), (16, "high")) == ((2, NEVER),)

    def test_it_ended_at_the_first_visit_that_found_it_lower(self, visits):
        assert visits((2, "high"), (9, "moderate"), (16, "low")) == ((3, 2),)

    def test_it_may_come_back(self, visits):
        assert visits((2, "high"), (9, "low"), (16, "high")) == ((1, NEVER), (3, 2))

    def test_the_stage_waits_as_long_and_the_note_says_so(self, young):
        AssessmentFactory(case=young.case, assessed_on=date(2026, 11, 10), irritability="low")
        AssessmentFactory(case=young.case, assessed_on=date(2026, 11, 16), irritability="high")
        AssessmentFactory(case=young.case, assessed_on=TODAY, irritability="high")
        (words,) = notes(young.case)
        assert words.endswith(
            "stays acute, by its date subacute. It changes once a visit finds irritability no longer high."
        )
        assert situation(young).stage is Stage.ACUTE

    def test_a_visit_that_finds_it_lower_lets_the_stage_change(self, young):
        AssessmentFactory(case=young.case, assessed_on=date(2026, 11, 16), irritability="high")
        AssessmentFactory(case=young.case, assessed_on=TODAY, irritability="moderate")
        assert situation(young).stage is Stage.SUBACUTE
        assert notes(young.case) == []
