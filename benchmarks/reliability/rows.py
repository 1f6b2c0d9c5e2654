"""Rows of every kind, and people in every state, so that every page of the application can be opened."""

import io

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)
from PIL import Image

from benchmarks.reliability.installation import browser, issued_program, people
from benchmarks.reliability.pages import forms_of
from clinic.access import clinic_scope
from clinic.actions import add_staff, invite
from clinic.actions.erasure_requests import ask_for_erasure
from clinic.measures.instruments import INSTRUMENTS
from clinic.models import Assessment, Case, Clearance, Diagnosis, Measure, RedFlagScreen, User
from exercises import actions as library
from exercises.forms import TITLES
from exercises.models import Exercise
from programs.actions.check_ins import record_check_in
from programs.actions.draft import request_exercise, revise_program
from programs.demo import PASSWORD
from programs.overriding import may_override
from programs.review import situation, start_dose

# Somebody for whom the rules leave out what a clinician may give all the same.
NEVER_ISSUED = "no-clearance"
SIZE = (1200, 900)


def rows_to_open():
    """Return rows to open pages with, by the first word of a route's name."""
    clinic, physio = people()
    program, other = issued_program(), issued_program("stenosis")
    with clinic_scope(clinic):
        case = program.case
        Measure.objects.create(
            clinic=clinic, case=case, instrument="odi", measured_on="2026-11-20", score=20, items={}, recorded_by=physio
        )  # fmt: skip
        draft = revise_program(program=program, today=timezone.localdate(), by=physio)
        item, wish = draft.items.first(), _wish(physio)
        check_in = other.check_ins.first() or _check_in(other, physio)
        newest = {
            name: {"pk": model.objects.filter(case=case).first().pk}
            for name, model in (
                ("assessment", Assessment), ("clearance", Clearance), ("diagnosis", Diagnosis),
                ("measure", Measure), ("red", RedFlagScreen),
            )
        }  # fmt: skip
        closed = Case.objects.create(
            clinic=clinic, patient=case.patient, lead=physio, complaint="Sore knee",
            opened_on="2026-01-05", closed_on="2026-03-05",
        )  # fmt: skip
        asked = ask_for_erasure(patient=other.case.patient, reason="Asked for in a trial", by=physio)
    of_case = {"pk": case.pk}
    return (
        _library(physio, item.exercise)
        | {name: [row, of_case] for name, row in newest.items()}
        | {
            "patient": [{"pk": case.patient_id}],
            "record": [{"pk": case.patient_id}],
            "case": [of_case, {"pk": closed.pk}],
            "erasure": [{"pk": asked.pk}, {"pk": case.patient_id}],
            "measure": [newest["measure"], *(of_case | {"instrument": one} for one in INSTRUMENTS)],
            "check": [{"pk": check_in.pk}, {"pk": other.pk, "week": other.first_week + 1}],
            "item": [{"pk": draft.pk, "item_pk": item.pk}],
            "week": [{"pk": draft.pk, "item_pk": item.pk, "week": 2}],
            "request": [{"pk": wish.program_id, "request_pk": wish.pk}],
            "program": [{"pk": draft.pk}, {"pk": program.pk}],
            "any": [{"pk": other.pk}, {"slug": "disc-herniation"}, {"digest": "0" * 64}],
        }
    )


def _library(physio, exercise):
    """Begin exercises, hand one in and suggest a change, so that every page of the library has something to show."""
    editor = User.objects.filter(role=User.Role.LIBRARIAN).order_by("pk").first()
    begun = library.duplicate_exercise(exercise=exercise, name="Begun for the trial", by=editor)
    handed_in = library.duplicate_exercise(exercise=exercise, name="Handed in for the trial", by=editor)
    desk = browser(editor)
    hand_in = _form(desk.get(f"/exercises/{handed_in.slug}/edit/"), "/submit/")
    desk.post(f"/exercises/{handed_in.slug}/submit/", {"seen": hand_in["seen"][0], "reason": "A trial"})
    _photograph(begun, desk)
    suggestion = library.suggest_change(exercise=exercise, about="", text="Say it more simply", by=physio)
    slugs = [{"slug": one.slug} for one in (begun, handed_in, exercise)]
    parts = [{"slug": begun.slug, "part": part} for part in TITLES]
    return {
        "exercise": [*slugs, *parts, {"slug": begun.slug, "language": "de"}],
        "proposal": slugs,
        "text": [{"slug": exercise.slug, "language": "de"}],
        "suggestion": [{"pk": suggestion.pk}, {"slug": exercise.slug}],
    }


def _form(page, ending):
    """Return the fields of the form on a page whose address ends so."""
    return next(fields for _, action, fields in forms_of(page) if action.endswith(ending))


def _photograph(exercise, desk):
    """Upload two pictures, so that a colleague may agree to them and anybody take them away again."""
    address = reverse("exercise-photos-edit", args=[exercise.slug])
    revision = _form(desk.get(address), address)["revision"][0]
    content = {"revision": revision, "start_alt": "Standing", "finish_alt": "Sitting"}
    for place, shade in (("start", 60), ("finish", 200)):
        picture = io.BytesIO()
        Image.new("L", SIZE, shade).save(picture, "JPEG")
        content[place] = SimpleUploadedFile(f"{place}.jpg", picture.getvalue(), "image/jpeg")
    if (answer := desk.post(address, content)).status_code != 302:
        raise SystemExit(f"The pictures for the trial were refused: {answer.status_code}")


def visitors():
    """Return [(client, addresses)] of everybody who can open pages; without addresses they try all there are."""
    staff = [(browser(one), []) for one in User.objects.filter(is_active=True).order_by("pk")]
    return [*staff, (browser(), []), _keeper(), _invited(), *_with_second_factor(), *_with_passkey()]


def _signed_in(user):
    """Return a client that came in by the front door: pages that ask for the password again saw it just now."""
    client = browser()
    client.post(reverse("account_login"), {"login": user.username, "password": PASSWORD})
    return client


def _keeper():
    """Return whoever keeps the installation, before the page of emergency access."""
    user = User.objects.create_superuser("keeper", password=PASSWORD, role="")
    return _signed_in(user), [reverse("emergency-access")]


def _invited():
    """Return somebody who followed an invitation; the page moves its proof out of the address."""
    client = browser()
    user = add_staff(clinic=None, values={"username": "invited", "role": User.Role.LIBRARIAN})
    return client, [client.get(invite(user=user))["Location"]]


def _with_second_factor():
    """Return somebody of whom a code is asked: once at the door, once before something is changed."""
    user = User.objects.create_user("careful", password=PASSWORD, role=User.Role.LIBRARIAN)
    secret = get_adapter().encrypt("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return [
        (_signed_in(user), [reverse("mfa_authenticate")]),
        (browser(user), [reverse("mfa_reauthenticate")]),
    ]


def _with_passkey():
    """Return somebody before the pages about their passkey, and at the door that asks for it."""
    user = User.objects.create_user("modern", password=PASSWORD, role=User.Role.LIBRARIAN)
    passkey = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Telephone", "credential": _credential()}
    )
    own = [reverse("mfa_edit_webauthn", args=[passkey.pk]), reverse("mfa_reauthenticate_webauthn")]
    return [(browser(user), own), (_signed_in(user), [reverse("mfa_authenticate")])]


def _credential():
    """Return what a passkey answers when it is registered, as the browser sends it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid.NONE, b"telephone", key)
    told = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, attested)
    sent = {
        "clientDataJSON": CollectedClientData.create("webauthn.create", b"challenge", "https://localhost"),
        "attestationObject": AttestationObject.create("none", told, {}),
    }
    number = websafe_encode(b"telephone")
    response = {name: websafe_encode(content) for name, content in sent.items()}
    return {"id": number, "rawId": number, "type": "public-key", "response": response}


def _wish(physio):
    """Ask for what the rules leave out but let a clinician give, so that the page of exceptions can be opened."""
    draft = issued_program(NEVER_ISSUED)
    judge = situation(draft)
    exercise = next(
        one
        for one in Exercise.objects.published()
        if may_override(judge.screen(one, start_dose(draft, one)), judge.table)
    )
    request_exercise(program=draft, seen=draft.draft_version, exercise=exercise, by=physio)
    return draft.requests.get(exercise=exercise)


def _check_in(program, physio):
    values = {
        "received_on": timezone.localdate(),
        "sessions_planned": 3,
        "sessions_done": 3,
        "usual_morning": 2,
    }
    return record_check_in(
        program=program,
        week=program.first_week,
        values=values,
        answers={item: {"pain_during": 1, "next_morning": 1, "effort": 5} for item in program.items.all()},
        by=physio,
    )
