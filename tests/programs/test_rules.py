"""The page of all rules: everything the engine reads stands on it."""

import dataclasses

import pytest
from django.urls import reverse
from django.utils.html import escape

from exercises.models import Exercise
from programs.rulebook.overview import overview
from programs.rules.loading import default_table

URL = reverse("rules")
TABLE = default_table()


@pytest.fixture
def shown_page(client_for, physio, library):
    return client_for(physio).get(URL).content.decode()


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_them(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 200


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_someone_without_a_role_is_refused(client_for, physio):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(URL).status_code == 403


def test_it_rejects_post(client_for, physio):
    assert client_for(physio).post(URL).status_code == 405


def test_every_condition_is_linked(shown_page):
    missing = [slug for slug in TABLE.conditions if reverse("rules-condition", args=[slug]) not in shown_page]
    assert missing == []


@pytest.mark.parametrize("kind", ["explicit", "patient", "gates", "red_flags", "stop_symptoms"])
def test_every_sentence_of_the_tables_is_on_the_page(shown_page, kind):
    sentences = {
        "explicit": [rule.reason for rule in TABLE.explicit],
        "patient": [rule.reason for rule in TABLE.patient.all.values()],
        "gates": [gate.message for gate in (*TABLE.gates.by_id.values(), TABLE.gates.under_age)],
        "red_flags": [flag.label for flag in TABLE.red_flags.values()],
        "stop_symptoms": [symptom.label for symptom in TABLE.stop_symptoms.values()],
    }[kind]
    assert [one for one in sentences if escape(one) not in shown_page] == []


def test_every_source_has_a_place_to_land(shown_page):
    assert [code for code in TABLE.sources if f'id="source-{code}"' not in shown_page] == []


def test_no_code_of_the_rule_files_is_left(shown_page):
    assert [
        code for code in ("ces_", "block_", "fault_pattern", "axial_compression") if code in shown_page
    ] == []


def test_the_version_of_the_rules_is_shown(shown_page):
    assert TABLE.digest[:12] in shown_page


def test_the_page_says_what_nobody_has_reviewed(shown_page):
    assert f"{len(TABLE.reviews)} of {len(TABLE.reviews)} rule files carry no signature" in shown_page


def test_an_overdue_review_is_named(library, today):
    signed = dataclasses.replace(
        TABLE.reviews[0], reviewed_by="Dr Jo Lind", reviewed_on="2025-01-01", review_due="2026-01-01"
    )
    table = dataclasses.replace(TABLE, reviews=(signed, *TABLE.reviews[1:]))
    assert overview(table, today)["overdue"] == (signed,)


def test_rules_name_the_exercises_they_speak_about(shown_page):
    assert reverse("exercise-detail", args=["conventional-deadlift"]) in shown_page


def test_a_retired_exercise_is_not_linked(client_for, physio, library):
    Exercise.objects.filter(slug="jump-squat").update(status="retired")
    assert reverse("exercise-detail", args=["jump-squat"]) not in client_for(physio).get(URL).content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow(rows, client_for, physio, library, django_assert_num_queries):
    kept = list(library.values_list("pk", flat=True)[:rows])
    Exercise.objects.exclude(pk__in=kept).update(status="retired")
    visitor = client_for(physio)
    # session, user, names of exercises
    with django_assert_num_queries(3):
        visitor.get(URL)
