"""A second look at the person, minutes after signing in, before accounts are changed and whole records leave or end."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.form_key import FIELD, new_key
from clinic.models import AccessEvent, Erasure, HeldForm, User
from tests.clinic.typed import text_of
from tests.factories import PASSWORD, CaseFactory

CONFIRM = reverse("account_reauthenticate")
MINUTE, HOUR = 60, 3600
NEW = {"username": "ida.holm", "first_name": "Ida", "last_name": "Holm", "role": "physiotherapist"}


def confirm(visitor, answer, **more):
    """Give the password where `answer` asks for it, and follow to where that leads."""
    assert answer.url.startswith(CONFIRM)
    asked = visitor.get(answer.url)
    back = asked.context["redirect_field_value"]
    return visitor.post(asked.request["PATH_INFO"], {"password": PASSWORD, "next": back} | more, follow=True)


@pytest.mark.parametrize("name", ["staff-add", "retention-edit"])
def test_minutes_after_signing_in_a_manager_is_asked_first(name, manager, client_for):
    assert client_for(manager, ago=4 * MINUTE).get(reverse(name)).status_code == 200
    assert client_for(manager, ago=6 * MINUTE).get(reverse(name)).url.startswith(CONFIRM)


def test_what_was_typed_comes_back_and_is_saved_by_one_press(manager, client_for):
    visitor = client_for(manager, ago=HOUR)
    page = confirm(visitor, visitor.post(reverse("staff-add"), NEW | {FIELD: new_key(manager)}))
    assert "nothing has been saved yet" in text_of(page)
    assert "ida.holm" in text_of(page)
    assert not User.objects.filter(username="ida.holm").exists()
    visitor.post(reverse("staff-add"), dict(page.context["typed"]))
    assert User.objects.filter(username="ida.holm").exists()
    assert not HeldForm.objects.exists()


def test_a_record_is_taken_out_by_who_has_confirmed(patient, physio, client_for):
    visitor, url = client_for(physio, ago=HOUR), reverse("patient-export", args=[patient.pk])
    page = confirm(visitor, visitor.get(url))
    assert patient.full_name in text_of(page)
    assert not AccessEvent.objects.filter(kind="export").exists()
    assert visitor.post(url)["Content-Type"] == "application/zip"
    assert AccessEvent.objects.filter(kind="export", patient=patient).count() == 1


def test_a_record_is_not_erased_by_a_passer_by(patient, physio, manager, client_for, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    CaseFactory(patient=patient, lead=physio, opened_on=date(2015, 1, 1), closed_on=date(2016, 1, 1))
    visitor, url = client_for(manager, ago=HOUR), reverse("record-erase", args=[patient.pk])
    typed = {"reference": patient.reference, "reason": "Time is over", FIELD: new_key(manager)}
    page = confirm(visitor, visitor.post(url, typed))
    assert not Erasure.objects.exists()
    visitor.post(url, dict(page.context["typed"]))
    assert Erasure.objects.get().patient == patient


def test_ending_sessions_asks_as_well(physio, client_for):
    visitor = client_for(physio, ago=HOUR)
    assert visitor.get(reverse("usersessions_list")).status_code == 200
    assert visitor.post(reverse("usersessions_list")).url.startswith(CONFIRM)
