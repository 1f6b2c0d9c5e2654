"""Uploaded pictures on their way to paper: frozen when the programme is issued, and the same file or no handout."""

import pytest
from django.db import connection
from django.urls import reverse

from exercises.models import Exercise, Figure, PhotoFile, PhotoPair
from programs.actions import handout as actions
from programs.errors import Refused
from programs.handouts.errors import RenderFailed
from programs.handouts.presenter import Handout as Shown
from programs.handouts.render import RenderedPdf
from programs.handouts.variant import Variant
from programs.models import Handout, Program
from programs.parts import photo_files
from tests.exercises.photographs import photographed
from tests.programs.steps import issue


@pytest.fixture
def pair(ready_draft, librarian):
    """Return pictures of the leg press, which has no drawing."""
    Figure.objects.filter(exercise__slug="leg-press").delete()
    return photographed(Exercise.objects.get(slug="leg-press"), librarian)


@pytest.fixture
def issued(ready_draft, pair, physio):
    return issue(ready_draft, by=physio)


def press(program):
    items = [item for part in program.snapshot["sections"] for item in part["items"]]
    return next(item for item in items if item["slug"] == "leg-press")


def test_issuing_freezes_which_pictures_are_shown(issued, pair):
    assert press(issued)["photos"] == {
        "start": {"sha256": pair.start_id, "alt": "Knees bent."},
        "finish": {"sha256": pair.finish_id, "alt": "Legs nearly straight."},
        "language": "en",
    }
    assert press(issued)["pose"] == {}
    assert issued.snapshot["translations"]["de"]["photos"] == {
        "leg-press": {"start": "Start (de).", "finish": "Finish (de)."}
    }


def test_a_handout_in_another_language_describes_them_in_it(issued):
    files = photo_files(issued.snapshot)
    cards = Shown.from_snapshot(issued.snapshot, Variant(language="de"), files).cards
    said = [picture.alt for card in cards for picture in card.pictures if "(de)" in picture.alt]
    assert [one.partition(":")[2].strip() for one in said] == ["Start (de).", "Finish (de)."]


def test_without_a_description_the_language_is_not_whole_and_the_page_says_so(
    ready_draft, pair, client_for, physio
):
    pair.words.filter(language="de").delete()
    issued = issue(ready_draft, by=physio)
    assert "de" not in issued.snapshot["translations"]
    assert pair.exercise.name in issued.snapshot["untranslated"]["de"]
    shown = client_for(physio).get(reverse("program-handout", args=[issued.pk])).content.decode()
    assert f"No translation yet of {pair.exercise.name}" in shown


def test_a_description_nobody_agreed_to_is_none(ready_draft, pair, physio):
    pair.words.update(agreed_by=None)
    assert pair.exercise.name in issue(ready_draft, by=physio).snapshot["untranslated"]["de"]


def test_without_a_description_nothing_is_issued_in_the_language(ready_draft, pair, physio):
    pair.words.filter(language="de").delete()
    Program.objects.filter(pk=ready_draft.pk).update(language="de")
    ready_draft.refresh_from_db()
    with pytest.raises(Refused, match="are not described in German"):
        issue(ready_draft, by=physio)


def test_a_programme_in_another_language_freezes_the_description_in_it(ready_draft, pair, physio):
    Program.objects.filter(pk=ready_draft.pk).update(language="de")
    ready_draft.refresh_from_db()
    frozen = press(issue(ready_draft, by=physio))["photos"]
    assert (frozen["start"]["alt"], frozen["language"]) == ("Start (de).", "de")


def test_pictures_nobody_agreed_to_are_no_picture(ready_draft, pair, physio):
    PhotoPair.objects.update(agreed_by=None)
    with pytest.raises(Refused, match="has no picture yet"):
        issue(ready_draft, by=physio)


def test_the_renderer_is_handed_the_files_of_the_snapshot(issued, pair, physio, monkeypatch):
    handed = {}

    def render(snapshot, variant, files):
        handed.update(files)
        return RenderedPdf(b"%PDF stand-in", 7, "0" * 64)

    monkeypatch.setattr(actions, "render_pdf", render)
    pair.delete()
    actions.store_handout(program=issued, variant=Variant(), by=physio)
    assert handed == {
        pk: bytes(PhotoFile.objects.get(pk=pk).content) for pk in (pair.start_id, pair.finish_id)
    }


def test_the_page_on_screen_shows_them(issued, client_for, physio):
    shown = client_for(physio).get(reverse("program-handout", args=[issued.pk])).content.decode()
    assert shown.count("data:image/jpeg;base64,") == 2
    assert "Legs nearly straight." in shown


@pytest.mark.parametrize("content", [b"", b"another file"])
def test_a_damaged_file_means_no_handout_and_names_the_exercise(issued, pair, client_for, physio, content):
    PhotoFile.objects.filter(pk=pair.start_id).update(content=content)
    with pytest.raises(RenderFailed, match="The picture of Exercise"):
        actions.store_handout(program=issued, variant=Variant(), by=physio)
    for page in ("program-handout", "program-handout-pdf"):
        answer = client_for(physio).get(reverse(page, args=[issued.pk]))
        assert answer.status_code == 422
        assert press(issued)["text"]["name"] in answer.content.decode()
    assert not Handout.objects.exists()


def test_a_file_that_is_gone_means_no_handout(issued, pair, physio):
    pair.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM exercises_photofile WHERE sha256 = %s", [pair.start_id])
    with pytest.raises(RenderFailed, match="upload it again in the library, then issue a new version"):
        actions.store_handout(program=issued, variant=Variant(), by=physio)


def test_files_are_fetched_in_one_query_and_none_without_pictures(issued, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(photo_files(issued.snapshot)) == 2
    press(issued)["photos"] = None
    with django_assert_num_queries(0):
        assert photo_files(issued.snapshot) == {}
