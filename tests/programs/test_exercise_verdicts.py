"""One exercise over all conditions and stages."""

import pytest
from django.urls import reverse

from exercises.models import Exercise
from programs.rules.loading import default_table

TABLE = default_table()


def url(slug="romanian-deadlift"):
    return reverse("exercise-verdicts", args=[slug])


def rows(client, slug="romanian-deadlift"):
    found = client.get(url(slug)).context["rows"]
    return {row.slug: [cell.verdict for cell in row.cells] for row in found}


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_it(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(url()).status_code == 200


def test_someone_without_a_role_is_refused(client_for, physio, library):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(url()).status_code == 403


def test_visitors_are_asked_to_sign_in(client, library):
    assert client.get(url()).url.startswith(reverse("account_login"))


def test_it_rejects_post(physio, client_for, library):
    assert client_for(physio).post(url()).status_code == 405


def test_an_unknown_exercise_is_not_found(physio, client_for, library):
    assert client_for(physio).get(url("flying-carpet")).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("physio", 404), ("librarian", 200)])
def test_what_is_not_published_is_there_for_librarians_only(person, status, request, client_for, library):
    Exercise.objects.filter(slug="romanian-deadlift").update(status="draft")
    assert client_for(request.getfixturevalue(person)).get(url()).status_code == status


def test_every_condition_has_a_verdict_in_every_stage(physio, client_for, library):
    found = rows(client_for(physio))
    assert sorted(found) == sorted(TABLE.conditions)
    assert {len(cells) for cells in found.values()} == {3}


def test_the_verdicts_are_those_of_the_rules(physio, client_for, library):
    found = rows(client_for(physio))
    assert found["disc-herniation"] == ["avoid", "avoid", "avoid"]
    assert found["nonspecific-chronic-lbp"] == ["avoid", "caution", "caution"]
    assert found["si-joint-pain"] == ["avoid", "ok", "ok"]


def test_a_form_fault_is_always_left_out(physio, client_for, library):
    found = rows(client_for(physio), "leg-press-deep-range")
    assert {verdict for cells in found.values() for verdict in cells} == {"avoid"}


def test_verdicts_are_said_in_words_and_each_leads_to_its_reason(physio, client_for, library):
    page = client_for(physio).get(url()).content.decode()
    why = reverse("rules-why", args=["romanian-deadlift", "si-joint-pain", "subacute"])
    cell = page[page.index(f'href="{why}"') :][:700]
    assert "Fine</span>" in cell
    assert "Sacroiliac joint pain, subacute, step by step" in cell


def test_the_counts_add_up(physio, client_for, library):
    counts = dict(client_for(physio).get(url()).context["counts"])
    assert sum(counts.values()) == 3 * len(TABLE.conditions)


def test_the_page_of_the_exercise_links_here(physio, client_for, library):
    page = client_for(physio).get(reverse("exercise-detail", args=["romanian-deadlift"])).content.decode()
    assert f'href="{url()}"' in page


def test_it_asks_the_database_eight_times(physio, client_for, library, django_assert_num_queries):
    visitor = client_for(physio)
    # session, user, exercise, state of the library, and the library with three kinds of links
    with django_assert_num_queries(8):
        visitor.get(url())
