"""The texts for patients in other languages: easy, calm, and fit for the page. Read from the sources, without a database."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from exercises.fixture_check import TEXT_KEYS
from exercises.languages import BASE, NAMES
from programs.handouts.figures import alternatives
from programs.handouts.texts import PLURAL_FORMS, languages, load_texts
from programs.handouts.wording import Wording
from text.calm import clinicians_words, frightening
from text.reading import vienna_grade

FIXTURES = Path(settings.FIXTURE_DIRS[0])
TRANSLATED = sorted(path.name for path in (FIXTURES / "text").iterdir() if path.name != BASE)
SENTENCES = ("purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this")
# What two exercises on a page have room for, in characters.
MOST = {
    "name": 60,
    "purpose": 115,
    "setup": 280,
    "steps": 115,
    "feel": 160,
    "easier": 115,
    "harder": 125,
    "not_like_this": 130,
    "alt": 200,
}
HIGHEST_GRADE = 6
# What Arabic says in a word: "one second" has no digit.
WRITTEN = {"ar": {"1": re.compile(r"\bواحدة?\b")}}
# To weigh, and to lift something off: neither is what a part of the body does.
NOT_GERMAN = re.compile(r"\b[Ww]ieg(?:en|t)\b|\b(?:[Hh]ebt|[Hh]eben) [^.?]*\bab\?|\babheb(?:t|en)\b")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


TEXTS = [
    (path.parent.name, path.stem, read(path))
    for language in TRANSLATED
    for path in sorted((FIXTURES / "text" / language).glob("*.json"))
]
GERMAN = {slug: text for language, slug, text in TEXTS if language == "de"}


def strings(value):
    """Yield every sentence in a tree of tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from strings(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)


def numbers(language, sentences):
    """Return the numbers of sentences, written in words too where a language does that."""
    said = " ".join(sentences)
    written = [digit for digit, word in WRITTEN.get(language, {}).items() for _ in word.findall(said)]
    return sorted([*re.findall(r"\d+", said), *written])


def frame(language="de"):
    """Return the sentences of the handout, without the names that the program fills in."""
    said = [part for name, part in load_texts(language).items() if name not in ("meta", "dates")]
    return [re.sub(r"{\w+}", "", one) for part in said for one in strings(part)]


def test_translations_are_named():
    assert set(TRANSLATED) <= set(NAMES)
    assert set(TRANSLATED) <= set(languages())


def test_translations_have_the_keys_of_the_base():
    assert [(language, slug) for language, slug, text in TEXTS if tuple(text) != TEXT_KEYS] == []


def test_arabic_has_every_plural_form():
    said = load_texts("ar")
    counted = [
        said["head"]["weeks"],
        *(said["dose"][name] for name in ("sets", "times", "hold", "minutes", "rest", "days")),
    ]
    counted += [said["pain_light"]["next_morning"][name] for name in ("hold", "back")]
    assert all(set(forms) == PLURAL_FORMS for forms in counted)


def test_arabic_writes_western_digits():
    said = [
        *strings(load_texts("ar")),
        *(one for language, _, text in TEXTS if language == "ar" for one in strings(text)),
    ]
    assert [one for one in said if re.search(r"[\u0660-\u0669\u06f0-\u06f9]", one)] == []


def test_translations_fit_the_page():
    long = [
        (language, slug, key, len(one))
        for language, slug, text in TEXTS
        for key, most in MOST.items()
        for one in strings(text[key])
        if len(one) > most
    ]
    assert long == []


def test_both_pictures_are_described_in_the_words_of_the_language():
    unsplit = []
    for language, slug, text in TEXTS:
        first, second = alternatives(text, 2, Wording(language))
        if second == f"{text['name']}, 2" or first == text["alt"]:
            unsplit.append((language, slug))
    assert unsplit == []


def test_numbers_are_those_of_the_base():
    """A hold of 3 seconds is 3 seconds in every language; digits in names are no amounts."""
    changed = []
    for language, slug, text in TEXTS:
        base = read(FIXTURES / "text" / BASE / f"{slug}.json")
        for key in SENTENCES:
            there, here = numbers(BASE, strings(base[key])), numbers(language, strings(text[key]))
            if [number for number in there if number not in here]:
                changed.append((language, slug, key, there, here))
    assert changed == []


def test_german_exercises_are_easy_to_read():
    grades = {
        slug: vienna_grade([*strings([text[key] for key in SENTENCES])]) for slug, text in GERMAN.items()
    }
    assert {slug: grade for slug, grade in grades.items() if grade > HIGHEST_GRADE} == {}


def test_the_german_frame_is_easy_to_read():
    education = load_texts("de")["education"]["blocks"]
    assert vienna_grade(strings(education)) <= HIGHEST_GRADE


@pytest.mark.parametrize("words", [frightening, clinicians_words])
def test_german_texts_are_calm_and_plain(words):
    said = [
        *((slug, one) for slug, text in GERMAN.items() for one in strings(text)),
        *(("de.toml", one) for one in frame()),
    ]
    assert [(place, one) for place, one in said if words("de", one)] == []


@pytest.mark.parametrize("words", [frightening, clinicians_words])
def test_english_texts_are_calm_and_plain(words):
    paths = sorted((FIXTURES / "text" / BASE).glob("*.json"))
    # A name may say in brackets what a machine in the gym is labelled.
    texts = {path.stem: read(path) | {"name": ""} for path in paths}
    said = [*((slug, one) for slug, text in texts.items() for one in strings(text)), *enumerate(frame(BASE))]
    assert [(place, one) for place, one in said if words(BASE, one)] == []


def test_german_moves_as_germans_say_it():
    said = [(slug, one) for slug, text in GERMAN.items() for one in strings(text)]
    assert [(slug, one) for slug, one in said if NOT_GERMAN.search(one)] == []


def test_arabic_says_no_number_twice():
    said = [
        *frame("ar"),
        *(one for language, _, text in TEXTS if language == "ar" for one in strings(text)),
    ]
    assert [one for one in said if re.search(r"\(\d\)", one)] == []


@pytest.mark.parametrize("language", languages())
def test_the_emergency_is_asked_in_the_same_words_everywhere(language):
    said = load_texts(language)
    signs = said["stop"]["signs"]["stop_bowel_bladder"]
    assert signs["text"] == signs["text_known_leg_symptoms"]


def test_german_addresses_the_patient_politely():
    familiar = re.compile(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[nmrs]?)\b")
    said = [*(one for text in GERMAN.values() for one in strings(text)), *frame()]
    assert [one for one in said if familiar.search(one)] == []


@pytest.mark.parametrize("language", [code for code in languages() if code != BASE])
def test_no_translation_of_the_frame_calls_itself_reviewed(language):
    assert load_texts(language)["meta"]["reviewed"] is False
