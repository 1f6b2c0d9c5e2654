"""The working page of a case."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from clinic.actions.measures import record_measure
from tests.clinic.typed import text_of
from tests.factories import (
    AssessmentFactory,
    CheckInFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ProgramFactory,
    RedFlagScreenFactory,
)
from tests.programs.test_caseload import program_for

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def look(client_for, physio, case):
    return lambda: client_for(physio).get(case.get_absolute_url())


@pytest.fixture
def complete(case):
    DiagnosisFactory(case=case)
    RedFlagScreenFactory(case=case)
    ClearanceFactory(case=case)
    AssessmentFactory(case=case)
    return case


def steps(answer):
    return {step.title: step for step in answer.context["steps"]}


def states(answer):
    return [step.state for step in answer.context["steps"]]


def test_a_new_case_asks_for_all_five_steps(look, case):
    answer = look()
    assert states(answer) == ["missing"] * 5
    for name in ("diagnosis-add", "red-flag-screen-add", "clearance-add", "assessment-add", "program-start"):
        assert reverse(name, args=[case.pk]) in text_of(answer)


def test_what_still_blocks_is_said(look):
    assert [gate.id for gate in look().context["blocking"]] == ["G03", "G04", "ASK"]


def test_a_complete_case_blocks_nothing(look, complete):
    answer = look()
    assert states(answer) == ["done"] * 4 + ["missing"]
    assert answer.context["blocking"] == []
    assert "All preconditions are met today" in text_of(answer)


def test_a_step_tells_what_is_known(look, complete):
    page = text_of(look())
    assert "L4/5, onset 05-Oct-2026, by Dr Jo Lind (General practitioner)" in page
    assert "Cleared until 31-May-2027 by Dr Jo Lind" in page
    assert "Pain now 2, worst 4, usual 2, average 2; irritability low" in page
    assert "Putting on socks: 5 of 10" in page


def test_a_clearance_given_before_the_surgery_asks_for_a_new_one(look, complete):
    DiagnosisFactory(case=complete, slug="post-surgical-fusion", surgery_on=date(2026, 11, 10))
    answer = look()
    step = steps(answer)["Clearance"]
    said = "The clearance of 02-Nov-2026 was given before the surgery of 10-Nov-2026: record a new one"
    assert (step.state, step.summary, step.action) == ("stop", said, "Sign a new clearance")
    assert [gate.id for gate in answer.context["blocking"]] == ["G04", "G05"]
    assert str(answer.context["precautions"]) == said


def test_a_suspected_diagnosis_is_not_enough(look, case):
    DiagnosisFactory(case=case, status="suspected")
    step = steps(look())["Diagnosis"]
    assert (step.state, step.summary) == (
        "missing",
        "Only suspected: Lumbar disc herniation without radiculopathy",
    )


def test_one_beside_an_active_diagnosis_is_said_not_to_be_judged(look, complete):
    DiagnosisFactory(case=complete, slug="vertebral-compression-fracture", status="suspected")
    answer = look()
    step = steps(answer)["Diagnosis"]
    assert step.state == "care"
    assert "Only suspected, no rule judges by it: Vertebral compression fracture" in step.details
    (gate,) = [one for one in answer.context["warnings"] if one.id == "SUSPECTED"]
    assert gate.message.startswith("Only suspected, so no rule judges by it: Vertebral compression fracture.")


def test_an_open_red_flag_asks_for_its_outcome(look, complete):
    screen = RedFlagScreenFactory(case=complete, screened_on=date(2026, 11, 20), present=["infection_fever"])
    step = steps(look())["Red flags"]
    assert (step.state, step.url) == ("stop", reverse("red-flag-screen-outcome", args=[screen.pk]))


def test_unasked_flags_are_counted(look, case):
    RedFlagScreenFactory(case=case, not_asked=["infection_fever"])
    assert steps(look())["Red flags"].summary == "1 of 16 red flags not asked about"


def test_an_emergency_stands_before_everything_and_offers_no_program(look, complete):
    RedFlagScreenFactory(case=complete, screened_on=date(2026, 11, 20), present=["ces_bowel_dysfunction"])
    page = text_of(look())
    assert page.index("Emergency: suspected cauda equina syndrome") < page.index("<h1>")
    assert 'href="tel:112"' in page
    assert "Start a programme" not in page


def test_a_cauda_equina_sign_blocks_until_asked_again(look, complete):
    RedFlagScreenFactory(
        case=complete,
        screened_on=date(2026, 11, 20),
        present=["ces_bowel_dysfunction"],
        outcome="MRI normal",
        outcome_on=date(2026, 11, 21),
    )
    answer = look()
    step = steps(answer)["Red flags"]
    assert (step.state, step.action) == ("stop", "Ask again")
    assert [gate.id for gate in answer.context["blocking"]] == ["G01"]


@pytest.mark.parametrize(
    ("change", "state", "action"),
    [
        ({"valid_until": date(2026, 11, 22)}, "stop", "Sign a new clearance"),
        ({"valid_until": date(2026, 12, 1)}, "care", "Renew"),
        ({"decision": "restricted", "restrictions": [{"load_kg": 5}]}, "care", "Sign a new version"),
    ],
)
def test_clearances(look, complete, change, state, action):
    complete.clearances.update(**change)
    step = steps(look())["Clearance"]
    assert (step.state, step.action) == (state, action)


def test_an_old_assessment_needs_care(look, complete):
    complete.assessments.update(assessed_on=date(2026, 10, 25))
    assert "more than 4 weeks ago" in steps(look())["Assessment"].summary


def test_a_start_back_of_high_risk_counts_as_high_distress(look, complete):
    values = {"measured_on": date(2026, 11, 20), "score": Decimal(6), "items": {"distress": 4}}
    record_measure(case=complete, instrument="start_back", values=values, by=complete.lead)
    page = text_of(look())
    assert "STarT Back high risk on 20-Nov-2026: counts as high distress" in page
    assert "add psychologically informed care" in page


def test_a_start_back_of_low_risk_says_nothing(look, complete):
    values = {"measured_on": date(2026, 11, 20), "score": Decimal(3), "items": {"distress": 3}}
    record_measure(case=complete, instrument="start_back", values=values, by=complete.lead)
    assert "counts as high distress" not in text_of(look())


def test_a_draft_is_gone_on_with(look, complete):
    draft = program_for(complete, is_draft=True)
    assert steps(look())["Programme"].url == draft.get_absolute_url()


def test_a_suspended_programme_is_said_to_be_one(look, complete):
    program = program_for(complete, status="suspended")
    step = steps(look())["Programme"]
    assert (step.state, step.url) == ("stop", program.get_absolute_url())
    assert f"{program.code} is suspended" in step.summary


def test_a_reviewed_stop_waits_for_the_next_version(look, complete):
    program = program_for(complete, status="suspended")
    log = CheckInFactory(program=program, stop_symptoms=["stop_radiating"])
    assert steps(look())["Programme"].url == reverse("check-in-detail", args=[log.pk])
    log.reviewed_by, log.reviewed_at = complete.lead, "2026-11-23T12:00Z"
    log.save()
    step = steps(look())["Programme"]
    assert (step.state, step.url) == ("stop", program.get_absolute_url())
    assert (
        step.summary
        == f"{program.code} is suspended. Its log has been reviewed: a new version starts it again"
    )


def test_after_a_review_that_lets_it_go_on_no_log_waits(look, complete):
    program = program_for(complete)
    seen = {"reviewed_by": complete.lead, "reviewed_at": "2026-11-23T12:00Z"}
    CheckInFactory(program=program, stop_symptoms=["stop_radiating"], **seen)
    step = steps(look())["Programme"]
    assert (step.state, step.action) == ("done", "Open the programme")


def test_programs_are_listed_with_their_state(look, complete):
    program = program_for(complete)
    page = text_of(look())
    assert program.code in page
    assert "6 from <span" in page


def test_earlier_records_are_kept_in_view(look, complete):
    DiagnosisFactory(case=complete, slug="osteoporosis", status="resolved")
    AssessmentFactory(case=complete, assessed_on=date(2026, 10, 20), nprs_now=7)
    RedFlagScreenFactory(case=complete, screened_on=date(2026, 10, 20), not_asked=["infection_fever"])
    ClearanceFactory(
        case=complete, number=2, supersedes=complete.clearances.get(), issued_on=date(2026, 11, 20)
    )
    kinds = [row[1] for row in look().context["earlier"]]
    assert sorted(kinds) == ["Assessment", "Clearance", "Diagnosis", "Red-flag screen"]


def test_a_closed_case_only_offers_to_reopen(look, complete, today):
    complete.closed_on, complete.closing_note = today, "Goal reached"
    complete.save()
    page = text_of(look())
    assert "Closed on 23-Nov-2026: Goal reached" in page
    assert "Reopen the case" in page
    assert "Start a programme" not in page


def test_the_number_of_queries_does_not_grow(client_for, physio, complete, django_assert_max_num_queries):
    for day in range(1, 20):
        RedFlagScreenFactory(case=complete, screened_on=date(2026, 10, day), present=["infection_fever"])
        AssessmentFactory(case=complete, assessed_on=date(2026, 10, day))
        DiagnosisFactory(case=complete, status="resolved")
    signed_in = client_for(physio)
    with django_assert_max_num_queries(32):
        signed_in.get(complete.get_absolute_url())


def test_a_draft_waits_while_there_is_an_emergency(look, complete):
    RedFlagScreenFactory(case=complete, present=["ces_bladder_dysfunction"])
    program = ProgramFactory(case=complete)
    answer = look()
    assert steps(answer)["Programme"].summary == f"Draft {program.code} waits: the emergency comes first"
    assert "Go on with the draft" not in text_of(answer)
    assert "A draft can be prepared meanwhile" not in text_of(answer)


def test_both_sides_are_said_in_words(look, case):
    DiagnosisFactory(case=case, side="both")
    assert "L4/5, both sides, onset" in text_of(look())


def test_a_returned_log_is_the_next_step_until_it_is_accepted(look, complete):
    program = program_for(complete)
    CheckInFactory(program=program, week=1)
    newest = CheckInFactory(program=program, week=2)
    step = steps(look())["Programme"]
    assert (step.state, step.action) == ("care", "Decide on week 2")
    assert step.url == reverse("check-in-detail", args=[newest.pk])
    newest.accepted_at, newest.accepted_by = "2026-11-23T12:00Z", complete.lead
    newest.save()
    assert steps(look())["Programme"].action == "Open the programme"
