"""A form sent twice is stored once, and both get the same answer."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clinic.form_key import FIELD, new_key, submission_digest
from clinic.models import AccessEvent, Case, Patient, Submission
from tests.clinic.typed import CASE, PATIENT

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OURS = ("clinic", "exercises", "programs", "handouts")
# The patient search only looks something up; nothing is stored.
STORES_NOTHING = {"programs/check_in_find.html"}
# Sends a form again under the key it had.
SENDS_AGAIN = {"clinic/held_form.html"}

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio):
    client = client_for(physio)
    return lambda key, **changes: client.post(reverse("patient-add"), PATIENT | {FIELD: key} | changes)


def test_a_form_sent_twice_is_stored_once_and_answered_alike(send, physio):
    key = new_key(physio)
    first, again = send(key), send(key)
    assert Patient.objects.count() == 1
    assert (again.status_code, again.url) == (302, first.url)
    assert AccessEvent.objects.filter(what="patient-add").count() == 1


def test_going_back_and_typing_something_else_is_a_new_form(send, physio):
    key = new_key(physio)
    send(key)
    send(key, family_name="Lind")
    assert sorted(Patient.objects.values_list("family_name", flat=True)) == ["Lind", "Ström"]


def test_a_refused_form_is_not_remembered(send, physio):
    key = new_key(physio)
    assert send(key, family_name="").status_code == 422
    assert Submission.objects.count() == 0
    assert send(key).status_code == 302


def test_the_key_of_somebody_else_or_an_invented_one_holds_nothing_back(send, colleague):
    for key in (new_key(colleague), "invented", ""):
        assert send(key).status_code == 302 or Patient.objects.exists()
    assert Submission.objects.count() == 0


def test_the_same_text_on_another_page_is_another_form(client_for, physio, patient):
    other = type(patient).objects.create(
        clinic=patient.clinic, reference="P-2", family_name="B", given_name="B", born_on=patient.born_on
    )
    key, client = new_key(physio), client_for(physio)
    typed = CASE | {"lead": physio.pk, FIELD: key}
    for one in (patient, other, patient):
        assert client.post(reverse("case-open", args=[one.pk]), typed).status_code == 302
    assert Case.objects.count() == 2


def test_another_file_under_the_same_words_is_another_form(rf, physio):
    key = new_key(physio)

    def digest(content):
        request = rf.post("/", {FIELD: key, "file": SimpleUploadedFile("a.csv", content)})
        request.user = physio
        found = submission_digest(request)
        assert request.FILES["file"].read() == content
        return found

    assert digest(b"one") == digest(b"one")
    assert digest(b"one") != digest(b"two")


def test_each_page_hands_out_a_key_of_its_own(client_for, physio):
    client = client_for(physio)
    pages = [client.get(reverse("patient-add")).content.decode() for _ in range(2)]
    keys = {re.search(rf'name="{FIELD}" value="([^"]+)"', page)[1] for page in pages}
    assert len(keys) == 2


def test_every_form_that_stores_something_carries_a_key():
    keyless = []
    for path in (one for app in OURS for one in (TEMPLATES / app).rglob("*.html")):
        name = str(path.relative_to(TEMPLATES))
        forms = re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL)
        bare = [one for one in forms if "form_key" not in one and "_step_fields.html" not in one]
        if name in SENDS_AGAIN:
            bare = bare[1:]
        keyless += [name for _ in bare if name not in STORES_NOTHING]
    assert keyless == []
