"""Coming in: password, second factor, and the doors that stay shut."""

import re
import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories import PASSWORD

LOGIN = reverse("account_login")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user.username, "password": password})


def give_second_factor(user):
    data = {"secret": get_adapter().encrypt(SECRET)}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


def code_now(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def test_the_right_password_opens_the_door(client, physio):
    assert sign_in(client, physio).url == reverse("home")


def test_after_signing_in_the_page_asked_for_is_shown(client, physio):
    wanted = reverse("exercise-list")
    answer = client.post(LOGIN, {"login": physio.username, "password": PASSWORD, "next": wanted})
    assert answer.url == wanted


def test_nobody_is_sent_to_another_site(client, physio):
    elsewhere = "https://example.org/"
    answer = client.post(LOGIN, {"login": physio.username, "password": PASSWORD, "next": elsewhere})
    assert answer.url == reverse("home")


def test_a_wrong_password_keeps_the_user_name(client, physio):
    page = sign_in(client, physio, "wrong").content.decode()
    assert f'value="{physio.username}"' in page
    assert "There is a problem" in page
    assert "<title>Error: Sign in" in page


def test_a_wrong_password_does_not_say_whether_the_account_exists(client, physio):
    known = sign_in(client, physio, "wrong").context["form"].errors
    physio.username = "nobody"
    assert sign_in(client, physio, "wrong").context["form"].errors == known


def test_the_password_is_never_sent_back(client, physio):
    assert "wrong-secret" not in sign_in(client, physio, "wrong-secret").content.decode()


def test_too_many_tries_are_refused(client, physio):
    for _ in range(5):
        sign_in(client, physio, "wrong")
    page = sign_in(client, physio)
    assert page.status_code == 200
    assert "Too many failed login attempts" in page.content.decode()


def test_a_closed_account_stays_out(client, physio):
    physio.is_active = False
    physio.save()
    assert sign_in(client, physio).url == reverse("account_inactive")


def test_signing_out_asks_first_and_then_does(client_for, physio):
    visitor = client_for(physio)
    assert "Do you want to sign out?" in visitor.get(reverse("account_logout")).content.decode()
    assert visitor.post(reverse("account_logout")).url == LOGIN
    assert visitor.get(reverse("exercise-list")).status_code == 302


def test_the_sign_in_page_offers_no_sign_up(client, db):
    assert reverse("account_signup") not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(client, db, django_user_model, method):
    page = getattr(client, method)(reverse("account_signup"), {"username": "new", "password1": PASSWORD})
    assert "Sign-up is closed" in page.content.decode()
    assert not django_user_model.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_reset_password", "account_set_password", "account_confirm_email", "mfa_trust"],
)
def test_pages_we_do_not_use_have_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name, args=[])


def test_the_password_can_be_changed(client_for, physio):
    fields = {
        "oldpassword": PASSWORD,
        "password1": "a much longer secret",
        "password2": "a much longer secret",
    }
    client_for(physio).post(reverse("account_change_password"), fields)
    physio.refresh_from_db()
    assert physio.check_password("a much longer secret")


def test_a_short_new_password_is_refused_with_the_reason(client_for, physio):
    fields = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    page = client_for(physio).post(reverse("account_change_password"), fields).content.decode()
    assert "at least 12 characters" in page


def test_no_second_factor_is_asked_for_where_it_is_not_required(settings, client_for, physio, library):
    settings.REQUIRE_SECOND_FACTOR = False
    assert client_for(physio).get(reverse("exercise-list")).status_code == 200


def test_a_second_factor_is_required_where_the_installation_says_so(settings, client_for, physio):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client_for(physio).get(reverse("exercise-list")).url == reverse("mfa_activate_totp")


def test_with_a_second_factor_the_code_is_asked_for(client, physio):
    give_second_factor(physio)
    assert sign_in(client, physio).url == reverse("mfa_authenticate")
    assert client.get(reverse("exercise-list")).url.startswith(LOGIN)


def test_the_right_code_opens_the_door(settings, client, physio, library):
    settings.REQUIRE_SECOND_FACTOR = True
    give_second_factor(physio)
    sign_in(client, physio)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(reverse("exercise-list")).status_code == 200


def test_a_code_works_once(client, physio):
    give_second_factor(physio)
    code = code_now()
    sign_in(client, physio)
    client.post(reverse("mfa_authenticate"), {"code": code})
    other = Client()
    sign_in(other, physio)
    assert "Incorrect code" in other.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


def test_a_wrong_code_stays_out(client, physio):
    give_second_factor(physio)
    sign_in(client, physio)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "There is a problem" in page


def test_changing_the_second_factor_asks_for_the_password_again(client_for, physio):
    assert (
        client_for(physio).get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    )


def test_the_picture_to_scan_is_allowed_by_the_content_policy(client_for, physio):
    visitor = client_for(physio)
    confirm_password(visitor)
    page = visitor.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]


def test_setting_up_gives_recovery_codes(client_for, physio):
    visitor = client_for(physio)
    confirm_password(visitor)
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    page = visitor.post(
        reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True
    ).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", page)) == 10


def test_the_seed_is_not_stored_in_clear(client_for, physio):
    visitor = client_for(physio)
    confirm_password(visitor)
    secret = visitor.get(reverse("mfa_activate_totp")).context["form"].secret
    visitor.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


ACCOUNT_PAGES = [
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "usersessions_list",
]


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
@pytest.mark.parametrize("has_second_factor", [False, True])
def test_no_account_page_breaks_or_holds_inline_code(name, has_second_factor, client_for, physio):
    visitor = client_for(physio)
    if has_second_factor:
        give_second_factor(physio)
    confirm_password(visitor)
    response = visitor.get(reverse(name))
    assert response.status_code in (200, 302, 404)
    assert not re.search(
        r"<script(?![^>]*\b(?:src=|type=.application/json))|\sstyle=|\son\w+=", response.content.decode()
    )
