"""One exercise: what the patient reads, and what the clinician wants to know."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.dose_words import NBSP, amount, dose_facts, tempo
from exercises.models import Exercise, ExerciseText


def url(slug):
    return reverse("exercise-detail", args=[slug])


@pytest.fixture
def shown_page(client_for, physio, library):
    """Return a function that opens an exercise as a physiotherapist: `shown_page("leg-press")`."""
    visitor = client_for(physio)
    return lambda slug: visitor.get(url(slug)).content.decode()


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_it(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(url("leg-press")).status_code == 200


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(url("leg-press")).status_code == 302


def test_someone_without_a_role_is_refused(client_for, physio, library):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(url("leg-press")).status_code == 403


def test_it_rejects_post(client_for, physio):
    assert client_for(physio).post(url("leg-press")).status_code == 405


def test_an_unknown_exercise_is_not_found(client_for, physio, library):
    assert client_for(physio).get(url("no-such-thing")).status_code == 404


def test_every_language_is_named_and_runs_in_its_direction(shown_page):
    page = shown_page("glute-bridge")
    assert "English · Awaiting" in page
    assert "German · Awaiting" in page
    assert "Arabic · Awaiting" in page
    assert (page.count('class="as-printed" dir="ltr"'), page.count('class="as-printed" dir="rtl"')) == (2, 1)


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_what_is_not_published_is_hidden_from_clinicians(status, client_for, physio, library):
    Exercise.objects.filter(slug="leg-press").update(status=status)
    assert client_for(physio).get(url("leg-press")).status_code == 404


def test_librarians_see_what_is_retired_and_that_it_is(client_for, librarian, library):
    Exercise.objects.filter(slug="leg-press").update(status="retired")
    assert (
        "Retired. Only librarians see this page"
        in client_for(librarian).get(url("leg-press")).content.decode()
    )


def test_both_names_are_shown(shown_page, library):
    text = library.get(slug="leg-press").texts.get(language="en")
    shown = shown_page("leg-press")
    assert "Leg press (strict form)" in shown
    assert text.name in shown


def test_the_patients_text_is_shown_whole(shown_page, library):
    text = library.get(slug="leg-press").texts.get(language="en")
    shown = shown_page("leg-press")
    parts = [text.purpose, text.setup, *text.steps, text.feel, text.easier, text.harder, text.not_like_this]
    assert [part for part in parts if part.replace("'", "&#x27;") not in shown] == []


def test_a_text_nobody_reviewed_says_so(shown_page):
    assert "English · Awaiting clinical review" in shown_page("leg-press")


def test_a_reviewed_text_names_person_and_day(shown_page, library, physio):
    day = timezone.datetime(2026, 11, 2).date()
    ExerciseText.objects.filter(exercise__slug="leg-press").update(reviewed_by=physio, reviewed_on=day)
    assert "Reviewed by Anna Berg on 02-Nov-2026" in shown_page("leg-press")


def test_every_demand_has_a_number_a_word_and_a_meaning(shown_page):
    shown = shown_page("barbell-back-squat")
    assert '<span class="ordinal ordinal-4">4</span> very high' in shown
    assert "near or above the 6400 N limit for work" in shown


def test_the_evidence_class_is_explained(shown_page):
    assert "A published number or ranking exists for this exercise." in shown_page("barbell-back-squat")


def test_caution_comes_with_reason_and_modifications(shown_page):
    shown = shown_page("barbell-back-squat")
    assert "The bar sits on top of the spine" in shown
    assert "Use a safety bar, goblet, dumbbell or box version" in shown


def test_a_picture_seen_from_above_says_so(shown_page, library):
    """A person on a mat, drawn from above, looks like one who stands in front of a wall."""
    shown, alt = shown_page("knee-rolls"), library.get(slug="knee-rolls").texts.get(language="en").alt
    assert f'alt="Seen from above. {alt}"' in shown
    assert "1. Start. Seen from above</figcaption>" in shown
    assert "2. Finish. Seen from above</figcaption>" in shown


def test_a_picture_seen_from_the_side_or_the_front_does_not(shown_page):
    assert "Seen from above" not in shown_page("leg-press") + shown_page("wall-angel")


def test_what_goes_to_and_fro_has_neither_start_nor_finish(shown_page):
    shown = shown_page("pelvic-tilt")
    assert "1. Like this</figcaption>" in shown
    assert "2. Then like this</figcaption>" in shown


def test_a_draft_whose_pose_cannot_be_drawn_can_still_be_opened(client_for, librarian, library):
    exercise = library.get(slug="knee-rolls")
    exercise.figure.pose["base"]["pin"] = ["no such point", [0, 0]]
    exercise.figure.save()
    Exercise.objects.filter(pk=exercise.pk).update(status="draft")
    page = client_for(librarian).get(url("knee-rolls"))
    assert page.status_code == 200
    assert "Seen from above" not in page.content.decode()


def test_alternatives_are_linked_with_why(shown_page, library):
    way = library.get(slug="barbell-back-squat").alternatives.first()
    assert f'<a href="{url(way.replacement.slug)}">{way.replacement.name}</a>: {way.why}' in shown_page(
        "barbell-back-squat"
    )


def test_a_retired_alternative_is_not_offered(shown_page, library):
    Exercise.objects.filter(slug="belt-squat").update(status="retired")
    assert url("belt-squat") not in shown_page("barbell-back-squat")


def test_the_chain_runs_from_easier_to_harder(client_for, physio, library):
    steps = client_for(physio).get(url("goblet-squat")).context["chain"]
    expected = library.filter(chain="squat").order_by("chain_order").values_list("name", flat=True)
    assert [step.name for step in steps] == list(expected)


def test_sources_lead_to_the_rules_page(shown_page):
    shown = shown_page("barbell-back-squat")
    assert f'<a href="{reverse("rules")}#source-HART16">HART16</a>' in shown


def test_a_form_fault_is_no_exercise(shown_page):
    assert "This is a form fault to recognise, not an exercise to give" in shown_page("leg-press-deep-range")


def test_query_count_is_fixed(client_for, physio, library, django_assert_max_num_queries):
    visitor = client_for(physio)
    with django_assert_max_num_queries(10):
        visitor.get(url("barbell-back-squat"))


def exercise(**changes):
    return Exercise(**{"sets": 3, "days_min": 2, "days_max": 3, "rest_s": 90} | changes)


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"reps_min": 6, "reps_max": 10}, f"3{NBSP}sets of 6–10{NBSP}times"),
        ({"reps_min": 8, "reps_max": 8, "per_side": True}, f"3{NBSP}sets of 8{NBSP}times, each side"),
        (
            {"reps_min": 8, "reps_max": 10, "hold_s_min": 5, "hold_s_max": 8},
            f"3{NBSP}sets of 8–10{NBSP}times, each held 5–8{NBSP}s",
        ),
        ({"hold_s_min": 30, "hold_s_max": 30}, f"3{NBSP}holds of 30{NBSP}s"),
        ({"sets": 1, "minutes_min": 5, "minutes_max": 10}, f"1{NBSP}bout of 5–10{NBSP}minutes"),
    ],
)
def test_doses_read_with_units(dose, words):
    assert amount(exercise(**dose)) == words


def test_what_a_dose_does_not_state_is_left_out():
    assert [what for what, _ in dose_facts(exercise(reps_min=8, reps_max=8))] == [
        "Amount",
        "Rest",
        "Days a week",
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [("3-1-2", f"3{NBSP}s down, 1{NBSP}s pause, 2{NBSP}s up"), ("slow steps", "slow steps")],
)
def test_tempo_reads_in_words(code, words):
    assert tempo(code) == words


def test_exercises_of_every_kind_can_be_shown(client_for, physio, library):
    visitor = client_for(physio)
    one_of_each = {exercise.category: exercise for exercise in library}.values()
    assert [one.slug for one in one_of_each if visitor.get(one.get_absolute_url()).status_code != 200] == []
