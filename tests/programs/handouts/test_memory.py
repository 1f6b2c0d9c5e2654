"""The renderer's memory: the same bytes as WeasyPrint by itself, whatever was rendered before, and never too large."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from programs.handouts import document, lines, render
from programs.handouts import memory as memory_module
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from tests.programs.handouts.languages import longer, stand_in
from tests.programs.handouts.test_direction import mirrored  # noqa: F401 — a fixture

VARIANTS = [
    Variant(),
    Variant("letter", "large", "mono", extent="exercises"),
    Variant(extent="fridge"),
]
BRIEF = Variant(extent="exercises")


@pytest.fixture
def memory():
    """Return the fonts of this process, which have forgotten everything."""
    fonts = document.style()[1]
    fonts.forget()
    return fonts


@pytest.fixture
def without_memory(monkeypatch):
    """Return a function that renders as WeasyPrint does by itself."""
    with monkeypatch.context() as changed:
        changed.setattr(document, "RememberingFonts", FontConfiguration)
        sheet_and_fonts = document.style.__wrapped__()

    def plain(snapshot, variant):
        with monkeypatch.context() as changed:
            changed.setattr(render, "style", lambda: sheet_and_fonts)
            return render_pdf(snapshot, variant).sha256

    return plain


def assert_same_bytes(snapshot, variant, memory, without_memory):
    first = render_pdf(snapshot, variant).sha256
    assert min(len(memory.lines), len(memory.styles)) > 0
    again = render_pdf(snapshot, variant).sha256
    assert first == again == without_memory(snapshot, variant)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.suffix)
def test_the_bytes_are_those_of_weasyprint_by_itself(variant, small, memory, without_memory):
    small["patient"]["goal"] = "Walk\nto the\tsea, and b-a-c-k " + "Wanderweg" * 12
    assert_same_bytes(small, variant, memory, without_memory)


def test_they_are_in_a_language_that_is_hyphenated(small, memory, without_memory, monkeypatch, tmp_path):
    for _ in stand_in(monkeypatch, tmp_path, {"de": {"name": "Deutsch", "direction": "ltr"}}, longer):
        texts = {
            form["slug"]: form["text"]
            | {"language": "de", "name": "Einbeinige Beckenhebung mit Rückenlagerung"}
            for part in small["sections"]
            for item in part["items"]
            for form in (item, *item["variants"])
        }
        frozen = {"texts": texts, "left_out": [], "equipment": [], "replaced": {}}
        german = small | {"schema": 2, "translations": {"de": frozen}, "untranslated": {}}
        assert_same_bytes(german, Variant(language="de", extent="exercises"), memory, without_memory)


def test_they_are_from_right_to_left(mirrored, memory, without_memory):  # noqa: F811
    mirrored["patient"]["name"] = "سارة الخطيب"
    assert_same_bytes(mirrored, Variant(language="ar", extent="exercises"), memory, without_memory)


def test_other_papers_languages_and_patients_before_it_change_nothing(small, memory):
    usual = BRIEF
    alone = render_pdf(small, usual).sha256
    memory.forget()
    other = {**small, "patient": small["patient"] | {"name": "Åsa Đặng"}}
    for variant in (replace(usual, paper="letter"), replace(usual, size="large")):
        render_pdf(other, variant)
    assert render_pdf(small, usual).sha256 == alone


def test_a_full_memory_forgets_and_goes_on(small, memory, monkeypatch):
    whole = render_pdf(small, BRIEF).sha256
    monkeypatch.setattr(memory_module, "MOST_LINES", 50)
    monkeypatch.setattr(memory_module, "MOST_STYLES", 20)
    memory.forget()
    assert render_pdf(small, BRIEF).sha256 == whole
    assert 0 < len(memory.lines) <= 2 * 50
    assert 0 < len(memory.styles) <= 2 * 20


def test_the_same_handout_again_adds_nothing(small, memory):
    render_pdf(small, BRIEF)
    known = len(memory.lines), len(memory.styles), len(memory.layouts)
    render_pdf(small, BRIEF)
    assert (len(memory.lines), len(memory.styles), len(memory.layouts)) == known


def test_a_line_is_known_by_every_property_that_weasyprint_reads():
    folder = Path(line_break.__file__).parent
    source = (folder / "line_break.py").read_text() + (folder / "fonts.py").read_text()
    read = set(re.findall(r"""style\[['"](\w+)['"]\]""", source))
    # The first is never remembered; a line's height is not a matter of its glyphs.
    assert read - {"text_decoration_line", "line_height"} == set(lines.PROPERTIES)


def test_no_style_hangs_on_the_size_of_the_page():
    # Styles are shared by A4 and Letter.
    for sheet in (finders.find("css/handout.css"), document.PAGE_SHEET):
        text = re.sub(r"/\*.*?\*/", "", Path(sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\d\s*p?v(w|h|i|b|min|max)\b", text)
