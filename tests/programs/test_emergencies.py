"""A cauda equina sign belongs to the person: one found in a case holds in every other case of the patient."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.precautions import precautions
from programs.check_ins.policies import check_can_leave_as_is, check_can_resume
from programs.errors import Refused
from programs.facts import patient_facts
from programs.handing_out import check_can_hand_out
from programs.models import CheckIn
from programs.review import review
from programs.rules.gates import gates
from programs.rules.loading import default_table
from tests.clinic.typed import SCREEN, text_of
from tests.factories import CaseFactory, CheckInFactory, ProgramFactory, RedFlagScreenFactory
from tests.programs.logs import EMERGENCY, correct, enter
from tests.programs.steps import queries_of, said

TODAY, EARLIER = date(2026, 11, 23), date(2026, 11, 20)
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


@pytest.fixture
def found_here(ready_case):
    """Return a screen of the ready case itself that found a cauda equina sign, newer than the one that found none."""
    return RedFlagScreenFactory(case=ready_case, screened_on=date(2026, 11, 20), present=[SIGN])


def leave_as_is(program):
    """Ask whether a calm week may leave the programme as it is."""
    week = CheckIn.objects.filter(program=program).first() or CheckInFactory(program=program)
    check_can_leave_as_is(week)


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def gates_of(case):
    return {gate.id for gate in gates(patient_facts(case, TODAY), default_table()).gates}


def said_of(case):
    return str(precautions([case], TODAY))


def test_the_banner_of_the_other_case_says_it_first_and_where(found, ready_case):
    (first,) = precautions([ready_case], TODAY).emergencies
    assert (first.words, first.url) == (WORDS, ready_case.get_absolute_url())


def test_the_page_of_the_other_case_says_what_to_do(found, ready_case, physio, client_for):
    page = text_of(client_for(physio).get(ready_case.get_absolute_url()))
    banner = page[page.index("patient-banner") : page.index("<main")]
    assert banner.index(WORDS) < banner.index("patient-name")
    assert "Send the patient to a hospital" in page
    assert reverse("red-flag-screen-outcome", args=[found.pk]) in page


def test_the_builder_of_the_other_case_says_it_and_calls_nothing_fine(found, ready_draft, physio, client_for):
    answer = client_for(physio).get(reverse("program-edit", args=[ready_draft.pk]))
    assert str(answer.context["precautions"]).startswith(WORDS)
    assert " Fine</span>" not in text_of(answer)


@pytest.mark.parametrize("sign", ["found", "logged"])
def test_nothing_is_started_for_the_patient(sign, ready_case, physio, client_for, request):
    request.getfixturevalue(sign)
    client = client_for(physio)
    assert "Start a programme" not in text_of(client.get(ready_case.get_absolute_url()))
    answer = client.post(reverse("program-start", args=[ready_case.pk]))
    assert said(answer)[0].startswith("A cauda equina sign stands for this patient")
    assert not ready_case.programs.exists()


@pytest.mark.parametrize("outcome", [{}, OUTCOME], ids=["open", "with its outcome"])
@pytest.mark.parametrize("place", ["here", "there"])
def test_nothing_is_issued_until_a_later_screen_finds_the_sign_absent(outcome, place, found, ready_draft):
    change(found, **outcome)
    assert [gate.id for gate in review(ready_draft).blocking] == ["G01"]
    RedFlagScreenFactory(case=found.case if place == "there" else ready_draft.case, screened_on=TODAY)
    assert review(ready_draft).can_issue


def test_a_screen_of_before_settles_nothing(found, ready_draft):
    RedFlagScreenFactory(case=ready_draft.case, screened_on=date(2026, 11, 19))
    assert [gate.id for gate in review(ready_draft).blocking] == ["G01"]


def test_a_sign_with_its_outcome_is_to_be_asked_again(found, ready_case):
    change(found, **OUTCOME)
    (first,) = precautions([ready_case], TODAY).others
    assert first.words == "Cauda equina sign present in the case “Sore knee”, ask again"
    assert first.url == reverse("red-flag-screen-add", args=[ready_case.pk])


def test_closing_the_case_settles_nothing(found, ready_case):
    change(found, **OUTCOME)
    change(found.case, closed_on=TODAY)
    assert said_of(ready_case) == "Cauda equina sign present in the case “Sore knee”, ask again"
    assert gates_of(ready_case) == {"G01"}
    (first,) = precautions([found.case], TODAY).others
    assert (first.action, first.url) == ("", "")


def test_nothing_is_handed_out_either(issued, found):
    with pytest.raises(Refused, match="cauda equina"):
        check_can_hand_out(issued)


def test_a_log_of_the_other_case_holds_too(issued, logged, ready_case):
    facts = patient_facts(ready_case, TODAY)
    assert (facts.stop_symptom_open, facts.emergency_sign_logged) == (True, True)
    assert gates_of(ready_case) == {"G09"}
    assert said_of(ready_case).startswith(
        "EMERGENCY: a returned log reports a sign of bladder, bowel, between the legs or both legs."
    )
    with pytest.raises(Refused):
        check_can_hand_out(issued)
    RedFlagScreenFactory(case=ready_case, screened_on=TODAY)
    assert (said_of(ready_case), gates_of(ready_case)) == ("", set())
    check_can_hand_out(issued)


@pytest.mark.parametrize("sign", ["found", "logged", "found_here"])
@pytest.mark.parametrize("check", [check_can_resume, leave_as_is])
def test_no_program_goes_on_meanwhile(sign, check, issued, request):
    check(issued)
    request.getfixturevalue(sign)
    with pytest.raises(Refused, match="goes on only after a new red-flag screen"):
        check(issued)
    RedFlagScreenFactory(case=issued.case, screened_on=TODAY)
    check(issued)


def test_another_red_flag_stays_with_its_case(other, ready_case):
    RedFlagScreenFactory(case=other, present=["infection_fever"])
    assert (said_of(ready_case), gates_of(ready_case)) == ("", set())


def test_another_patient_is_not_concerned(found, ready_case):
    stranger = CaseFactory()
    assert "EMERGENCY" not in said_of(stranger)
    assert "G01" not in gates_of(stranger)


def test_more_cases_are_asked_in_as_many_queries_for_the_banner(found, ready_case, physio, client_for):
    client, url = client_for(physio), reverse("case-changes", args=[ready_case.pk])
    before = queries_of(client, url)
    for _ in range(3):
        RedFlagScreenFactory(case=CaseFactory(patient=ready_case.patient), present=[SIGN])
    assert queries_of(client, url) == before


@pytest.mark.parametrize("page", ["patient-detail", "patient-edit", "case-open"])
@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("found", "EMERGENCY: suspected cauda equina syndrome"),
        (
            "logged",
            "EMERGENCY: a returned log reports a sign of bladder, bowel, between the legs or both legs.",
        ),
    ],
)
def test_an_emergency_is_said_of_somebody_whose_cases_are_all_closed(
    sign, words, page, ready_case, other, physio, client_for, request
):
    request.getfixturevalue(sign)
    for case in (ready_case, other):
        change(case, closed_on=TODAY)
    shown = client_for(physio).get(reverse(page, args=[other.patient_id]))
    assert str(shown.context["precautions"]).startswith(words)


def test_nothing_else_is_said_of_closed_cases(ready_case, physio, client_for):
    ready_case.clearances.all().delete()
    change(ready_case, closed_on=TODAY)
    shown = client_for(physio).get(reverse("patient-detail", args=[ready_case.patient_id]))
    assert str(shown.context["precautions"]) == ""


def test_no_sign_slips_into_a_closed_case_by_a_correction(issued, physio, client_for):
    client = client_for(physio)
    log = enter(client, issued)
    change(issued.case, closed_on=TODAY)
    answer = correct(client, log, stop_symptoms=[EMERGENCY])
    assert answer.status_code == 422
    assert "Reopen it to record more" in text_of(answer)
    log.refresh_from_db()
    assert log.stop_symptoms == []
    assert reverse("check-in-correct", args=[log.pk]) not in text_of(client.get(log.get_absolute_url()))


class TestAScreenOpenedBeforeALogToldTheSign:
    @pytest.fixture
    def url(self, ready_case):
        return reverse("red-flag-screen-add", args=[ready_case.pk])

    @pytest.fixture
    def client(self, physio, client_for):
        return client_for(physio)

    @pytest.fixture
    def absent(self, client, url):
        """Return a form opened before anything was told, with every flag typed absent."""
        form = client.get(url).context["form"]
        flags = {f"flag_{flag.slug}": "absent" for flag in form.flags}
        return SCREEN | flags | {"screened_on": f"{TODAY}", "seen": form["seen"].value()}

    @pytest.mark.parametrize("place", ["issued", "elsewhere"])
    def test_it_settles_nothing(self, place, client, url, absent, issued, other, request):
        if place == "issued":
            enter(client, issued, stop_symptoms=[EMERGENCY])
        else:
            request.getfixturevalue("logged")
        answer = client.post(url, absent)
        assert answer.status_code == 409
        assert text_of(answer).count("<td>Absent</td><td>An emergency sign was reported</td>") == 5
        form = answer.context["form"]
        assert client.post(url, {name: form[name].value() for name in form.fields}).status_code == 302
        assert gates_of(issued.case) == {"G09"}

    def test_asked_again_it_settles_the_log(self, client, url, absent, ready_case, logged):
        seen = client.post(url, absent).context["form"]["seen"].value()
        assert client.post(url, absent | {"seen": seen}).status_code == 302
        assert gates_of(ready_case) == set()

    def test_a_second_log_is_news_as_well(self, client, url, absent, ready_case, logged):
        seen = client.post(url, absent).context["form"]["seen"].value()
        entered(CheckInFactory(program=logged.program, week=2, stop_symptoms=[EMERGENCY]), hours=1)
        assert client.post(url, absent | {"seen": seen}).status_code == 409


def test_a_log_entered_after_the_screen_stands_though_it_came_back_before_another(logged, ready_case):
    entered(logged, hours=-2)
    RedFlagScreenFactory(case=ready_case, screened_on=TODAY)
    assert gates_of(ready_case) == set()
    late = CheckInFactory(program=logged.program, week=2, received_on=EARLIER, stop_symptoms=[EMERGENCY])
    entered(late, hours=1)
    assert gates_of(ready_case) == {"G09"}


def entered(log, *, hours):
    """Say that a log was entered some hours from now, its history included."""
    moment = timezone.now() + timedelta(hours=hours)
    CheckIn.objects.filter(pk=log.pk).update(entered_at=moment)
    CheckIn.history.filter(id=log.pk).update(entered_at=moment, history_date=moment)
