"""The answer to a returned log: emergency first, then each exercise's step with its reason."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.models import CheckIn, Program, WeekDose
from tests.programs.logs import EMERGENCY, RADIATING, correct, decide, enter, running, url_of
from tests.programs.steps import text_of

ANSWER = "Your decision"


@pytest.fixture
def check_in(issued, physio, client_for):
    return enter(client_for(physio), issued)


def page_of(check_in, client):
    return text_of(client.get(url_of("check-in-detail", check_in)))


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, check_in, client_for, request):
    visitor = client_for(request.getfixturevalue(person))
    assert visitor.get(url_of("check-in-detail", check_in)).status_code == 200


def test_strangers_find_nothing(check_in, stranger, client_for):
    assert client_for(stranger).get(url_of("check-in-detail", check_in)).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, check_in, client_for, request):
    visitor = client_for(request.getfixturevalue(person))
    assert visitor.get(url_of("check-in-detail", check_in)).status_code == 403


def test_visitors_are_asked_to_sign_in(check_in, client):
    assert client.get(url_of("check-in-detail", check_in)).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(check_in, physio, client_for):
    assert client_for(physio).post(url_of("check-in-detail", check_in)).status_code == 405


def test_looking_is_on_record(check_in, colleague, client_for):
    page_of(check_in, client_for(colleague))
    assert AccessEvent.objects.filter(user=colleague, what__startswith="check-in-detail").exists()


def test_every_exercise_has_its_step_and_the_reason(check_in, physio, client_for):
    page = page_of(check_in, client_for(physio))
    assert "Step forward</span> 2 × 12" in page
    assert "+2 reps per set." in page
    assert "Same again</span> 2 × 5 min" in page
    assert ANSWER in page


def test_bladder_and_bowel_come_before_anything_else(issued, physio, client_for):
    page = page_of(
        enter(client_for(physio), issued, stop_symptoms=[RADIATING, EMERGENCY]), client_for(physio)
    )
    main = page[page.index("<main") :]
    words = (
        "Emergency: possible cauda equina syndrome",
        "emergency care now",
        "Review before anything goes on",
    )
    places = [main.index(one) for one in words]
    assert places == sorted(places)
    assert "Emergency number 112" in main
    assert ANSWER not in main


def test_another_stop_asks_for_a_review_without_the_emergency(issued, physio, client_for):
    page = page_of(enter(client_for(physio), issued, stop_symptoms=[RADIATING]), client_for(physio))
    assert "Review before anything goes on" in page
    assert "cauda equina" not in page
    assert ANSWER not in page


def test_a_suspension_without_a_symptom_can_be_reviewed_too(issued, physio, client_for):
    page = page_of(enter(client_for(physio), issued, weeks_missed=5), client_for(physio))
    assert "Review before anything goes on" in page
    assert ANSWER not in page


def test_the_weeks_own_form_of_an_exercise_is_named(issued, physio, client_for):
    banded = Exercise.objects.get(slug="leg-press-calf-raise")
    WeekDose.objects.filter(item__exercise__slug="leg-press", item__program=issued).update(exercise=banded)
    page = page_of(enter(client_for(physio), issued), client_for(physio))
    assert f'<th scope="row">{banded.name}</th>' in page


def test_a_correction_says_who_wrote_what_before(check_in, colleague, client_for):
    correct(client_for(colleague), check_in, sessions_done=1)
    page = page_of(check_in, client_for(colleague))
    assert "Corrected 23-Nov-2026 12:00 by Ben Cole. Before, it said 3 of 3 sessions (by Anna Berg" in page
    assert "Entered 23-Nov-2026 12:00 by Anna Berg. 1 of 3 sessions done." in page


def test_an_answer_that_another_week_changed_is_no_correction(issued, colleague, client_for):
    red = {"leg-press": {"pain_during": 9}}
    client = client_for(colleague)
    week = enter(client, issued, week=2, rows=red)
    first = enter(client, issued, week=1, rows=red)
    correct(client, first, rows=red, sessions_done=1)
    correct(client, first)
    assert CheckIn.objects.get(pk=week.pk).version > 1
    assert "Corrected 23-Nov-2026" not in page_of(week, client)
    assert "Corrected 23-Nov-2026" in page_of(first, client)


def test_an_accepted_week_links_to_the_next_version(check_in, physio, client_for):
    decide(client_for(physio), "check-in-accept", check_in)
    page = page_of(check_in, client_for(physio))
    assert CheckIn.objects.get().next_version.get_absolute_url() in page
    assert "Correct this entry" not in page
    assert ANSWER not in page


def test_a_programme_that_stays_suspended_offers_nothing_to_accept(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, stop_symptoms=[RADIATING])
    decide(client_for(physio), "check-in-review", check_in, {"note": "Sent to the doctor"})
    page = page_of(check_in, client_for(physio))
    assert "Sent to the doctor The programme stays suspended" in page
    assert "Accept and make the next version" not in page
    assert Program.objects.get(pk=issued.pk).status == "suspended"


def test_a_stop_that_may_go_on_says_so(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, stop_symptoms=[RADIATING])
    decide(client_for(physio), "check-in-review", check_in, {"note": "Settled", "resume": "1"})
    page = page_of(check_in, client_for(physio))
    assert "Settled The programme goes on as printed, unless you make the next version below." in page
    assert "Accept and make the next version" in page


@pytest.mark.parametrize("count", [3, 20])
def test_the_page_asks_the_database_as_often_for_many_exercises_as_for_few(
    count, draft, physio, client_for, django_assert_num_queries
):
    slugs = Exercise.objects.published().filter(reps_min__gt=0).order_by("slug")
    program = running(draft, *slugs.values_list("slug", flat=True)[:count])
    check_in = enter(client_for(physio), program)
    visitor = client_for(physio)
    with django_assert_num_queries(37):
        visitor.get(url_of("check-in-detail", check_in))
