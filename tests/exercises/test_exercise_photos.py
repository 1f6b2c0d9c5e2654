"""Pictures instead of the drawing: uploaded by librarians, seen by staff, never lost."""

import pytest
from django.urls import reverse

from clinic.form_key import new_key
from clinic.models import User
from exercises.actions.photos import agree_to_photos
from exercises.completeness import contents_of, with_contents
from exercises.models import Exercise, ExerciseText, Figure, PhotoFile, PhotoPair
from tests.exercises.photographs import describe, picture, uploaded
from tests.factories import UserFactory

EDIT = reverse("exercise-photos-edit", args=["leg-press"])
AGREE = reverse("exercise-photos-agree", args=["leg-press"])
REMOVE = reverse("exercise-photos-remove", args=["leg-press"])
KEEP = reverse("exercise-photos-keep", args=["leg-press"])
DETAIL = reverse("exercise-detail", args=["leg-press"])
START = reverse("exercise-photo", args=["leg-press", "start"])

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def send(client_for, librarian):
    """Return a function that uploads two pictures as the librarian, changed as told."""
    visitor = client_for(librarian)

    def post(follow=False, **changes):
        data = {
            "start": uploaded(),
            "start_alt": "Knees bent.",
            "finish": uploaded(picture("PNG", colour=(200, 10, 10)), "finish.png"),
            "finish_alt": "Legs nearly straight.",
            "revision": Exercise.objects.get(slug="leg-press").revision,
        }
        return visitor.post(EDIT, {**data, **changes}, follow=follow)

    return post


@pytest.fixture
def second(db):
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2")


@pytest.fixture
def waiting(send):
    """Return pictures of a published exercise that nobody agreed to yet."""
    send()
    return PhotoPair.objects.get()


@pytest.fixture
def pair(waiting, second):
    """Return pictures that are shown."""
    agree_to_photos(exercise=waiting.exercise, revision=2, by=second)
    waiting.refresh_from_db()
    return waiting


def agree(visitor, revision=2):
    return visitor.post(AGREE, {"revision": revision}, follow=True).content.decode()


def test_pictures_of_a_published_exercise_wait_for_a_colleague(waiting, client_for, librarian, physio):
    assert "figure.svg" in client_for(physio).get(DETAIL).content.decode()
    assert client_for(physio).get(START).status_code == 404
    assert client_for(librarian).get(START).status_code == 200
    shown = client_for(librarian).get(EDIT).content.decode()
    assert "Ask another librarian" in shown
    assert "Agree, and show" not in shown


def test_nobody_agrees_to_their_own_pictures(waiting, client_for, librarian):
    assert "Ask another librarian" in agree(client_for(librarian))
    assert not PhotoPair.objects.get().is_shown


def test_a_colleague_agrees(waiting, client_for, second, physio):
    visitor = client_for(second)
    assert "Agree, and show" in visitor.get(EDIT).content.decode()
    assert "are shown instead of the drawing" in agree(visitor)
    pair = PhotoPair.objects.get()
    assert (pair.agreed_by, pair.exercise.revision) == (second, 3)
    assert START in client_for(physio).get(DETAIL).content.decode()


@pytest.mark.parametrize("languages", [set(), {"de"}])
def test_the_texts_that_describe_pictures_are_read_again_when_the_pictures_are_shown(
    waiting, client_for, librarian, second, languages
):
    describe(waiting, librarian, languages)
    texts = ExerciseText.objects.filter(exercise=waiting.exercise)
    texts.update(reviewed_by=librarian, reviewed_on="2026-11-02")
    visitor = client_for(second)
    assert "must be read again" in visitor.get(EDIT).content.decode()
    assert "await a new reading" in agree(visitor)
    assert {text.language for text in texts.filter(reviewed_on=None)} == {"en"} | languages


def test_pictures_are_agreed_to_once_and_as_they_were_seen(waiting, client_for, second):
    visitor = client_for(second)
    assert "meanwhile" in agree(visitor, revision=1)
    assert not PhotoPair.objects.get().is_shown
    agree(visitor)
    assert "No pictures wait here" in agree(visitor, revision=3)


def test_other_pictures_do_not_take_the_place_of_those_patients_are_shown(pair, send, client_for, physio):
    answer = send(start=uploaded(picture(colour=(9, 9, 9))), revision=3)
    assert answer.status_code == 422
    assert "Ask for them to be removed first" in answer.content.decode()
    assert START in client_for(physio).get(DETAIL).content.decode()
    assert (PhotoPair.objects.get().start_id, Exercise.objects.get(slug="leg-press").revision) == (
        pair.start_id,
        3,
    )


def test_new_pictures_of_a_draft_wait_again(pair, send, client_for, librarian):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    send(start=uploaded(picture(colour=(9, 9, 9))))
    assert "figure.svg" in client_for(librarian).get(DETAIL).content.decode()


def test_pictures_of_a_draft_wait_as_well(send, client_for, librarian, second):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    send()
    assert START not in client_for(librarian).get(DETAIL).content.decode()
    agree(client_for(second))
    assert START in client_for(librarian).get(DETAIL).content.decode()


def test_two_pictures_are_stored_with_history(send, librarian):
    assert send().url == DETAIL
    pair, press = PhotoPair.objects.get(), Exercise.objects.get(slug="leg-press")
    assert (pair.exercise, pair.start_alt, pair.finish_alt) == (press, "Knees bent.", "Legs nearly straight.")
    assert (pair.uploaded_by, pair.agreed_by) == (librarian, None)
    assert pair.start_id != pair.finish_id
    assert press.revision == 2
    assert {one.history_user for one in (pair.history.get(), press.history.first())} == {librarian}
    assert press.history.first().history_change_reason == "Pictures uploaded"


def test_the_page_and_the_list_show_them_instead_of_the_drawing(pair, client_for, physio):
    visitor = client_for(physio)
    shown = visitor.get(DETAIL).content.decode()
    assert f'<img src="{START}?v={pair.start_id[:8]}" alt="Knees bent.">' in shown
    assert "figure.svg" not in shown
    assert f"{START}?v=" in visitor.get(reverse("exercise-list"), {"q": "leg press strict"}).content.decode()


def test_a_picture_is_served_as_one_and_nothing_more(pair, client_for, physio):
    response = client_for(physio).get(START)
    assert response.content == bytes(pair.start.content)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, max-age=86400"
    assert response["Content-Disposition"] == 'inline; filename="leg-press-start.jpg"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pictures_count_for_completeness(pair, library):
    Figure.objects.filter(exercise__slug="leg-press").delete()
    assert contents_of(with_contents(library).get(slug="leg-press")).has_picture


def test_the_same_file_is_stored_once(send):
    send(finish=uploaded())
    assert PhotoFile.objects.count() == 1


def test_new_pictures_leave_the_old_files(pair, send):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    send(start=uploaded(picture(colour=(9, 9, 9))))
    assert PhotoFile.objects.filter(pk=pair.start_id).exists()
    assert PhotoPair.objects.get().history.count() == 3


@pytest.fixture
def remove(client_for):
    """Return a function that presses the button that takes the pictures away, and returns the next page."""
    return lambda person, revision=3, **sent: (
        client_for(person).post(REMOVE, {"revision": revision, **sent}, follow=True).content.decode()
    )


def test_one_librarian_asks_for_the_removal_and_patients_still_see_the_pictures(
    pair, remove, client_for, librarian, physio
):
    assert "The pictures stay until a colleague agrees" in remove(librarian)
    pair.refresh_from_db()
    assert (pair.removal_asked_by, pair.is_shown) == (librarian, True)
    assert pair.history.first().history_change_reason == "Asked for the pictures to be removed"
    assert START in client_for(physio).get(DETAIL).content.decode()


def test_nobody_agrees_to_their_own_wish(pair, remove, librarian):
    remove(librarian)
    assert "Ask another librarian to look at them and agree" in remove(librarian)
    assert PhotoPair.objects.get().is_shown


def test_the_colleague_finds_the_wish_and_the_drawing_comes_back(pair, remove, client_for, librarian, second):
    remove(librarian)
    work = client_for(second).get(reverse("library-work")).content.decode()
    assert "Removal of the pictures of" in work
    assert "Agree, and show the drawing again" in client_for(second).get(EDIT).content.decode()
    assert "Agree, and show the drawing again" not in client_for(librarian).get(EDIT).content.decode()
    page = remove(second, agrees="1")
    assert "The drawing is shown again" in page
    assert "figure.svg" in page
    assert not PhotoPair.objects.exists()
    assert PhotoFile.objects.count() == 2
    assert PhotoPair.history.first().history_type == "-"


def test_of_what_is_not_published_any_more_whoever_comes_decides(pair, remove, client_for, librarian, second):
    remove(librarian)
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    for person in (librarian, second):
        shown = client_for(person).get(EDIT).content.decode()
        assert "so you decide alone" in shown
        assert "Remove the pictures, show the drawing again" in shown
        assert "Agree, and show the drawing again" not in shown
    (errand,) = client_for(librarian).get(reverse("library-work")).context["errands"]
    assert (errand.what.startswith("Removal of the pictures"), errand.is_mine) == (True, False)
    assert "The drawing is shown again" in remove(librarian, agrees="1")
    assert not PhotoPair.objects.exists()


def test_without_a_drawing_none_is_promised(pair, remove, client_for, librarian):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    Figure.objects.filter(exercise__slug="leg-press").delete()
    shown = client_for(librarian).get(EDIT).content.decode()
    assert "show the drawing again" not in shown
    assert "The exercise has no picture now: draw one, or upload others." in remove(librarian)


def test_the_pictures_may_be_kept(pair, remove, client_for, librarian, second):
    remove(librarian)
    page = client_for(second).post(KEEP, follow=True).content.decode()
    assert "The pictures stay." in page
    assert PhotoPair.objects.get().removal_asked_by is None
    assert "Removal of the pictures" not in client_for(second).get(reverse("library-work")).content.decode()


def test_the_form_sends_whether_it_showed_a_wish(pair, remove, client_for, librarian, second):
    agrees = '<input type="hidden" name="agrees" value="1">'
    assert agrees not in client_for(second).get(EDIT).content.decode()
    remove(librarian)
    assert agrees in client_for(second).get(EDIT).content.decode()


def test_whoever_asks_without_having_seen_the_wish_of_another_agrees_to_nothing(
    pair, remove, librarian, second
):
    remove(librarian)
    assert "Somebody changed this exercise meanwhile" in remove(second)
    assert PhotoPair.objects.get().removal_asked_by == librarian


def test_whoever_agrees_to_a_wish_that_was_taken_back_asks_for_nothing(
    pair, remove, client_for, librarian, second
):
    remove(librarian)
    client_for(librarian).post(KEEP)
    assert "Somebody changed this exercise meanwhile" in remove(second, agrees="1")
    assert PhotoPair.objects.get().removal_asked_by is None


def test_pictures_are_kept_once(pair, remove, client_for, librarian, second):
    visitor = client_for(second)
    page = visitor.post(KEEP, follow=True).content.decode()
    assert "Nobody asks for these pictures to be removed any more" in page
    assert "The pictures stay." not in page
    assert PhotoPair.history.first().history_change_reason == "Pictures agreed to"


def test_pictures_that_are_gone_cannot_be_kept(pair, remove, client_for, librarian, second):
    remove(librarian)
    remove(second, agrees="1")
    page = client_for(librarian).post(KEEP, follow=True).content.decode()
    assert "These pictures have been removed meanwhile" in page
    assert "The pictures stay." not in page


def test_pictures_that_nobody_agreed_to_are_removed_at_once(waiting, remove, librarian):
    assert "The drawing is shown again" in remove(librarian, revision=2)
    assert not PhotoPair.objects.exists()


def test_pictures_of_a_draft_are_removed_at_once(pair, remove, librarian):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    remove(librarian)
    assert not PhotoPair.objects.exists()


def test_what_is_not_there_cannot_be_removed(remove, librarian):
    assert "has no pictures" in remove(librarian, revision=1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": uploaded(b"<svg/>", "x.svg")}, "not a whole JPEG"),
        ({"start": uploaded(b"", "x.jpg")}, "This file is empty"),
        ({"start": ""}, "Choose the picture."),
        ({"finish": uploaded(picture(size=(10, 10)))}, "too little to print"),
        ({"start_alt": ""}, "Describe the picture."),
        ({"finish_alt": "a\u202eb"}, "cannot be kept"),
        ({"finish_alt": "x" * 301}, "at most 300"),
        # Composed, this letter becomes two.
        ({"finish_alt": "\u0958" * 200}, "at most 300"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_words_stay(send, changes, words):
    response = send(**changes)
    shown = response.content.decode()
    assert response.status_code == 422
    assert words in shown
    assert not PhotoFile.objects.exists()
    if "start_alt" not in changes:
        assert 'value="Knees bent."' in shown


def test_pictures_uploaded_twice_with_one_press_are_taken_once(send, librarian):
    key = new_key(librarian)
    first, again = send(revision=1, form_key=key), send(revision=1, form_key=key)
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.url == first.url
    assert (PhotoPair.history.count(), Exercise.objects.get(slug="leg-press").revision) == (1, 2)


@pytest.mark.parametrize(("url", "revision"), [(AGREE, 2), (REMOVE, 2)])
def test_a_step_pressed_twice_is_taken_once_and_called_nobody_elses(
    url, revision, waiting, client_for, second
):
    visitor, sent = client_for(second), {"revision": revision, "form_key": new_key(second)}
    visitor.post(url, sent)
    assert "Somebody changed" not in visitor.post(url, sent, follow=True).content.decode()
    assert Exercise.objects.get(slug="leg-press").revision == revision + 1


@pytest.mark.parametrize("revision", [0, 7])
def test_an_exercise_changed_meanwhile_is_left_alone(send, revision):
    response = send(revision=revision)
    assert "Somebody changed this exercise meanwhile" in response.content.decode()
    assert not PhotoFile.objects.exists()


def test_removing_from_an_exercise_changed_meanwhile_is_refused(pair, client_for, librarian):
    page = client_for(librarian).post(REMOVE, {"revision": 1}, follow=True).content.decode()
    assert "Somebody changed this exercise meanwhile" in page
    assert PhotoPair.objects.exists()


def test_without_pictures_there_is_none(client_for, physio):
    assert client_for(physio).get(START).status_code == 404


def test_another_place_is_not_found(pair, client_for, physio):
    url = reverse("exercise-photo", args=["leg-press", "middle"])
    assert client_for(physio).get(url).status_code == 404


def test_a_retired_exercise_shows_its_pictures_to_librarians_only(pair, client_for, physio, librarian):
    Exercise.objects.filter(slug="leg-press").update(status="retired")
    assert client_for(physio).get(START).status_code == 404
    assert client_for(librarian).get(START).status_code == 200


@pytest.mark.parametrize("person", ["physio", "manager"])
def test_other_roles_may_look_and_not_change(person, pair, request, client_for):
    visitor = client_for(request.getfixturevalue(person))
    assert visitor.get(START).status_code == 200
    assert [
        visitor.get(EDIT).status_code,
        visitor.post(EDIT).status_code,
        visitor.post(REMOVE).status_code,
        visitor.post(KEEP).status_code,
    ] == [403] * 4


@pytest.mark.parametrize("url", [EDIT, AGREE, REMOVE, KEEP, START])
def test_visitors_are_sent_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("url", "method"), [(EDIT, "put"), (AGREE, "get"), (REMOVE, "get"), (KEEP, "get"), (START, "post")]
)
def test_the_wrong_method_is_refused(url, method, client_for, librarian):
    assert getattr(client_for(librarian), method)(url).status_code == 405


def test_an_unknown_exercise_is_not_found(client_for, librarian):
    url = reverse("exercise-photos-edit", args=["no-such"])
    assert client_for(librarian).get(url).status_code == 404


def test_librarians_are_led_to_the_upload(client_for, librarian, physio):
    assert f'href="{EDIT}"' in client_for(librarian).get(DETAIL).content.decode()
    assert f'href="{EDIT}"' not in client_for(physio).get(DETAIL).content.decode()
    assert "Upload two pictures" in client_for(librarian).get(EDIT).content.decode()


def test_pictures_on_the_list_cost_no_query_each(
    client_for, librarian, physio, pair, django_assert_num_queries
):
    visitor = client_for(physio)
    with django_assert_num_queries(7):
        visitor.get(reverse("exercise-list"), {"category": "machine"})
