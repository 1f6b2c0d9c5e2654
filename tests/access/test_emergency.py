"""Emergency access: an hour, one clinic, a reason, and a trail."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from clinic.actions import begin_emergency_access
from clinic.form_key import FIELD, new_key
from clinic.models import AccessEvent, EmergencyAccess, User
from tests.access.test_confirming import confirm
from tests.clinic.typed import text_of
from tests.factories import PatientFactory, UserFactory


@pytest.fixture
def keeper(db):
    """Return somebody who keeps the installation and treats nobody."""
    return UserFactory(clinic=None, role="", is_superuser=True, username="keeper")


@pytest.fixture
def opened(keeper, clinic):
    return begin_emergency_access(clinic=clinic, reason="Dr Lind asked by telephone", by=keeper)


def test_without_one_no_patient_opens(keeper, patient, client_for):
    assert client_for(keeper).get(patient.get_absolute_url()).status_code == 403


def test_with_one_that_clinics_patients_open_and_no_others(keeper, patient, other_clinic, opened, client_for):
    visitor = client_for(keeper)
    page = text_of(visitor.get(patient.get_absolute_url()))
    assert "MÜLLER, Ada" in page
    assert "Emergency access to Harbour Physiotherapy until" in page
    assert visitor.get(PatientFactory(clinic=other_clinic).get_absolute_url()).status_code == 404


def test_every_look_is_noted_in_the_clinic(keeper, patient, opened, client_for, manager):
    client_for(keeper).get(patient.get_absolute_url())
    assert AccessEvent.objects.get(kind="view").user == keeper
    page = text_of(client_for(manager).get(reverse("staff-list")))
    assert "Dr Lind asked by telephone" in page


def test_it_ends_by_itself(keeper, patient, opened, client_for, monkeypatch):
    later = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client_for(keeper).get(patient.get_absolute_url()).status_code == 403


def test_it_can_be_ended(keeper, patient, opened, client_for):
    visitor = client_for(keeper)
    visitor.post(reverse("emergency-access-end"))
    assert visitor.get(patient.get_absolute_url()).status_code == 403
    assert AccessEvent.objects.filter(kind="emergency").count() == 2


def test_nothing_of_it_is_stored_with_the_person(keeper, opened, client_for, clinic):
    visitor = client_for(keeper)
    visitor.get(reverse("caseload"))
    visitor.get(reverse("mfa_index"))
    stored = User.objects.get(pk=keeper.pk)
    assert (stored.role, stored.clinic) == ("", None)


def test_asking_needs_the_password_again_and_a_reason(keeper, clinic, client_for):
    visitor, url = client_for(keeper, ago=3600), reverse("emergency-access")
    typed = {"clinic": clinic.pk, "reason": "Server moved, Dr Lind asked", FIELD: new_key(keeper)}
    page = confirm(visitor, visitor.post(url, typed | {"clinic": str(clinic.pk)}))
    assert "Server moved, Dr Lind asked" in text_of(page)
    assert visitor.post(url, {"clinic": clinic.pk, "reason": " "}).status_code == 422
    assert not EmergencyAccess.objects.exists()
    assert visitor.post(url, {"clinic": clinic.pk, "reason": "Dr Lind asked"}).url == reverse("caseload")


@pytest.fixture
def post(settings):
    """Return a mail server that takes what is sent."""
    settings.SENDS_MAIL = True
    return mail.outbox


@pytest.fixture
def begin(keeper, clinic, client_for, django_capture_on_commit_callbacks):
    """Take emergency access by its page, up to what follows once it is stored."""

    def ask():
        typed = {"clinic": clinic.pk, "reason": "Ada Müller has called, Dr Lind asked"}
        with django_capture_on_commit_callbacks(execute=True):
            return client_for(keeper).post(reverse("emergency-access"), typed)

    return ask


def noted():
    events = AccessEvent.objects.filter(kind="emergency").order_by("pk")
    return list(events.values_list("what", flat=True))


def test_the_managers_are_written_to_without_a_word_about_a_patient(begin, post, clinic, manager, patient):
    User.objects.filter(pk=manager.pk).update(email="manager@example.org")
    UserFactory(clinic=clinic, role="manager", email="second@example.org")
    assert begin().url == reverse("caseload")
    assert [one.to for one in post] == [["manager@example.org"], ["second@example.org"]]
    letter = post[0]
    assert letter.subject == "Emergency access to the records of Harbour Physiotherapy"
    assert f"{timezone.localdate():%d-%b-%Y}" in letter.body
    said = f"{letter.subject} {letter.body} {letter.message().as_string()}".casefold()
    assert [word for word in ("ada", "müller", "lind", patient.reference.casefold()) if word in said] == []
    assert noted() == ["emergency-access, begun", "emergency-access, managers written to: 2"]


def test_nobody_else_is_written_to(begin, post, clinic, other_clinic, manager):
    UserFactory(clinic=clinic, role="manager", email="gone@example.org", is_active=False)
    UserFactory(clinic=clinic, role="physiotherapist", email="physio@example.org")
    UserFactory(clinic=other_clinic, role="manager", email="elsewhere@example.org")
    begin()
    assert post == []
    assert noted()[-1] == "emergency-access, managers written to: 0"


@pytest.mark.parametrize("fault", [ConnectionRefusedError, SMTPRecipientsRefused, TimeoutError])
def test_a_letter_that_fails_loses_nothing(fault, begin, post, manager, clinic, monkeypatch, caplog):
    def fail(_letter):
        raise fault({"manager@example.org": (550, b"Ada")})

    User.objects.filter(pk=manager.pk).update(email="manager@example.org")
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert begin().url == reverse("caseload")
    assert EmergencyAccess.objects.get().clinic == clinic
    assert noted() == ["emergency-access, begun", "emergency-access, managers written to: 0"]
    assert f"was not written to about emergency access: {fault.__name__}" in caplog.text
    assert "example.org" not in caplog.text


def test_the_letter_leaves_after_the_access_is_stored(
    keeper, clinic, manager, post, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=manager.pk).update(email="manager@example.org")
    with django_capture_on_commit_callbacks() as waiting:
        begin_emergency_access(clinic=clinic, reason="Dr Lind asked", by=keeper)
        assert post == []
    assert len(waiting) == 1


def test_without_a_mail_server_the_page_says_who_has_to_be_told(begin, keeper, manager, client_for, settings):
    User.objects.filter(pk=manager.pk).update(email="manager@example.org")
    assert not settings.SENDS_MAIL
    page = text_of(client_for(keeper).get(reverse("emergency-access")))
    assert "This installation sends no e-mail: tell the manager yourself." in page
    begin()
    assert mail.outbox == []
    assert noted()[-1] == "emergency-access, managers written to: 0"


def test_a_manager_records_where_to_write_to(client_for, manager):
    visitor, url = client_for(manager), reverse("staff-edit", args=[manager.pk])
    sent = {"version": "1", "first_name": "Mo", "last_name": "Lund", "role": "manager"}
    assert visitor.post(url, sent | {"email": "nowhere"}).status_code == 422
    assert visitor.post(url, sent | {"email": "mo@example.org"}).status_code == 302
    assert User.objects.get(pk=manager.pk).email == "mo@example.org"
    assert "mo@example.org" in text_of(visitor.get(reverse("staff-detail", args=[manager.pk])))


@pytest.mark.parametrize("person", ["physio", "manager", "librarian"])
def test_nobody_else_may_ask(person, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(reverse("emergency-access")).status_code == 403


def test_somebody_with_a_role_gets_no_second_clinic(physio, other_clinic, client_for):
    User.objects.filter(pk=physio.pk).update(is_superuser=True)
    begin_emergency_access(clinic=other_clinic, reason="Trying", by=physio)
    patient = PatientFactory(clinic=other_clinic)
    assert client_for(physio).get(patient.get_absolute_url()).status_code == 404
