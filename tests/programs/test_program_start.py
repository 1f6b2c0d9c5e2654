"""Starting a programme for a case."""

import pytest
from django.urls import reverse

from programs.models import Program
from tests.factories import DiagnosisFactory, ProgramFactory
from tests.programs.steps import said

pytestmark = pytest.mark.usefixtures("ready_case")


@pytest.fixture
def url(case):
    return reverse("program-start", args=[case.pk])


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, url, client_for, request):
    answer = client_for(request.getfixturevalue(person)).post(url)
    assert answer.url == reverse("program-edit", args=[Program.objects.get().pk])


def test_strangers_find_nothing(url, stranger, client_for):
    assert client_for(stranger).post(url).status_code == 404
    assert not Program.objects.exists()


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).post(url).status_code == 403
    assert not Program.objects.exists()


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.post(url).url.startswith(reverse("account_login"))
    assert not Program.objects.exists()


def test_looking_starts_nothing(url, physio, client_for):
    assert client_for(physio).get(url).status_code == 405
    assert not Program.objects.exists()


def test_the_draft_starts_today_with_the_usual_days(url, case, physio, client_for, today):
    client_for(physio).post(url)
    program = case.programs.get()
    assert (program.starts_on, program.training_days) == (today, ["mon", "wed", "fri"])
    assert (program.number, program.version, program.weeks) == (1, 1, 6)
    assert (program.created_by, program.status) == (physio, "draft")


def test_numbers_count_up_within_the_clinic(url, case, stranger, physio, client_for):
    ProgramFactory(case__patient__clinic=physio.clinic, number=41)
    ProgramFactory(case__patient__clinic=stranger.clinic, number=900)
    client_for(physio).post(url)
    assert case.programs.get().number == 42


def test_an_open_draft_is_shown_instead_of_a_second_one(url, case, physio, client_for):
    waiting = ProgramFactory(case=case)
    assert client_for(physio).post(url).url == waiting.get_absolute_url()
    assert Program.objects.count() == 1


def test_a_closed_case_is_refused(url, case, physio, client_for, today):
    case.closed_on = today
    case.save()
    answer = client_for(physio).post(url)
    assert (answer.url, said(answer)) == (
        case.get_absolute_url(),
        ["This case is closed. Open a new case to prescribe again."],
    )


@pytest.mark.parametrize("mode", ["strict", "monitored"])
def test_the_pain_light_is_the_clinics(mode, url, case, physio, client_for):
    case.clinic.default_mode = mode
    case.clinic.save()
    client_for(physio).post(url)
    assert case.programs.get().mode == mode


def test_the_rules_may_keep_the_patient_on_the_strict_light(url, case, physio, client_for):
    case.clinic.default_mode = "monitored"
    case.clinic.save()
    DiagnosisFactory(case=case, slug="disc-herniation-radiculopathy")
    client_for(physio).post(url)
    assert case.programs.get().mode == "strict"
