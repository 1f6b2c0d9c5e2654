"""The sentence files: complete, and strict about what is asked of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from programs.handouts import texts
from programs.handouts.errors import HandoutError

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "handouts" / "print"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of sentence files that stands in for ours."""
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    texts.load_texts.cache_clear()
    yield tmp_path
    texts.load_texts.cache_clear()


@pytest.mark.parametrize("language", texts.languages())
def test_every_language_is_complete(language):
    assert texts.load_texts(language)["meta"]["language"] == language


def test_templates_ask_only_for_sentences_that_exist():
    asked = {
        path
        for template in TEMPLATES.glob("*.html")
        for path in re.findall(r"\bwords\.([a-z_.]+)", template.read_text(encoding="utf-8"))
    }
    assert asked
    for path in asked:
        value = texts.load_texts("en")
        for key in path.split("."):
            value = value[key]
        assert value


def test_an_unknown_key_is_refused_by_name():
    with pytest.raises(HandoutError, match=r"text/en\.toml has no “stop\.titel”"):
        texts.load_texts("en")["stop"]["titel"]


@pytest.mark.parametrize(
    ("base", "other", "complaint"),
    [
        ('a = "x"', 'b = "x"', "has no “a”"),
        ('a = "x"', 'a = ""', "says nothing under “a”"),
        ('a = "{n} x"', 'a = "x"', "does not keep the {names}"),
        ('a = "x"', 'a = "{n x"', "broken"),
        ('a = "x"', 'a = ["x"]', "something else"),
        ('a = ["x", "y"]', 'a = ["x"]', "has no “a.1”"),
        ('[a]\none = "x"\nother = "y"', '[a]\none = "x"\nfew = "y"', "has no “a.other”"),
        ('[a]\nother = "{n} x"', '[a]\nmany = "x"\nother = "{n} x"', "names} of en.toml under “a.many”"),
        ('a = "x"', "a = ", "cannot be read"),
    ],
)
def test_a_faulty_translation_is_refused(folder, base, other, complaint):
    (folder / "en.toml").write_text(base)
    (folder / "de.toml").write_text(other)
    with pytest.raises(HandoutError, match=re.escape(complaint)) as caught:
        texts.load_texts("de")
    assert "text/de.toml" in str(caught.value)


def test_a_translation_may_have_other_plural_forms(folder):
    (folder / "en.toml").write_text('[a]\none = "x"\nother = "y"')
    (folder / "ar.toml").write_text('[a]\ntwo = "z"\nother = "y"')
    assert texts.load_texts("ar")["a"]["two"] == "z"


def test_once_and_twice_may_do_without_the_number(folder):
    (folder / "en.toml").write_text('[a]\none = "{n} time"\nother = "{n} times"')
    (folder / "ar.toml").write_text('[a]\ntwo = "twice"\nother = "{n} times"')
    assert texts.load_texts("ar")["a"]["two"] == "twice"


@pytest.mark.parametrize("language", ["../settings", "", "en/../en", "xx"])
def test_a_language_is_never_a_path(language):
    with pytest.raises(HandoutError, match="There is no handout text"):
        texts.load_texts(language)


@pytest.mark.parametrize(
    ("language", "both"),
    [
        ("en", "both legs getting weak or numb? Is new pain running down both legs?"),
        ("de", "Beide Beine werden schwach oder taub? Zieht neuer Schmerz in beide Beine?"),
        ("ar", "تضعف ساقاك معًا أو تخدران، أو بدأ ألم"),
    ],
)
def test_weak_or_numb_legs_on_both_sides_are_an_emergency(language, both):
    """ces_bilateral_leg_neuro (BMJBP-CES), new or worse: the clinic must not be the first to be called."""
    sign = texts.load_texts(language)["stop"]["signs"]["stop_bowel_bladder"]
    assert both in sign["text"]
    assert both in sign["text_known_leg_symptoms"]
