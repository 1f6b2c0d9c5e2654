"""Record a diagnosis."""

import pytest
from django.urls import reverse

from clinic.models import Condition, Diagnosis
from tests.clinic.typed import DIAGNOSIS, text_of
from tests.factories import DiagnosisFactory

pytestmark = pytest.mark.usefixtures("library", "today")


def number(slug):
    return Condition.objects.get(slug=slug).pk


@pytest.fixture
def send(client_for, physio, case):
    def post(slug="disc-herniation", **changes):
        typed = DIAGNOSIS | {"condition": number(slug)} | changes
        return client_for(physio).post(reverse("diagnosis-add", args=[case.pk]), typed)

    return post


def test_a_diagnosis_is_recorded(send, case, physio):
    assert send().url == case.get_absolute_url()
    diagnosis = Diagnosis.objects.get()
    assert (diagnosis.icd10, diagnosis.recorded_by, diagnosis.clinic) == ("M51.26", physio, case.clinic)


def test_another_code_is_kept_in_capitals(send):
    send(listed_code="", other_code="m54.50")
    assert Diagnosis.objects.get().icd10 == "M54.50"


@pytest.mark.parametrize("code", ["54.50", "M5450", "M54.", "M54.50500", "MM4", "hello"])
def test_what_is_no_code_is_refused(send, code):
    assert "is not an ICD-10-CM code" in text_of(send(listed_code="", other_code=code))


def test_a_code_of_another_condition_is_refused_and_stays_chosen(send):
    page = text_of(send(listed_code="M81.0"))
    assert "M81.0 is not a code of “Lumbar disc herniation without radiculopathy”" in page
    assert '<option value="M81.0" selected>' in page


def test_two_codes_are_refused(send):
    assert "keep one of the two" in text_of(send(other_code="M54.50"))


@pytest.mark.parametrize(
    ("slug", "changes", "words"),
    [
        ("disc-herniation", {"onset_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ("disc-herniation", {"diagnosed_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ("disc-herniation", {"diagnosed_on": "2026-10-04"}, "cannot come before the onset"),
        ("disc-herniation", {"onset_on": "1970-10-04"}, "before the patient was born"),
        ("disc-herniation", {"surgery_on": "2026-09-01"}, "does not go with the date of surgery"),
        ("disc-herniation", {"fracture_on": "2026-09-01"}, "does not go with the date of the fracture"),
        ("disc-herniation", {"diagnosed_by": ""}, "Diagnosed by (name): This field is required"),
        ("disc-herniation", {"status": "resolved"}, "Select a valid choice"),
        ("post-surgical-fusion", {"listed_code": ""}, "needs the date of surgery"),
        (
            "post-surgical-fusion",
            {"listed_code": "", "surgery_on": "2026-12-01"},
            "01-Dec-2026 is in the future",
        ),
        (
            "post-surgical-fusion",
            {"listed_code": "", "surgery_on": "2026-11-01"},
            "cannot come before the date of surgery",
        ),
        ("vertebral-compression-fracture", {"listed_code": ""}, "needs the date of the fracture"),
    ],
)
def test_contradictions_are_refused_and_values_kept(send, slug, changes, words):
    answer = send(slug, **changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="L4/5"' in text_of(answer)
    assert not Diagnosis.objects.exists()


def test_a_fusion_with_its_date_is_recorded(send):
    send("post-surgical-fusion", listed_code="Z98.1", surgery_on="2026-10-01")
    assert Diagnosis.objects.get().surgery_on.isoformat() == "2026-10-01"


def test_the_same_active_condition_twice_is_refused(send, case):
    DiagnosisFactory(case=case)
    assert "recorded as active in this case already" in text_of(send())


def test_a_chosen_condition_offers_its_codes_alone(client_for, physio, case):
    url = reverse("diagnosis-add", args=[case.pk])
    page = text_of(client_for(physio).get(url, {"condition": number("osteoporosis")}))
    assert "M81.0" in page
    assert "M51.26" not in page


@pytest.mark.parametrize("chosen", ["x", "999999", "-1", "²", "9" * 40])
def test_a_meddled_choice_is_ignored(client_for, physio, case, chosen):
    url = reverse("diagnosis-add", args=[case.pk])
    assert client_for(physio).get(url, {"condition": chosen}).status_code == 200
