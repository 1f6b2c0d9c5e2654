"""A cauda equina sign belongs to the person: one found in a case holds in every other open case of the patient."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.precautions import precautions
from programs.check_ins.policies import check_can_resume
from programs.elsewhere import emergencies_elsewhere
from programs.errors import Refused
from programs.facts import patient_facts
from programs.policies import check_can_hand_out
from programs.review import review
from programs.rules.gates import gates
from programs.rules.loading import default_table
from tests.clinic.typed import text_of
from tests.factories import CaseFactory, CheckInFactory, ProgramFactory, RedFlagScreenFactory
from tests.programs.logs import EMERGENCY
from tests.programs.steps import queries_of

TODAY = date(2026, 11, 23)
SIGN = "ces_bowel_dysfunction"
OUTCOME = {"outcome": "MRI normal", "outcome_on": date(2026, 11, 21)}
WORDS = "EMERGENCY: suspected cauda equina syndrome, found in the case “Sore knee”"


@pytest.fixture
def other(ready_case):
    """Return a second open case of the patient of the ready case."""
    return CaseFactory(patient=ready_case.patient, complaint="Sore knee")


@pytest.fixture
def found(other):
    """Return a screen of the second case that found a cauda equina sign."""
    return RedFlagScreenFactory(case=other, screened_on=date(2026, 11, 20), present=[SIGN])


@pytest.fixture
def logged(other):
    """Return a reviewed log of the second case with a cauda equina sign."""
    seen = {"reviewed_by": other.lead, "reviewed_at": "2026-11-23T12:00Z"}
    return CheckInFactory(program=ProgramFactory(case=other), stop_symptoms=[EMERGENCY], **seen)


def gates_of(case):
    return {gate.id for gate in gates(patient_facts(case, TODAY), default_table()).gates}


def said_of(case):
    return str(precautions([case], TODAY))


def test_a_patient_with_one_case_has_no_emergency_elsewhere(ready_case, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not emergencies_elsewhere(ready_case).is_emergency


def test_the_banner_of_the_other_case_says_it_first_and_where(found, ready_case):
    (first,) = precautions([ready_case], TODAY).emergencies
    assert (first.words, first.url) == (WORDS, found.case.get_absolute_url())


def test_the_page_of_the_other_case_says_it_first(found, ready_case, physio, client_for):
    page = text_of(client_for(physio).get(ready_case.get_absolute_url()))
    banner = page[page.index("patient-banner") : page.index("<main")]
    assert banner.index(WORDS) < banner.index("patient-name")
    assert f'href="{found.case.get_absolute_url()}"' in banner


def test_the_builder_of_the_other_case_says_it_and_calls_nothing_fine(found, ready_draft, physio, client_for):
    answer = client_for(physio).get(reverse("program-edit", args=[ready_draft.pk]))
    assert str(answer.context["precautions"]).startswith(WORDS)
    assert " Fine</span>" not in text_of(answer)


def test_nothing_is_started_on_the_page_of_the_other_case(found, ready_case, physio, client_for):
    assert "Start a programme" not in text_of(client_for(physio).get(ready_case.get_absolute_url()))


@pytest.mark.parametrize("outcome", [{}, OUTCOME], ids=["open", "with its outcome"])
def test_nothing_is_issued_until_the_sign_is_found_absent_where_it_was_found(outcome, found, ready_draft):
    for field, value in outcome.items():
        setattr(found, field, value)
    found.save()
    assert [gate.id for gate in review(ready_draft).blocking] == ["G01"]
    RedFlagScreenFactory(case=ready_draft.case, screened_on=TODAY)
    assert [gate.id for gate in review(ready_draft).blocking] == ["G01"]
    RedFlagScreenFactory(case=found.case, screened_on=TODAY)
    assert review(ready_draft).can_issue


def test_a_sign_with_its_outcome_is_to_be_asked_again_where_it_was_found(found, ready_case):
    found.outcome, found.outcome_on = OUTCOME["outcome"], OUTCOME["outcome_on"]
    found.save()
    (first,) = precautions([ready_case], TODAY).others
    assert first.words == "Cauda equina sign present in the case “Sore knee”, ask again there"
    assert first.url == reverse("red-flag-screen-add", args=[found.case_id])


def test_an_outcome_here_does_not_settle_the_sign_there(found, ready_case):
    RedFlagScreenFactory(case=ready_case, screened_on=date(2026, 11, 20), present=[SIGN], **OUTCOME)
    assert patient_facts(ready_case, TODAY).red_flags_open == {SIGN}


def test_nothing_is_handed_out_either(issued, found):
    with pytest.raises(Refused, match="cauda equina"):
        check_can_hand_out(issued)


def test_a_log_of_the_other_case_holds_too(issued, logged, ready_case):
    facts = patient_facts(ready_case, TODAY)
    assert (facts.stop_symptom_open, facts.emergency_sign_logged) == (True, True)
    assert "G09" in gates_of(ready_case)
    with pytest.raises(Refused):
        check_can_hand_out(issued)
    RedFlagScreenFactory(case=logged.program.case, screened_on=TODAY)
    assert gates_of(ready_case) == set()
    check_can_hand_out(issued)


@pytest.mark.parametrize("sign", ["found", "logged"])
def test_no_program_goes_on_after_a_stop_meanwhile(sign, issued, request):
    check_can_resume(issued)
    row = request.getfixturevalue(sign)
    with pytest.raises(Refused, match="another open case of this patient"):
        check_can_resume(issued)
    other = row.case if sign == "found" else row.program.case
    RedFlagScreenFactory(case=other, screened_on=TODAY)
    check_can_resume(issued)


def test_another_red_flag_stays_with_its_case(other, ready_case):
    RedFlagScreenFactory(case=other, present=["infection_fever"])
    assert (said_of(ready_case), gates_of(ready_case)) == ("", set())


def test_a_closed_case_is_settled(found, ready_case):
    found.case.closed_on = TODAY
    found.case.save()
    assert (said_of(ready_case), gates_of(ready_case)) == ("", set())


def test_another_patient_is_not_concerned(found, ready_case):
    stranger = CaseFactory()
    assert WORDS not in said_of(stranger)
    assert not emergencies_elsewhere(stranger).is_emergency


def test_more_cases_are_asked_in_as_many_queries_for_the_banner(found, ready_case, physio, client_for):
    client, url = client_for(physio), reverse("case-changes", args=[ready_case.pk])
    before = queries_of(client, url)
    for _ in range(3):
        RedFlagScreenFactory(case=CaseFactory(patient=ready_case.patient), present=[SIGN])
    assert queries_of(client, url) == before
