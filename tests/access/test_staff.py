"""Staff accounts of one's own clinic."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clinic.models import AccessEvent, User
from tests.clinic.typed import text_of
from tests.factories import PASSWORD, UserFactory
from tests.test_sign_in import give_second_factor, sign_in

NEW = {
    "username": "ida.holm",
    "first_name": "Ida",
    "last_name": "Holm",
    "role": "physiotherapist",
    "registration": "PH 77",
    "qualification": "",
}
GOOD = "seven quiet otters row"


@pytest.fixture
def desk(client_for, manager):
    """Return the manager's browser, signed in a moment ago."""
    return client_for(manager)


@pytest.fixture
def press(desk):
    return lambda name, member, **data: desk.post(reverse(name, args=[member.pk]), data)


def test_the_list_shows_ones_own_clinic(desk, physio, stranger, colleague):
    give_second_factor(physio)
    page = text_of(desk.get(reverse("staff-list")))
    assert "Anna Berg" in page
    assert "Authenticator app" in page
    assert "Cleo Dahl" not in page


def test_an_account_is_made_for_ones_own_clinic(desk, manager):
    answer = desk.post(reverse("staff-add"), NEW)
    made = User.objects.get(username="ida.holm")
    assert answer.url == made.get_absolute_url()
    assert (made.clinic, made.role, made.has_usable_password()) == (manager.clinic, "physiotherapist", False)
    event = AccessEvent.objects.get(kind="account")
    assert (event.user, event.clinic, event.what) == (manager, manager.clinic, "staff-add: ida.holm")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"role": "librarian"}, "Select a valid choice"),
        ({"username": "ida holm"}, "Enter a valid username"),
        ({"username": "physio"}, "already exists"),
        ({"last_name": ""}, "This field is required"),
        ({"first_name": "I\u202eda"}, "cannot be kept"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(desk, physio, wrong, words):
    answer = desk.post(reverse("staff-add"), NEW | wrong)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="PH 77"' in text_of(answer)
    assert not User.objects.filter(registration="PH 77").exists()


@pytest.mark.parametrize("extra", ["is_superuser", "is_staff", "clinic", "password"])
def test_a_form_cannot_give_more_than_it_shows(desk, manager, other_clinic, extra):
    desk.post(reverse("staff-add"), NEW | {extra: str(other_clinic.pk)})
    made = User.objects.get(username="ida.holm")
    assert (made.is_superuser, made.is_staff, made.clinic) == (False, False, manager.clinic)
    assert not made.has_usable_password()


def link_for(press, member):
    page = press("staff-invite", member).content.decode()
    return page.split('value="http://testserver')[1].split('"')[0]


def test_an_invitation_sets_a_password_once(desk, press, client):
    desk.post(reverse("staff-add"), NEW)
    member = User.objects.get(username="ida.holm")
    link = link_for(press, member)
    page = client.get(link, follow=True)
    # The proof leaves the address bar before anything is typed.
    ((address, _),) = page.redirect_chain
    assert link.split("/")[-2] not in address
    answer = client.post(address, {"new_password1": GOOD, "new_password2": GOOD})
    assert answer.url == reverse("account_login")
    assert sign_in(client, member, GOOD).url == reverse("home")
    assert "This link does not work any more" in text_of(client.get(link, follow=True))
    assert AccessEvent.objects.filter(what="password-set: ida.holm").exists()


def test_an_invitation_does_not_get_round_the_second_factor(press, client, physio, settings):
    link = link_for(press, physio)
    settings.REQUIRE_SECOND_FACTOR = True
    give_second_factor(physio)
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[0][0], {"new_password1": GOOD, "new_password2": GOOD})
    assert sign_in(client, physio, GOOD).url == reverse("mfa_authenticate")


def test_an_invitation_runs_out(press, client, physio, settings):
    link = link_for(press, physio)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "This link does not work any more" in text_of(client.get(link, follow=True))


def test_a_weak_first_password_is_refused_with_the_reason(press, client, physio):
    page = client.get(link_for(press, physio), follow=True)
    weak = "harbour physiotherapy"
    again = client.post(page.redirect_chain[0][0], {"new_password1": weak, "new_password2": weak})
    assert "little more than names that everybody here knows" in text_of(again)


def test_another_role_ends_the_sessions(press, client_for, physio, library):
    theirs = client_for(physio)
    assert theirs.get(reverse("caseload")).status_code == 200
    press("staff-edit", physio, **NEW | {"role": "manager", "version": "1"})
    assert theirs.get(reverse("caseload")).url.startswith(reverse("account_login"))


def test_another_name_does_not(press, client_for, physio):
    theirs = client_for(physio)
    press("staff-edit", physio, **NEW | {"version": "1"})
    assert theirs.get(reverse("caseload")).status_code == 200


def test_closing_ends_the_sessions_for_good(press, client_for, physio):
    theirs = client_for(physio)
    theirs.get(reverse("caseload"))
    press("staff-close", physio)
    assert theirs.get(reverse("caseload")).url.startswith(reverse("account_login"))
    press("staff-reopen", physio)
    physio.refresh_from_db()
    assert physio.is_active
    assert theirs.get(reverse("caseload")).url.startswith(reverse("account_login"))


def test_of_two_managers_the_second_sees_what_the_first_stored(press, physio):
    press("staff-edit", physio, **NEW | {"version": "1", "registration": "PH 1"})
    answer = press("staff-edit", physio, **NEW | {"version": "1", "role": "manager"})
    physio.refresh_from_db()
    assert (answer.status_code, physio.registration, physio.role) == (409, "PH 1", "physiotherapist")
    shown = text_of(answer)
    assert "Nothing of yours is saved yet" in shown
    assert "<td>PH 77</td><td>PH 1</td>" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()


@pytest.mark.parametrize("version", ["", "0", "x"])
def test_an_account_is_not_changed_unseen(press, physio, version):
    assert press("staff-edit", physio, **NEW | {"version": version}).status_code in (409, 422)
    physio.refresh_from_db()
    assert (physio.last_name, physio.version) == ("Berg", 1)


def test_a_role_changed_on_the_command_line_ends_the_sessions_too(client_for, physio):
    theirs = client_for(physio)
    User.objects.filter(pk=physio.pk).update(role="manager")
    assert theirs.get(reverse("staff-list")).url.startswith(reverse("account_login"))


def test_a_forgotten_second_factor_is_set_up_anew(press, physio):
    give_second_factor(physio)
    press("staff-reset-second-factor", physio)
    assert not Authenticator.objects.filter(user=physio).exists()


@pytest.mark.parametrize("name", ["staff-close", "staff-edit"])
def test_nobody_closes_or_demotes_oneself(press, manager, clinic, name):
    UserFactory(clinic=clinic, role=User.Role.MANAGER)
    answer = press(name, manager, **NEW | {"version": "1"})
    manager.refresh_from_db()
    assert (manager.is_active, manager.role) == (True, "manager")
    assert answer.status_code in (302, 422)


def test_the_last_manager_stays(clinic, manager):
    from clinic.policies import Refused, check_can_change_role, check_can_close_account

    other = UserFactory(clinic=clinic, role=User.Role.MANAGER, is_active=False)
    for check in (check_can_close_account, check_can_change_role):
        with pytest.raises(Refused, match="last manager"):
            check(manager, by=other)


@pytest.mark.parametrize(
    "name",
    [
        "staff-detail",
        "staff-edit",
        "staff-close",
        "staff-reopen",
        "staff-invite",
        "staff-reset-second-factor",
    ],
)
def test_another_clinics_staff_are_not_there(desk, stranger, name):
    ask = desk.get if name == "staff-detail" else desk.post
    assert ask(reverse(name, args=[stranger.pk])).status_code == 404


def test_an_action_refuses_another_clinics_staff(manager, stranger):
    from django.core.exceptions import PermissionDenied

    from clinic import actions

    for action in (
        actions.close_account,
        actions.reopen_account,
        actions.reset_second_factor,
        actions.invite,
    ):
        with pytest.raises(PermissionDenied):
            action(user=stranger, by=manager)


def test_a_manager_who_has_been_away_confirms_the_password(client_for, manager, physio):
    visitor = client_for(manager, ago=301)
    answer = visitor.post(reverse("staff-close", args=[physio.pk]))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    physio.refresh_from_db()
    assert physio.is_active
    # The password given, the step that was held up is taken.
    visitor.post(answer.url, {"password": PASSWORD, "next": reverse("staff-close", args=[physio.pk])})
    physio.refresh_from_db()
    assert not physio.is_active


def test_somebody_who_keeps_the_library_is_not_demoted_by_a_new_name(press, clinic):
    member = UserFactory(clinic=clinic, role=User.Role.LIBRARIAN)
    press("staff-edit", member, **NEW | {"role": "librarian", "version": "1"})
    member.refresh_from_db()
    assert (member.role, member.last_name) == ("librarian", "Holm")
