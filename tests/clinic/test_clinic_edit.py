"""The clinic manager sets what the clinic prints and starts new programmes with."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clinic.actions import edit_clinic
from clinic.models import AccessEvent, Case, Clinic
from programs.review import first_mode
from tests.clinic.typed import CLINIC as TYPED
from tests.clinic.typed import text_of
from tests.factories import AssessmentFactory, DiagnosisFactory

pytestmark = pytest.mark.usefixtures("library", "today")
URL = "/clinic/edit/"


@pytest.fixture
def send(client_for, manager):
    return lambda **changes: client_for(manager).post(URL, TYPED | {"version": "1"} | changes)


def stored(clinic):
    return Clinic.objects.get(pk=clinic.pk)


def test_what_is_typed_is_kept(send, clinic):
    assert send().url == reverse("clinic-edit") == URL
    kept = stored(clinic)
    assert {name: getattr(kept, name) for name in TYPED} == TYPED
    assert kept.version == 2


def test_who_changed_it_is_kept(send, clinic, manager):
    send()
    newest = stored(clinic).history.first()
    assert (newest.history_user, newest.emergency_number) == (manager, "999")
    event = AccessEvent.objects.get(what="clinic-edit")
    assert (event.user, event.clinic, event.patient, event.kind) == (manager, clinic, None, "change")


def test_the_page_says_what_follows_from_each_light(client_for, manager):
    page = text_of(client_for(manager).get(URL))
    assert (
        "Strict: pain of 3 during an exercise keeps it where it is, 4 or more takes it a step back." in page
    )
    assert "Monitored: pain of 4 or 5 keeps it where it is, 6 or more takes it a step back." in page
    assert "Programmes issued so far keep what they were issued with" in page


CHRONIC = {"slug": "nonspecific-chronic-lbp", "onset_on": date(2025, 5, 12), "level": ""}
ON_STRICT = {"slug": "disc-herniation-radiculopathy"}


@pytest.mark.parametrize(("diagnosis", "mode"), [(CHRONIC, "monitored"), (ON_STRICT, "strict")])
def test_new_programmes_start_with_it_unless_the_rules_say_strict(send, case, today, diagnosis, mode):
    DiagnosisFactory(case=case, **diagnosis)
    AssessmentFactory(case=case)
    send()
    assert first_mode(Case.objects.get(pk=case.pk), date(2026, 11, 23)) == mode


def test_a_stale_form_shows_both_and_writes_nothing(send, clinic):
    send(name="Theirs")
    answer = send(name="Mine")
    assert answer.status_code == 409
    page = text_of(answer)
    assert '<th scope="row">Name of the clinic</th><td>Mine</td><td>Theirs</td>' in page
    assert stored(clinic).name == "Theirs"


@pytest.mark.parametrize("version", ["", "x", "99"])
def test_without_a_right_version_nothing_is_written(send, clinic, version):
    before = stored(clinic).name
    assert send(version=version).status_code in (409, 422)
    assert stored(clinic).name == before


@pytest.mark.parametrize("name", ["name", "phone", "emergency_number", "default_paper", "default_mode"])
def test_nothing_that_is_printed_may_be_empty(send, clinic, name):
    before = stored(clinic)
    assert send(**{name: ""}).status_code == 422
    assert stored(clinic).version == before.version


@pytest.mark.parametrize("number", ["call us", "112 or 999", "-", "+", "١١٢"])
@pytest.mark.parametrize("name", ["phone", "emergency_number"])
def test_a_number_that_cannot_be_dialled_is_refused(send, clinic, name, number):
    answer = send(**{name: number})
    assert answer.status_code == 422
    assert "Enter a number that can be dialled" in text_of(answer)
    assert stored(clinic).version == 1


@pytest.mark.parametrize("number", ["+44 (0)1632 960118", "0800-116-117", "01632 960118 ext. 4"])
def test_numbers_as_people_write_them(send, clinic, number):
    assert send(phone=number).status_code == 302
    assert stored(clinic).phone == number


def test_the_name_of_another_clinic_is_refused(send, other_clinic):
    answer = send(name=other_clinic.name)
    assert answer.status_code == 422


def test_fields_that_are_not_on_the_form_stay(send, clinic):
    before = stored(clinic).is_demo
    send(is_demo="" if before else "on", pk="99")
    assert stored(clinic).is_demo == before


@pytest.mark.parametrize("who", ["physio", "librarian"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_roles_are_refused(client_for, request, clinic, who, method):
    client = client_for(request.getfixturevalue(who))
    assert getattr(client, method)(URL, TYPED | {"version": "1"}).status_code == 403
    assert stored(clinic).version == 1


def test_somebody_unknown_is_asked_to_sign_in(client, clinic):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"
    assert client.post(URL, TYPED | {"version": "1"}).status_code == 302
    assert stored(clinic).version == 1


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client_for, manager, method):
    assert getattr(client_for(manager), method)(URL).status_code == 405


def test_the_manager_of_another_clinic_changes_the_own_one_alone(manager, other_clinic):
    with pytest.raises(PermissionDenied):
        edit_clinic(clinic=other_clinic, version=1, values={"name": "Taken over"}, by=manager)
    assert stored(other_clinic).name == other_clinic.name


def test_only_managers_are_led_there(client_for, manager, physio):
    link = f'href="{URL}"'
    assert link in text_of(client_for(manager).get(reverse("exercise-list")))
    assert link not in text_of(client_for(physio).get(reverse("exercise-list")))
