"""Record a visit."""

import pytest
from django.urls import reverse

from clinic.models import Assessment
from tests.clinic.typed import ASSESSMENT, text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def send(client_for, physio, case):
    url = reverse("assessment-add", args=[case.pk])
    return lambda **changes: client_for(physio).post(url, ASSESSMENT | changes)


def test_a_visit_is_recorded(send, case, physio):
    assert send().url == case.get_absolute_url()
    visit = Assessment.objects.get()
    assert (visit.assessed_by, visit.nprs_worst, visit.irritability) == (physio, 5, "low")


def test_activities_are_stored_with_their_scores(send):
    send(activity_1="Putting on socks", score_1="0", activity_3="Gardening", score_3="4")
    assert Assessment.objects.get().psfs == [
        {"activity": "Putting on socks", "score": 0},
        {"activity": "Gardening", "score": 4},
    ]


def test_sensitivities_and_preference_are_stored_as_codes(send):
    send(sensitivities=["flexion", "sitting"], directional_preference="extension")
    visit = Assessment.objects.get()
    assert (visit.sensitivities, visit.directional_preference) == (["flexion", "sitting"], "extension")


def test_exercises_that_made_it_worse_are_stored_as_the_library_writes_them(send):
    send(aggravating="Leg press, jogging, ")
    assert Assessment.objects.get().aggravating_exercises == ["jogging", "leg-press"]


def test_what_is_left_empty_is_not_recorded(send):
    send(nprs_now="", nprs_worst="")
    visit = Assessment.objects.get()
    assert (visit.nprs_now, visit.nprs_worst, visit.back_extensor_hold_s) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nprs_now": "11"}, "The highest rating is 10"),
        ({"nprs_now": "6"}, "cannot be below the pain now (6)"),
        ({"irritability": ""}, "Irritability: This field is required"),
        ({"sensitivities": ["everything"]}, "Select a valid choice"),
        ({"directional_preference": "both"}, "Select a valid choice"),
        ({"directional_preference": ["extension", "flexion"]}, "Only one direction can be the one"),
        ({"has_leg_symptoms": "on"}, "Describe them"),
        ({"leg_symptoms": "Left calf"}, "tick this, or empty the description"),
        ({"activity_1": "Gardening"}, "Score “Gardening” from 0 to 10"),
        ({"score_2": "3"}, "Name the activity that was scored"),
        ({"back_extensor_hold_s": "601"}, "less than or equal to 600"),
        ({"assessed_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ({"assessed_on": "1970-11-24"}, "before the patient was born"),
    ],
)
def test_contradictions_are_refused_and_values_kept(send, changes, words):
    answer = send(**{"notes": "Long story"} | changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Long story" in text_of(answer)
    assert not Assessment.objects.exists()


def test_the_summary_leads_to_the_first_of_a_group_of_boxes(send):
    page = text_of(send(irritability=""))
    assert 'href="#id_irritability_0"' in page
    assert 'id="id_irritability_0"' in page
