"""Who gets into the pages that edit the library, by which method, and what is not there."""

import pytest
from django.urls import reverse

from exercises import actions
from tests.exercises.editing.steps import change, hand_in

FOR_LIBRARIANS = ["library-work", "exercise-add"]
OF_EXERCISE = [
    "exercise-edit",
    "exercise-duplicate",
    "exercise-revisions",
    "exercise-impact",
    "exercise-retire",
]
POST_ONLY = [
    "exercise-submit",
    "exercise-approve",
    "exercise-return",
    "proposal-withdraw",
    "proposal-refresh",
    "exercise-bring-back",
]
GET_ONLY = ["library-work", "suggestion-list", "exercise-edit", "exercise-revisions", "exercise-impact"]
PARTS = [
    "facts",
    "coaching",
    "demands",
    "dose",
    "words-en",
    "words-de",
    "picture",
    "alternatives",
    "chain",
]


def url(name, slug="goblet-squat"):
    return reverse(name) if name in [*FOR_LIBRARIANS, "suggestion-list"] else reverse(name, args=[slug])


@pytest.mark.parametrize("name", [*FOR_LIBRARIANS, *OF_EXERCISE])
def test_librarians_get_in(name, client_for, librarian, library):
    assert client_for(librarian).get(url(name)).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_librarians_open_every_part(part, client_for, librarian, library):
    address = reverse("exercise-part", args=["goblet-squat", part])
    assert client_for(librarian).get(address).status_code == 200


@pytest.mark.parametrize("person", ["physio", "manager"])
@pytest.mark.parametrize("name", [*FOR_LIBRARIANS, *OF_EXERCISE])
def test_others_do_not_read(name, person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(url(name)).status_code == 403


@pytest.mark.parametrize("person", ["physio", "manager"])
@pytest.mark.parametrize("name", [*POST_ONLY, "exercise-add", "exercise-duplicate", "exercise-retire"])
def test_others_do_not_write(name, person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).post(url(name)).status_code == 403


@pytest.mark.parametrize("person", ["physio", "manager"])
def test_others_neither_edit_parts_nor_restore_nor_answer(person, request, client_for, draft, physio):
    visitor = client_for(request.getfixturevalue(person))
    asked = actions.suggest_change(exercise=draft, about="", text="Shorter.", by=physio)
    assert visitor.post(reverse("exercise-part", args=["goblet-squat", "dose"])).status_code == 403
    assert visitor.post(reverse("exercise-restore", args=[draft.slug, 1])).status_code == 403
    assert visitor.get(reverse("suggestion-answer", args=[asked.pk])).status_code == 403


@pytest.mark.parametrize("name", GET_ONLY)
def test_pages_reject_post(name, client_for, librarian, library):
    assert client_for(librarian).post(url(name)).status_code == 405


@pytest.mark.parametrize("name", POST_ONLY)
def test_steps_reject_get(name, client_for, librarian, library):
    assert client_for(librarian).get(url(name)).status_code == 405


def test_restoring_rejects_get(client_for, librarian, draft):
    assert client_for(librarian).get(reverse("exercise-restore", args=[draft.slug, 1])).status_code == 405


def test_visitors_are_asked_to_sign_in(client, library):
    assert client.get(url("exercise-edit")).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [*OF_EXERCISE, *POST_ONLY])
def test_an_unknown_exercise_is_not_found(name, client_for, librarian, library):
    method = "post" if name in POST_ONLY else "get"
    assert getattr(client_for(librarian), method)(url(name, "flying-carpet")).status_code == 404


@pytest.mark.parametrize("part", ["wings", "words-xx", "words"])
def test_an_unknown_part_is_not_found(part, client_for, librarian, library):
    address = reverse("exercise-part", args=["goblet-squat", part])
    assert client_for(librarian).get(address).status_code == 404


@pytest.mark.parametrize("name", ["proposal-withdraw", "proposal-refresh"])
def test_a_change_that_is_not_there_is_not_found(name, client_for, librarian, library):
    assert client_for(librarian).post(url(name)).status_code == 404


@pytest.mark.parametrize("person", ["physio", "manager", "librarian"])
def test_everybody_may_suggest_and_read_their_own(person, request, client_for, library):
    visitor = client_for(request.getfixturevalue(person))
    assert visitor.get(url("suggestion-add")).status_code == 200
    assert visitor.get(url("suggestion-list")).status_code == 200


def test_a_draft_is_not_there_for_a_physiotherapists_suggestion(client_for, physio, draft):
    assert client_for(physio).get(url("suggestion-add", draft.slug)).status_code == 404


@pytest.mark.parametrize(
    ("name", "most"),
    [("library-work", 19), ("exercise-edit", 16), ("exercise-revisions", 14), ("exercise-impact", 30)],
)
def test_pages_ask_the_database_a_bounded_number_of_times(
    name, most, client_for, librarian, squat, django_assert_max_num_queries
):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    visitor = client_for(librarian)
    with django_assert_max_num_queries(most):
        visitor.get(url(name))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_asks_the_database_a_bounded_number_of_times(
    part, client_for, librarian, library, django_assert_max_num_queries
):
    visitor = client_for(librarian)
    with django_assert_max_num_queries(14):
        visitor.get(reverse("exercise-part", args=["goblet-squat", part]))


def test_the_page_of_an_exercise_offers_editing_to_librarians_only(client_for, librarian, physio, library):
    address = reverse("exercise-detail", args=["goblet-squat"])
    edit = f'href="{url("exercise-edit")}"'
    assert edit in client_for(librarian).get(address).content.decode()
    assert edit not in client_for(physio).get(address).content.decode()
    assert f'href="{url("suggestion-add")}"' in client_for(physio).get(address).content.decode()
