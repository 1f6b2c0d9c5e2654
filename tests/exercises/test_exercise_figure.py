"""The picture of an exercise, as its own address."""

import pytest
from django.urls import reverse

from exercises.models import Exercise, Figure


@pytest.fixture
def drawn(library):
    return Figure.objects.filter(exercise__status="published").first().exercise


def url(exercise):
    return reverse("exercise-figure", args=[exercise.slug])


def test_it_is_a_drawing(client_for, physio, drawn):
    response = client_for(physio).get(url(drawn))
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg")


def test_start_and_finish_are_drawn_apart(client_for, physio, drawn):
    visitor = client_for(physio)
    start, finish = (visitor.get(url(drawn), {"frame": number}).content for number in (0, 1))
    assert start != finish


@pytest.mark.parametrize("frame", ["99", "9" * 5000])
def test_a_frame_beyond_the_last_is_not_found(frame, client_for, physio, drawn):
    assert client_for(physio).get(url(drawn), {"frame": frame}).status_code == 404


@pytest.mark.parametrize("frame", ["", "0"])
@pytest.mark.parametrize(
    "pose", [{"frames": [{"pin": ["nowhere", [0, 0]]}]}, {"frames": [{}], "props": [{"kind": "box"}]}]
)
def test_a_draft_that_cannot_be_drawn_yet_has_no_picture(pose, frame, client_for, librarian, drawn):
    Exercise.objects.filter(pk=drawn.pk).update(status="draft")
    Figure.objects.filter(exercise=drawn).update(pose=pose)
    assert client_for(librarian).get(url(drawn), {"frame": frame}).status_code == 404


def test_a_browser_may_keep_it(client_for, physio, drawn):
    assert client_for(physio).get(url(drawn))["Cache-Control"] == "private, max-age=86400"


def test_an_exercise_without_a_picture_has_none(client_for, physio, library):
    Figure.objects.filter(exercise__slug="leg-press").delete()
    assert client_for(physio).get(url(library.get(slug="leg-press"))).status_code == 404


def test_a_retired_exercise_shows_no_picture(client_for, physio, drawn):
    Exercise.objects.filter(pk=drawn.pk).update(status="retired")
    assert client_for(physio).get(url(drawn)).status_code == 404


def test_visitors_are_sent_to_sign_in(client, drawn):
    assert client.get(url(drawn)).status_code == 302


def test_someone_without_a_role_is_refused(client_for, physio, drawn):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(url(drawn)).status_code == 403


def test_it_rejects_post(client_for, physio, drawn):
    assert client_for(physio).post(url(drawn)).status_code == 405
