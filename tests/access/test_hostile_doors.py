"""What a visitor may put into the doors by hand: each answer is a page or a refusal, never a failure of ours."""

import base64
import json

import pytest
from django.urls import reverse

from clinic.forms.sign_in import ConfirmingPasskeyForm, PasskeyCodeForm, PasskeySignInForm
from clinic.models import AccessEvent
from tests.clients import note_password
from tests.clinic.typed import PATIENT
from tests.factories import PASSWORD, PatientFactory
from tests.test_sign_in import LOGIN

NO_ADDRESS = "http://["


@pytest.mark.parametrize("name", ["account_login", "account_logout", "account_signup", "account_inactive"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_led_to_no_address_that_cannot_be_read(name, method, client, db):
    assert getattr(client, method)(reverse(name) + "?next=http://[").status_code < 500
    assert client.post(reverse(name), {"next": NO_ADDRESS}).status_code < 500


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_add_webauthn",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_are_led_to_no_address_that_cannot_be_read(name, method, client_for, physio):
    visitor = client_for(physio)
    assert getattr(visitor, method)(reverse(name) + "?next=http://[").status_code < 500


def test_signing_in_with_such_an_address_leads_home(client, physio):
    answer = client.post(LOGIN, {"login": physio.username, "password": PASSWORD, "next": NO_ADDRESS})
    assert answer.url == reverse("home")


@pytest.mark.parametrize("asking", ["http://[", "//[", "http://testserver:x/"])
def test_a_part_asked_for_by_such_a_page_leads_home_after_signing_in(asking, client, db):
    answer = client.get(reverse("caseload"), headers={"HX-Request": "true", "HX-Current-URL": asking})
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2F"


@pytest.mark.parametrize("path", ["//[", "/http://[", "//testserver:x/"])
def test_a_path_that_looks_like_one_is_a_path(path, client, db):
    # The test client itself would stumble over such a path.
    assert client.get("/", PATH_INFO=path).status_code in (302, 404)


@pytest.mark.parametrize("encoding", ["hex", "rot13", "undefined", "idna", "zlib", "nonsense"])
def test_a_form_in_no_encoding_of_texts_is_not_understood(encoding, client, db):
    body = b'--edge\r\nContent-Disposition: form-data; name="login"\r\n\r\nx\r\n--edge--\r\n'
    kind = f"multipart/form-data; boundary=edge; charset={encoding}"
    answer = client.generic("POST", LOGIN, body, content_type=kind)
    # A name nobody knows is no encoding at all: Django reads such a form as UTF-8.
    assert answer.status_code == (200 if encoding == "nonsense" else 400)


ENDLESS = {
    "digits": "9" * 5000,
    "letters": "x" * 60_000,
    "words of one letter": "ﷺ" * 450,
    "words": " ".join(map(str, range(2000))),
}


@pytest.mark.parametrize("wanted", ENDLESS.values(), ids=ENDLESS)
class TestEndless:
    """No question is too long to be answered, with nothing found if need be."""

    @pytest.mark.parametrize(("name", "asked"), [("trail-list", "patient"), ("record-list", "reference")])
    def test_of_a_manager(self, wanted, name, asked, patient, client_for, manager):
        PatientFactory(clinic=manager.clinic, reference=wanted[:20])
        AccessEvent.objects.create(clinic=manager.clinic, patient=patient, kind="view", what="patient-detail")
        assert client_for(manager).get(reverse(name), {asked: wanted}).status_code == 200

    @pytest.mark.parametrize("name", ["caseload", "exercise-list"])
    @pytest.mark.parametrize("asked", ["q", "page", "whose"])
    def test_of_a_physiotherapist(self, wanted, name, asked, case, client_for, physio, library):
        assert client_for(physio).get(reverse(name), {asked: wanted}).status_code < 500

    def test_of_a_new_diagnosis(self, wanted, case, client_for, physio, library):
        asked = {"condition": wanted}
        assert client_for(physio).get(reverse("diagnosis-add", args=[case.pk]), asked).status_code == 200

    @pytest.mark.parametrize("box", ["day", "month", "year"])
    def test_of_a_birth_date(self, wanted, box, client_for, physio):
        born = {f"born_on_{box}": wanted}
        assert client_for(physio).post(reverse("patient-add"), PATIENT | born).status_code == 422


def encoded(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def answered(**response):
    """Return what a passkey answers at the door, its parts replaced."""
    parts = {"clientDataJSON": encoded(b"{}"), "authenticatorData": "AAAA", "signature": "AAAA"}
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": parts | response}


NO_PASSKEY = {
    "deep": "[" * 3000 + "]" * 3000,
    "a number of many digits": "9" * 5000,
    "not closed": "[" * 3000,
    "nothing": "null",
    "a list": "[]",
    "without its number": '{"response": {}}',
    "without its raw number": json.dumps({**answered(), "rawId": None}),
    "deep within": json.dumps(answered(clientDataJSON=encoded(b"[" * 3000))),
    "digits within": json.dumps(answered(clientDataJSON=encoded(b"9" * 5000))),
    "half a surrogate": json.dumps(answered(clientDataJSON="\ud800", attestationObject="\ud800")),
    "not the base": json.dumps(answered(clientDataJSON="A", attestationObject="A")),
    "no text": json.dumps(answered(clientDataJSON=-1, attestationObject=[])),
}


@pytest.mark.parametrize("sent", NO_PASSKEY.values(), ids=NO_PASSKEY)
class TestNoPasskey:
    """Whatever else arrives where a passkey's answer belongs is a wrong code."""

    def test_at_the_door(self, sent, client, db):
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": sent})
        assert (answer.status_code, answer.url) == (302, LOGIN)

    def test_where_one_is_added(self, sent, client_for, physio):
        visitor = client_for(physio)
        session = visitor.session
        note_password(session, physio, reauthenticated=True)
        session.save()
        answer = visitor.post(reverse("mfa_add_webauthn"), {"credential": sent})
        assert answer.context["form"].errors["credential"]

    @pytest.mark.parametrize(
        ("form", "who"),
        [
            (PasskeySignInForm, {}),
            (PasskeyCodeForm, {"user": None}),
            (ConfirmingPasskeyForm, {"user": None}),
        ],
    )
    def test_in_a_form(self, sent, form, who):
        filled = form(data={"credential": sent}, **who)
        assert filled.errors["credential"]
        assert str(filled["credential"])
