"""A physiotherapist asks for a record to be erased; the manager decides."""

import pytest
from django.urls import reverse

from clinic.actions.erasure_requests import ask_for_erasure, decline_erasure
from clinic.models import AccessEvent, ErasureRequest
from clinic.policies import Refused
from tests.clinic.typed import text_of

pytestmark = pytest.mark.usefixtures("library")
WISH = "Asked for it in writing"


@pytest.fixture
def asked(patient, physio):
    return ask_for_erasure(patient=patient, reason=WISH, by=physio)


def test_what_a_physiotherapist_passes_on_is_seen_by_the_manager_without_a_name(
    patient, physio, manager, client_for
):
    desk = client_for(physio)
    answer = desk.post(reverse("erasure-ask", args=[patient.pk]), {"reason": WISH})
    assert answer.url == patient.get_absolute_url()
    assert "The manager has not answered yet." in text_of(desk.get(answer.url))
    page = text_of(client_for(manager).get(reverse("record-list")))
    assert WISH in page
    assert patient.reference in page
    assert patient.family_name not in page
    assert AccessEvent.objects.filter(kind="change", what="erasure-ask", patient=patient).exists()


def test_the_manager_says_why_it_is_kept_and_whoever_asked_reads_it(asked, physio, manager, client_for):
    url = reverse("erasure-decline", args=[asked.pk])
    assert WISH in text_of(client_for(manager).get(url))
    client_for(manager).post(url, {"answer": "Kept by law until 2036"})
    assert "Kept by law until 2036" in text_of(client_for(physio).get(asked.patient.get_absolute_url()))
    assert WISH not in text_of(client_for(manager).get(reverse("record-list")))
    ask_for_erasure(patient=asked.patient, reason="Once more", by=physio)
    assert ErasureRequest.objects.count() == 2


def test_one_request_waits_and_is_answered_once(asked, physio, manager, client_for):
    again = client_for(physio).post(reverse("erasure-ask", args=[asked.patient_id]), {"reason": WISH})
    assert again.status_code == 422
    assert "The manager has been asked already" in text_of(again)
    decline_erasure(request=asked, answer="Kept", by=manager)
    with pytest.raises(Refused, match="answered already"):
        decline_erasure(request=asked, answer="Kept", by=manager)


@pytest.mark.parametrize(("name", "field"), [("erasure-ask", "reason"), ("erasure-decline", "answer")])
def test_an_empty_sentence_is_refused(name, field, asked, physio, manager, client_for):
    user, pk = (physio, asked.patient_id) if name == "erasure-ask" else (manager, asked.pk)
    assert client_for(user).post(reverse(name, args=[pk]), {field: "  "}).status_code == 422


@pytest.mark.parametrize(
    ("name", "person", "status"),
    [
        ("erasure-ask", "stranger", 404),
        ("erasure-ask", "manager", 403),
        ("erasure-ask", "librarian", 403),
        ("erasure-decline", "physio", 403),
        ("erasure-decline", "librarian", 403),
    ],
)
def test_others_are_refused(name, person, status, asked, request, client_for):
    pk = asked.patient_id if name == "erasure-ask" else asked.pk
    client = client_for(request.getfixturevalue(person))
    assert client.get(reverse(name, args=[pk])).status_code == status
    assert client.delete(reverse(name, args=[pk])).status_code in (status, 405)
