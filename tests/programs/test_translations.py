"""Which languages are frozen with a program, and how one is printed that nobody has reviewed."""

import re

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from exercises.models import Exercise, ExerciseText
from programs.actions import handout as actions
from programs.errors import Refused
from programs.handouts import texts, things
from programs.handouts.presenter import Handout
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from programs.models import Handout as StoredHandout
from programs.models import Program
from tests.programs.handouts.languages import german_texts
from tests.programs.steps import issue


@pytest.fixture
def german(monkeypatch, tmp_path):
    """Return a folder with the base language and a small German one that stand in for ours."""
    yield from german_texts(monkeypatch, tmp_path)


@pytest.fixture
def translated(ready_draft, german, monkeypatch):
    """Return a draft of which every exercise has a German text, and every thing a German name."""
    ExerciseText.objects.filter(language="de").delete()
    for exercise in Exercise.objects.filter(texts__language="en"):
        text = exercise.texts.get(language="en")
        text.pk, text.language, text.name = None, "de", f"{text.name} auf Deutsch"
        text.save()
    monkeypatch.setattr(things, "name_of", lambda slug, language: f"{slug} ({language})")
    return ready_draft


@pytest.fixture
def issued_in_two(translated, physio):
    return issue(translated, by=physio)


def test_a_complete_language_is_frozen(issued_in_two):
    frozen = issued_in_two.snapshot["translations"]["de"]
    assert issued_in_two.snapshot["untranslated"] == {}
    shown = {item["slug"] for part in issued_in_two.snapshot["sections"] for item in part["items"]}
    assert shown <= set(frozen["texts"])
    assert all(text["language"] == "de" for text in frozen["texts"].values())
    assert len(frozen["equipment"]) == len(issued_in_two.snapshot["equipment"])


def test_a_later_change_to_the_library_changes_nothing(issued_in_two):
    ExerciseText.objects.filter(language="de").update(name="Anders")
    issued_in_two.refresh_from_db()
    handout = Handout.from_snapshot(issued_in_two.snapshot, Variant(language="de"))
    assert all(card.name.endswith("auf Deutsch") for card in handout.cards)


def test_one_missing_text_leaves_the_language_out_and_is_named(translated, physio):
    row = translated.items.first()
    row.exercise.texts.filter(language="de").delete()
    snapshot = issue(translated, by=physio).snapshot
    assert snapshot["translations"] == {}
    assert snapshot["untranslated"] == {"de": [row.exercise.name]}


def test_one_missing_thing_leaves_the_language_out_and_is_named(translated, physio, monkeypatch):
    monkeypatch.setattr(things, "name_of", lambda slug, language: None)
    snapshot = issue(translated, by=physio).snapshot
    assert snapshot["translations"] == {}
    assert set(snapshot["equipment"]) <= set(snapshot["untranslated"]["de"])


def test_a_language_without_all_fixed_sentences_is_not_offered(translated, physio, german):
    (german / "de.toml").write_text('[meta]\nlanguage = "de"\n', encoding="utf-8")
    texts.load_texts.cache_clear()
    snapshot = issue(translated, by=physio).snapshot
    assert (snapshot["translations"], snapshot["untranslated"]) == ({}, {})


def test_an_older_snapshot_is_still_readable(issued_in_two):
    old = {key: value for key, value in issued_in_two.snapshot.items() if "translat" not in key}
    assert Handout.from_snapshot(old | {"schema": 1}, Variant()).cards


def test_the_page_offers_the_language_and_asks_for_a_tick(issued_in_two, physio, client_for):
    page = client_for(physio).get(reverse("program-handout", args=[issued_in_two.pk]), {"language": "de"})
    text = page.content.decode()
    assert "Nobody has reviewed this translation" in text
    assert 'name="unreviewed" value="accepted"' in text
    assert f'href="{reverse("program-handout-pdf", args=[issued_in_two.pk])}' not in text
    assert 'lang="de"' in text


def test_the_english_page_asks_for_no_tick(issued_in_two, physio, client_for):
    text = client_for(physio).get(reverse("program-handout", args=[issued_in_two.pk])).content.decode()
    assert "language=de" in text
    assert "Nobody has reviewed" not in text


def test_without_the_tick_nothing_is_printed(issued_in_two, physio, client_for, renders):
    url = reverse("program-handout-pdf", args=[issued_in_two.pk])
    answer = client_for(physio).get(url, {"language": "de"})
    assert answer.status_code == 422
    assert "Nobody has reviewed this translation (Deutsch)" in answer.content.decode()
    assert renders == []
    assert not AccessEvent.objects.filter(kind="print").exists()


def test_the_tick_is_kept_with_the_print(issued_in_two, physio, client_for, renders):
    url = reverse("program-handout-pdf", args=[issued_in_two.pk])
    answer = client_for(physio).get(url, {"language": "de", "unreviewed": "accepted"})
    assert answer.status_code == 200
    assert f"{issued_in_two.code.replace(' ', '-')}-a4-de.pdf" in answer["Content-Disposition"]
    event = AccessEvent.objects.get(kind="print")
    assert event.what == f"Handout {issued_in_two.code}, a4-de, unreviewed, accepted"


def test_a_missing_safety_sentence_gives_no_pdf_until_it_is_mended(
    issued_in_two, german, physio, client_for, monkeypatch
):
    monkeypatch.setattr(actions, "render_pdf", render_pdf)
    file, client = german / "de.toml", client_for(physio)
    whole = file.read_text(encoding="utf-8")
    without, left_out = re.subn(
        r'^action = "This is an emergency\..*"\n', "", whole, count=1, flags=re.MULTILINE
    )
    assert left_out == 1
    file.write_text(without, encoding="utf-8")
    texts.load_texts.cache_clear()
    asked = {"language": "de", "unreviewed": "accepted", "extent": "fridge"}
    for name in ("program-handout", "program-handout-pdf"):
        answer = client.get(reverse(name, args=[issued_in_two.pk]), asked)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "text/de.toml has no “stop.signs.stop_bowel_bladder.action”: add this sentence" in page
        assert "Try again" in page
    assert (StoredHandout.objects.count(), AccessEvent.objects.filter(kind="print").count()) == (0, 0)
    before = issued_in_two.snapshot
    issued_in_two.refresh_from_db()
    assert (issued_in_two.status, issued_in_two.snapshot) == (Program.Status.ISSUED, before)
    assert Handout.from_snapshot(before, Variant()).stop.emergency
    file.write_text(whole, encoding="utf-8")
    texts.load_texts.cache_clear()
    mended = client.get(reverse("program-handout-pdf", args=[issued_in_two.pk]), asked)
    assert mended.content.startswith(b"%PDF-1.7")


def test_a_stored_print_asks_for_the_tick_again(issued_in_two, physio, renders):
    actions.store_handout(
        program=issued_in_two, variant=Variant(language="de"), by=physio, accepts_unreviewed=True
    )
    with pytest.raises(Refused, match="tick the box"):
        actions.store_handout(program=issued_in_two, variant=Variant(language="de"), by=physio)


def test_a_language_that_was_not_frozen_falls_back_to_the_programs_own(issued_in_two, physio, client_for):
    url = reverse("program-handout", args=[issued_in_two.pk])
    assert client_for(physio).get(url, {"language": "fr"}).context["variant"].language == "en"


@pytest.mark.parametrize(
    ("slug", "name"), [("chair", "Stuhl"), ("rail_or_chair", "Handlauf oder Stuhl"), ("unknown", None)]
)
def test_things_have_names(slug, name):
    assert things.name_of(slug, "de") == name
