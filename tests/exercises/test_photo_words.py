"""Uploaded pictures described in another language: written by one librarian, agreed to by another, seen beside the English."""

import pytest
from django.urls import reverse

from clinic.models import User
from exercises.actions.photo_words import agree_to_words, describe_photos
from exercises.actions.photos import remove_photos, store_photos
from exercises.completeness import badges, contents_of, with_contents
from exercises.content import content_of, read_mark, seen_mark, words_mark
from exercises.models import Exercise, ExerciseText, PhotoPair, PhotoWords
from exercises.photos import clean_photo
from exercises.policies import Refused, Stale
from exercises.working_copy import last_editor, working_copy
from tests.exercises.editing.steps import change, hand_in, take_over
from tests.exercises.photographs import photographed, picture
from tests.factories import UserFactory

DESCRIBE = reverse("exercise-photos-describe", args=["leg-press", "de"])
AGREE = reverse("exercise-photos-describe-agree", args=["leg-press", "de"])
EDIT = reverse("exercise-photos-edit", args=["leg-press"])
SAID = {"start_alt": "Knie gebeugt.", "finish_alt": "Beine fast gestreckt."}

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def second(db):
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2")


@pytest.fixture
def pair(librarian):
    """Return pictures that are shown, in English alone."""
    return photographed(Exercise.objects.get(slug="leg-press"), librarian, languages=())


def press():
    return Exercise.objects.get(slug="leg-press")


def stored():
    return PhotoPair.objects.get()


def seen():
    return words_mark(stored(), "de")


def describe(by, **said):
    return describe_photos(exercise=press(), language="de", seen=seen(), by=by, **{**SAID, **said})


def agree(by):
    return agree_to_words(exercise=press(), language="de", seen=seen(), by=by)


def test_a_description_waits_for_a_colleague(pair, client_for, librarian):
    visitor = client_for(librarian)
    answer = visitor.post(DESCRIBE, {**SAID, "seen": seen()}, follow=True)
    shown = answer.content.decode()
    assert "It counts once another librarian has agreed" in shown
    assert "Ask another librarian to read it" in shown
    assert "Agree to this description" not in shown
    words = PhotoWords.objects.get()
    assert (words.start_alt, words.written_by, words.counts) == ("Knie gebeugt.", librarian, False)
    assert words.history.get().history_change_reason == "Pictures described: de"
    assert stored().words_in("de") is None


def test_the_page_shows_the_english_beside_each_field(pair, client_for, librarian):
    shown = client_for(librarian).get(DESCRIBE).content.decode()
    assert "Knees bent." in shown
    assert "Legs nearly straight." in shown
    assert shown.count('lang="de"') == 2


def test_a_colleague_finds_it_and_agrees(pair, client_for, librarian, second):
    describe(librarian)
    visitor = client_for(second)
    assert f'href="{DESCRIBE}"' in visitor.get(reverse("library-work")).content.decode()
    assert "Agree to this description" in visitor.get(DESCRIBE).content.decode()
    answer = visitor.post(AGREE, {"seen": seen()}, follow=True).content.decode()
    assert "handouts issued from now on print this description" in answer
    assert stored().words_in("de") == tuple(SAID.values())
    assert press().history.first().history_user == second


def test_while_the_pictures_wait_no_handout_is_promised_their_description(
    pair, client_for, librarian, second
):
    PhotoPair.objects.update(agreed_by=None)
    describe(librarian)
    answer = client_for(second).post(AGREE, {"seen": seen()}, follow=True).content.decode()
    assert "once the pictures are agreed to as well" in answer
    assert "from now on" not in answer


def test_nobody_agrees_to_their_own(pair, librarian):
    describe(librarian)
    with pytest.raises(Refused, match="You wrote this description"):
        agree(librarian)


def test_there_must_be_something_to_agree_to(pair, second):
    with pytest.raises(Refused, match="No description waits"):
        agree(second)


def test_what_counts_goes_on_counting_while_a_change_waits(pair, client_for, librarian, second):
    describe(librarian)
    agree(second)
    describe(second, start_alt="Die Knie sind gebeugt.")
    assert stored().words_in("de")[0] == "Knie gebeugt."
    page = client_for(librarian).get(DESCRIBE).content.decode()
    assert "Until somebody agrees, this description counts:" in page
    assert "<li>Knie gebeugt.</li>" in page
    assert "<li>Die Knie sind gebeugt.</li>" in page
    agree(librarian)
    assert stored().words_in("de")[0] == "Die Knie sind gebeugt."
    assert PhotoWords.objects.count() == 1


def test_two_at_once_the_second_is_told(pair, librarian, second, client_for):
    before = seen()
    describe(librarian)
    answer = client_for(second).post(DESCRIBE, {**SAID, "start_alt": "Anders.", "seen": before})
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Somebody changed it while you were looking" in shown
    assert "Knie gebeugt." in shown
    assert "Anders.</textarea>" in shown
    with pytest.raises(Stale):
        agree_to_words(exercise=press(), language="de", seen=before, by=second)


def test_new_pictures_need_new_words(pair, librarian, second):
    describe(librarian)
    agree(second)
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    photo = clean_photo(picture(colour=(7, 7, 7)))
    said = {"start_alt": "Low.", "finish_alt": "High."}
    store_photos(exercise=press(), revision=press().revision, start=photo, finish=photo, by=librarian, **said)
    assert not PhotoWords.objects.exists()
    assert PhotoWords.history.first().history_user == librarian


def test_words_go_with_the_pictures(pair, librarian, second):
    describe(librarian)
    for person, agrees in ((librarian, False), (second, True)):
        remove_photos(exercise=press(), revision=press().revision, agrees=agrees, by=person)
    assert not PhotoWords.objects.exists()
    assert not PhotoPair.objects.exists()


def test_a_text_loses_its_review_when_its_pictures_are_described_otherwise(pair, librarian, second):
    ExerciseText.objects.filter(exercise=press()).update(reviewed_by=second, reviewed_on="2026-11-02")
    describe(librarian)
    agree(second)
    texts = ExerciseText.objects.filter(exercise=press())
    assert {text.language for text in texts if text.reviewed_on is None} == {"de"}


def test_a_reader_has_read_the_words_of_the_pictures_too(pair, librarian, second):
    def marks():
        content = content_of(press())
        return read_mark(press(), content, "de"), read_mark(press(), content, "en")

    german, english = marks()
    describe(librarian)
    assert marks() == (german, english)
    agree(second)
    assert marks()[0] != german
    assert marks()[1] == english


def test_whoever_decides_about_publishing_has_seen_the_words(pair, librarian, second):
    describe(librarian)
    before = seen_mark(press(), content_of(press()))
    agree(second)
    assert seen_mark(press(), content_of(press())) != before


def test_agreeing_edits_nothing(pair, librarian, second):
    third = UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian3")
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    change(press(), "coaching", third, notes="Feet flat.")
    assert last_editor(press()) == third
    before = press().revision
    describe(librarian)
    agree(second)
    assert press().revision == before + 1
    assert last_editor(press()) == third


def test_a_missing_description_is_a_missing_translation(pair, librarian, second):
    def has_german():
        contents = contents_of(with_contents(Exercise.objects.all()).get(slug="leg-press"))
        return next(badge.is_there for badge in badges(contents, ["de"]) if badge.code == "translation-de")

    assert not has_german()
    describe(librarian)
    agree(second)
    assert has_german()


def test_a_missing_description_holds_back_no_correction(pair, librarian, second):
    sets = press().sets + 1
    change(press(), "dose", librarian, sets=sets)
    assert working_copy(press()).problems() == []
    hand_in(press(), librarian)
    take_over(press(), second)
    assert press().sets == sets
    assert stored().words_in("de") is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start_alt": ""}, "Describe the picture."),
        ({"finish_alt": "x" * 301}, "at most 300"),
        ({"finish_alt": "a\u202eb"}, "cannot be kept"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_the_words_stay(pair, client_for, librarian, changes, words):
    answer = client_for(librarian).post(DESCRIBE, {**SAID, "seen": seen(), **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PhotoWords.objects.exists()


def test_help_and_error_are_told_with_their_field(pair, client_for, librarian):
    visitor = client_for(librarian)
    assert visitor.get(DESCRIBE).content.decode().count('id="id_start_alt_helptext"') == 1
    shown = visitor.post(DESCRIBE, {**SAID, "seen": seen(), "start_alt": ""}).content.decode()
    assert 'aria-describedby="id_start_alt_helptext id_start_alt_error"' in shown
    assert shown.count('id="id_start_alt_error"') == 1


def test_the_page_of_the_pictures_says_which_languages_lack_words(pair, client_for, librarian):
    shown = client_for(librarian).get(EDIT).content.decode()
    assert f'<a href="{DESCRIBE}">German</a>: not described yet' in shown
    describe(librarian)
    assert f'<a href="{DESCRIBE}">German</a>: waits for a colleague' in (
        client_for(librarian).get(EDIT).content.decode()
    )


def test_there_is_no_page_for_an_unknown_language(pair, client_for, librarian):
    url = reverse("exercise-photos-describe", args=["leg-press", "xx"])
    assert client_for(librarian).get(url).status_code == 404


def test_the_english_of_shown_pictures_is_mended_by_two_people(pair, client_for, librarian, second):
    describe_all = describe(librarian)
    agree(second)
    url, agreeing = (
        reverse(name, args=["leg-press", "en"])
        for name in ("exercise-photos-describe", "exercise-photos-describe-agree")
    )
    mended = {"start_alt": "Knees bent a little.", "finish_alt": "Legs nearly straight."}
    client_for(librarian).post(url, {**mended, "seen": words_mark(stored(), "en")})
    assert stored().words_in("en") == ("Knees bent.", "Legs nearly straight.")
    shown = client_for(librarian).get(url).content.decode()
    assert "You wrote this description. Ask another librarian" in shown
    assert "<li>Knees bent.</li>" in shown
    assert f'href="{url}"' in client_for(second).get(reverse("library-work")).content.decode()
    answer = client_for(second).post(agreeing, {"seen": words_mark(stored(), "en")}, follow=True)
    assert "Look whether the other languages still say the same." in answer.content.decode()
    assert stored().words_in("en") == ("Knees bent a little.", "Legs nearly straight.")
    assert stored().history.first().history_user == second
    assert stored().agreed_by == librarian
    assert list(PhotoWords.objects.all()) == [describe_all]


def test_nobody_mends_the_english_alone(pair, librarian):
    which = {"exercise": press(), "language": "en"}
    describe_photos(**which, **SAID, seen=words_mark(stored(), "en"), by=librarian)
    with pytest.raises(Refused, match="You wrote this description"):
        agree_to_words(**which, seen=words_mark(stored(), "en"), by=librarian)
    assert stored().start_alt == "Knees bent."


def test_a_reader_of_english_has_read_the_words_of_the_pictures(pair, librarian, second):
    ExerciseText.objects.filter(exercise=press()).update(reviewed_by=second, reviewed_on="2026-11-02")
    before = read_mark(press(), content_of(press()), "en")
    which = {"exercise": press(), "language": "en"}
    describe_photos(**which, **SAID, seen=words_mark(stored(), "en"), by=librarian)
    agree_to_words(**which, seen=words_mark(stored(), "en"), by=second)
    assert read_mark(press(), content_of(press()), "en") != before
    texts = ExerciseText.objects.filter(exercise=press())
    assert {text.language for text in texts if text.reviewed_on is None} == {"en"}


def test_a_translation_begun_beside_other_english_is_looked_at_again(pair, librarian, second):
    before = seen()
    which = {"exercise": press(), "language": "en"}
    describe_photos(**which, **SAID, seen=words_mark(stored(), "en"), by=librarian)
    agree_to_words(**which, seen=words_mark(stored(), "en"), by=second)
    with pytest.raises(Stale):
        describe_photos(exercise=press(), language="de", seen=before, by=librarian, **SAID)


def test_without_pictures_there_is_nothing_to_describe(client_for, librarian):
    assert client_for(librarian).get(DESCRIBE).status_code == 404


@pytest.mark.parametrize("person", ["physio", "manager"])
@pytest.mark.parametrize("url", [DESCRIBE, AGREE])
def test_other_roles_are_refused(pair, person, url, request, client_for):
    assert client_for(request.getfixturevalue(person)).post(url, SAID).status_code == 403


@pytest.mark.parametrize("url", [DESCRIBE, AGREE])
def test_visitors_are_sent_to_sign_in(url, client):
    assert client.post(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize(("url", "method"), [(DESCRIBE, "put"), (AGREE, "get")])
def test_the_wrong_method_is_refused(url, method, client_for, librarian):
    assert getattr(client_for(librarian), method)(url).status_code == 405
