"""Uploaded pictures in place of a drawing: what may be published, and what a colleague has looked at."""

import pytest
from django.urls import reverse

from exercises import actions
from exercises.actions.photos import agree_to_photos, remove_photos, store_photos
from exercises.content import content_of, seen_mark
from exercises.models import Exercise, PhotoPair
from exercises.photos import clean_photo
from exercises.policies import Refused, Stale
from exercises.working_copy import last_editor, working_copy
from tests.exercises.editing.steps import DUE, TODAY, again, hand_in, replace
from tests.exercises.photographs import describe, photographed, picture


def upload(exercise, by, agreed_by=None, colour=(1, 2, 3)):
    """Store two pictures, and have a colleague agree to them where one is named."""
    photo = clean_photo(picture(colour=colour))
    words = {"start_alt": "Low.", "finish_alt": "High."}
    store_photos(
        exercise=exercise, revision=again(exercise).revision, start=photo, finish=photo, by=by, **words
    )
    if agreed_by:
        agree_to_photos(exercise=again(exercise), revision=again(exercise).revision, by=agreed_by)
        describe(PhotoPair.objects.get(exercise=exercise), agreed_by)


def seen_of(exercise):
    stored = again(exercise)
    return seen_mark(stored, content_of(stored))


def publish(exercise, by, seen=None):
    values = {"review_due_on": DUE, "today": TODAY, "by": by}
    return actions.publish_exercise(exercise=exercise, seen=seen or seen_of(exercise), **values)


@pytest.fixture
def undrawn(draft, librarian):
    """Return a draft that lacks nothing but a drawing, and has none."""
    replace(draft, "picture", {}, librarian)
    return again(draft)


def submit(exercise, by):
    return actions.submit_exercise(exercise=exercise, seen=seen_of(exercise), reason="Ready", by=by)


def test_without_drawing_and_pictures_it_cannot_be_handed_in(undrawn, librarian):
    with pytest.raises(Refused, match="Picture: There is none yet"):
        hand_in(undrawn, librarian)


def test_pictures_stand_in_for_the_drawing(undrawn, librarian, librarian2):
    upload(undrawn, librarian)
    assert working_copy(again(undrawn)).problems() != []
    agree_to_photos(exercise=again(undrawn), revision=again(undrawn).revision, by=librarian2)
    assert working_copy(again(undrawn)).problems() == []
    submit(undrawn, librarian)
    publish(undrawn, librarian2)
    assert again(undrawn).status == "published"


def test_a_drawing_that_is_wrong_is_told_although_pictures_are_shown(draft, librarian, librarian2):
    upload(draft, librarian, librarian2)
    replace(draft, "picture", {"frames": [{}]}, librarian)
    assert any(one.part == "picture" for one in working_copy(again(draft)).problems())


def test_whoever_uploaded_last_cannot_publish(undrawn, librarian, librarian2):
    upload(undrawn, librarian2, librarian)
    submit(undrawn, librarian)
    assert last_editor(again(undrawn)) == librarian2
    with pytest.raises(Refused, match="You changed it last"):
        publish(undrawn, librarian2)


def test_whoever_removes_pictures_from_a_draft_edits_it_though_another_once_asked(
    draft, librarian, librarian2
):
    upload(draft, librarian2, librarian)
    PhotoPair.objects.update(removal_asked_by=librarian)
    replace(draft, "coaching", content_of(again(draft))["coaching"] | {"notes": "Feet flat."}, librarian2)
    remove_photos(exercise=again(draft), revision=again(draft).revision, agrees=True, by=librarian2)
    assert last_editor(again(draft)) == librarian2
    submit(draft, librarian)
    with pytest.raises(Refused, match="You changed it last"):
        publish(draft, librarian2)


def test_agreeing_to_a_removal_from_a_published_exercise_edits_nothing(squat, librarian, librarian2):
    photographed(squat, librarian)
    for person, agrees in ((librarian, False), (librarian2, True)):
        remove_photos(exercise=again(squat), revision=again(squat).revision, agrees=agrees, by=person)
    assert last_editor(again(squat)) == librarian


def test_a_colleague_who_agrees_to_the_pictures_has_edited_nothing(undrawn, librarian, librarian2):
    upload(undrawn, librarian, librarian2)
    submit(undrawn, librarian)
    with pytest.raises(Refused, match="You changed it last"):
        publish(undrawn, librarian)
    publish(undrawn, librarian2)
    assert again(undrawn).published_by == librarian2


def test_pictures_cannot_change_under_the_colleagues_eyes(undrawn, librarian, librarian2):
    upload(undrawn, librarian, librarian2)
    submit(undrawn, librarian)
    looked = seen_of(undrawn)
    upload(undrawn, librarian, colour=(9, 9, 9))
    with pytest.raises(Stale):
        publish(undrawn, librarian2, looked)


@pytest.fixture
def only_pictures(undrawn, librarian, librarian2):
    photographed(undrawn, librarian)
    Exercise.objects.filter(pk=undrawn.pk).update(status="published")
    return again(undrawn)


def test_a_published_exercise_keeps_the_only_pictures_it_has(only_pictures, librarian):
    with pytest.raises(Refused, match="all that this published exercise has to show"):
        remove_photos(exercise=only_pictures, revision=only_pictures.revision, by=librarian)
    with pytest.raises(Refused, match="Draw it first"):
        upload(only_pictures, librarian)
    assert PhotoPair.objects.shown().count() == 1
    assert again(only_pictures).revision == only_pictures.revision


def test_the_pages_say_so_and_keep_what_was_typed(only_pictures, client_for, librarian):
    visitor, slug = client_for(librarian), only_pictures.slug
    sent = {"revision": only_pictures.revision}
    page = visitor.post(reverse("exercise-photos-remove", args=[slug]), sent, follow=True).content.decode()
    assert "all that this published exercise has to show" in page


def test_the_colleague_sees_words_and_pictures_before_deciding(undrawn, client_for, librarian, librarian2):
    upload(undrawn, librarian, librarian2)
    submit(undrawn, librarian)
    page = client_for(librarian2).get(reverse("exercise-impact", args=[undrawn.slug])).content.decode()
    assert reverse("exercise-photo", args=[undrawn.slug, "start"]) in page
    assert "What the patient reads" in page
    assert "Publish the exercise" in page
