"""Who read a patient's text: recorded by one librarian, confirmed by another, and gone with the words."""

from datetime import date

import pytest
from django.urls import reverse

from exercises import actions
from exercises.completeness import contents_of, with_contents
from exercises.content import content_of, read_mark
from exercises.models import Exercise, ExerciseText, PhotoPair, TextReview
from exercises.policies import Refused, Stale
from programs.facts import exercise_facts
from programs.parts import Parts
from tests.exercises.editing.steps import again, change, hand_in, take_over
from tests.exercises.photographs import photographed

READER = {"reviewer": "Dr Ada Reader", "qualification": "physiotherapist, HCPC PH104552"}
PAGE = reverse("text-review", args=["goblet-squat", "en"])
DETAIL = reverse("exercise-detail", args=["goblet-squat"])


def record(exercise, by, language="en", read_on=date(2026, 11, 2)):
    seen = read_mark(again(exercise), content_of(again(exercise)), language)
    return actions.record_review(
        exercise=exercise, language=language, seen=seen, read_on=read_on, by=by, **READER
    )


def text_of(exercise, language="en"):
    return ExerciseText.objects.get(exercise=exercise, language=language)


def sent(exercise, **changes):
    seen = read_mark(again(exercise), content_of(again(exercise)), "en")
    return READER | {"read_on": "2026-11-02", "seen": seen} | changes


@pytest.fixture
def confirmed(squat, librarian, librarian2):
    return actions.confirm_review(review=record(squat, librarian), by=librarian2)


def test_a_recorded_review_does_not_count_yet(squat, librarian):
    record(squat, librarian)
    assert text_of(squat).reviewed_on is None


def test_nobody_confirms_their_own_record(squat, librarian):
    with pytest.raises(Refused, match="a colleague has to confirm it"):
        actions.confirm_review(review=record(squat, librarian), by=librarian)
    assert text_of(squat).reviewed_on is None


def test_a_colleague_makes_it_count_with_history(confirmed, squat, librarian, librarian2):
    text = text_of(squat)
    assert (text.reviewed_by, text.reviewed_on) == (librarian, date(2026, 11, 2))
    newest = text.history.first()
    assert (newest.history_user, newest.history_change_reason) == (
        librarian2,
        "Read by Dr Ada Reader, physiotherapist, HCPC PH104552",
    )
    assert (confirmed.confirmed_by, again(squat).revision) == (librarian2, squat.revision)


def test_it_is_confirmed_once(confirmed, librarian2):
    with pytest.raises(Refused, match="confirmed already"):
        actions.confirm_review(review=confirmed, by=librarian2)


@pytest.mark.parametrize("language", ["en", "de"])
def test_other_words_than_were_read_cannot_be_confirmed(squat, librarian, librarian2, language):
    review = record(squat, librarian, language)
    change(squat, "words-en", librarian, feel="You should feel your thighs.")
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    with pytest.raises(Refused, match="The words have changed since they were read"):
        actions.confirm_review(review=review, by=librarian2)


def test_what_somebody_else_changed_meanwhile_is_not_recorded(squat, librarian):
    with pytest.raises(Stale):
        actions.record_review(
            exercise=squat, language="en", seen="0" * 16, read_on=date(2026, 11, 2), by=librarian, **READER
        )
    assert not TextReview.objects.exists()


def test_a_changed_text_awaits_its_review_again_and_the_record_stays(
    confirmed, squat, librarian, librarian2, client_for
):
    change(squat, "words-en", librarian, feel="You should feel your thighs.")
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    assert text_of(squat).reviewed_on is None
    assert "Of earlier words." in client_for(librarian).get(PAGE).content.decode()


def test_a_reviewed_translation_is_frozen_as_reviewed(squat, librarian, librarian2):
    assert not Parts("de", {squat.slug}, exercise_facts).of(squat)["text"]["reviewed"]
    actions.confirm_review(review=record(squat, librarian, "de"), by=librarian2)
    assert Parts("de", {squat.slug}, exercise_facts).of(squat)["text"]["reviewed"]
    wordings = contents_of(with_contents(Exercise.objects).get(pk=squat.pk)).wordings
    assert (wordings["de"].is_reviewed, wordings["en"].is_reviewed) == (True, False)


def test_the_pages_say_who_read_it(confirmed, client_for, physio, librarian):
    page = client_for(physio).get(DETAIL).content.decode()
    assert "Reviewed by Dr Ada Reader, physiotherapist, HCPC PH104552 on 02-Nov-2026" in page
    assert PAGE not in page
    assert PAGE in client_for(librarian).get(DETAIL).content.decode()


def test_two_librarians_do_it_on_the_page(squat, client_for, librarian, librarian2):
    first, second = client_for(librarian), client_for(librarian2)
    page = first.post(PAGE, sent(squat), follow=True).content.decode()
    assert "It counts once another librarian has confirmed it" in page
    assert "a colleague has to confirm it" in page
    assert "Confirm that this person has read them" in second.get(PAGE).content.decode()
    url = reverse("text-review-confirm", args=["goblet-squat", "en", TextReview.objects.get().pk])
    page = second.post(url, follow=True).content.decode()
    assert "counts as reviewed until its words change" in page
    assert "Confirmed reviews" in page


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reviewer": ""}, "Name the person who read it."),
        ({"qualification": " "}, "Say what qualifies this person."),
        ({"read_on": ""}, "Say on which day."),
        ({"read_on": "soon"}, "Write the day like"),
        ({"read_on": "2999-01-01"}, "This day is yet to come."),
        ({"seen": "x"}, "look again"),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_stays_typed(squat, client_for, librarian, changes, problem):
    answer = client_for(librarian).post(PAGE, sent(squat, **changes))
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert problem in page
    assert "HCPC PH104552" in page or "Dr Ada Reader" in page
    assert not TextReview.objects.exists()


def test_who_may_not(squat, client_for, client, physio, manager, librarian):
    assert [client_for(one).get(PAGE).status_code for one in (physio, manager)] == [403, 403]
    assert client.get(PAGE).url.startswith(reverse("account_login"))
    assert client_for(librarian).get(reverse("text-review", args=["goblet-squat", "xx"])).status_code == 404
    url = reverse("text-review-confirm", args=["goblet-squat", "en", 1])
    assert client_for(librarian).post(url).status_code == 404
    assert client_for(librarian).get(url).status_code == 405


def test_what_waits_stands_on_the_colleagues_page_until_the_words_change(
    squat, client_for, librarian, librarian2
):
    record(squat, librarian, "de")
    photographed(squat, librarian)
    PhotoPair.objects.update(agreed_by=None)
    work = reverse("library-work")
    errands = client_for(librarian2).get(work).context["errands"]
    assert [(one.what, one.is_mine) for one in errands] == [
        ("Pictures of Goblet squat", False),
        ("Review of the German text of Goblet squat", False),
    ]
    assert all(one.is_mine for one in client_for(librarian).get(work).context["errands"])
    ExerciseText.objects.filter(exercise=squat, language="de").update(feel="Anders.")
    assert len(client_for(librarian2).get(work).context["errands"]) == 1
