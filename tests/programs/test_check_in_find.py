"""Finding the programme of a returned log by the code printed on it."""

import pytest
from django.urls import reverse

from tests.factories import CheckInFactory
from tests.programs.logs import add_url
from tests.programs.steps import text_of

URL = reverse("check-in-find")


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_may(person, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 200


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 403


def test_visitors_are_asked_to_sign_in(client, db):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(physio, client_for):
    assert client_for(physio).delete(URL).status_code == 405


def test_the_code_opens_the_first_week_nobody_has_entered(issued, physio, client_for):
    CheckInFactory(program=issued, week=1)
    answer = client_for(physio).post(URL, {"code": issued.log_code})
    assert answer.url == add_url(issued, week=2)


def test_small_letters_and_spaces_do_no_harm(issued, physio, client_for):
    code = f" {issued.log_code[:3].lower()} {issued.log_code[3:].lower()} "
    assert client_for(physio).post(URL, {"code": code}).url == add_url(issued)


@pytest.mark.parametrize("code", ["", "ZZZZZZ", "MUCH-TOO-LONG-TO-BE-ONE"])
def test_an_unknown_code_is_kept_and_explained(code, issued, physio, client_for):
    answer = client_for(physio).post(URL, {"code": code})
    assert answer.status_code == 422
    assert "There is a problem" in text_of(answer)
    assert f'value="{code}"' in text_of(answer)


def test_a_code_of_another_clinic_is_unknown(issued, stranger, client_for):
    assert client_for(stranger).post(URL, {"code": issued.log_code}).status_code == 422
