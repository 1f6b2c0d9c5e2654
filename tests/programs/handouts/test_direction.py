"""Right to left: the page is mirrored, and numbers and names keep their own order."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from programs.handouts import fonts, shaping
from programs.handouts.direction import apart, direction_of, joined
from programs.handouts.presenter import Handout
from programs.handouts.render import render_body, render_pdf
from programs.handouts.snapshot import NO_BREAK
from programs.handouts.typed import typed
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording
from tests.programs.handouts.languages import stand_in
from tests.programs.handouts.layout import faults, laid_out
from tests.programs.handouts.reading import Printed

NAME = "سارة الخطيب"
TRANSLATED = Path(__file__).with_name("three_languages.json")


@pytest.fixture
def mirrored(small, monkeypatch, tmp_path):
    """Return a snapshot whose language runs right to left; its words are English, but their direction is not asked."""
    for _ in stand_in(monkeypatch, tmp_path, {"ar": {"name": "العربية", "direction": "rtl"}}):
        texts = {
            form["slug"]: form["text"] | {"language": "ar"}
            for part in small["sections"]
            for item in part["items"]
            for form in (item, *item["variants"])
        }
        frozen = {"texts": texts, "left_out": [], "equipment": [], "replaced": {}}
        yield small | {"schema": 2, "translations": {"ar": frozen}, "untranslated": {}}


ARABIC = Variant(language="ar", extent="exercises")


@pytest.mark.parametrize(
    ("text", "direction"),
    [("Ada", "ltr"), (NAME, "rtl"), ("1. سارة", "rtl"), ("01632 960 123", "ltr"), ("", "ltr")],
)
def test_direction_is_that_of_the_first_letter(text, direction):
    assert direction_of(text) == direction


def test_what_is_filled_in_stands_apart():
    wording = Wording("ar")
    assert apart("2 × 20") in wording.say("glance.sets_hold", sets=2, seconds=20)
    assert apart("112") in wording.say("stop.signs.stop_bowel_bladder.action", emergency_number="112")
    assert joined(apart("112")) == "112"


def test_the_unit_of_a_hold_stands_beside_its_number_and_not_beside_the_sets():
    """Outside the part that runs left to right it would stand left of the sets: 20 holds of 2 seconds."""
    said = Wording("ar").say("glance.sets_hold", sets=2, seconds=20)
    assert re.fullmatch("\u2066.*20.* ث\u2069", said)


def test_languages_that_run_left_to_right_need_no_marks():
    assert apart("")[0] not in Wording("de").say("glance.sets_hold", sets=2, seconds=20)


def test_digits_are_western():
    foreign = {
        letter
        for path in ("head", "stop", "pain_light", "glance", "log", "dose")
        for letter in str(Wording("ar").at(path))
        if unicodedata.category(letter) == "Nd" and letter not in "0123456789"
    }
    assert foreign == set()


def test_a_phone_number_is_never_broken(mirrored):
    phone = Handout.from_snapshot(mirrored, ARABIC).head.phone
    assert phone == apart("01632 960 123".replace(" ", NO_BREAK))


def test_the_page_is_mirrored_and_whole(mirrored):
    mirrored["patient"]["name"] = NAME
    document = laid_out(mirrored, ARABIC)
    assert faults(document) == []
    assert 'lang="ar" dir="rtl"' in render_body(Handout.from_snapshot(mirrored, ARABIC))


def test_only_our_fonts_are_embedded(mirrored):
    mirrored["patient"]["name"] = NAME
    printed = Printed(render_pdf(mirrored, ARABIC))
    allowed = tuple(family.replace(" ", "-") for family in fonts.families())
    assert any(name.startswith("Noto-Sans-Arabic") for name in printed.font_names)
    assert [name for name in printed.font_names if not name.startswith(allowed)] == []
    assert printed.catalog["/Lang"] == "ar"


def test_every_glyph_has_a_letter():
    """The dots of Arabic letters are glyphs by themselves; PDF/UA wants a letter for each."""
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    printed = Printed(render_pdf(snapshot, Variant(language="ar", extent="fridge")))
    fonts_used = printed.file.pages[0]["/Resources"]["/Font"].values()
    tables = [font.get_object()["/ToUnicode"].get_object().get_data().decode() for font in fonts_used]
    assert any("<200d>" in table for table in tables)
    assert [table for table in tables if "<>" in table] == []


def test_arabic_pieces_say_their_letters_and_no_run_ends_with_a_gap():
    """The glyphs say them poorly, and a gap at the end of a run is forgotten by PDFium, so that words lie on others."""
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    printed = Printed(render_pdf(snapshot, Variant(language="ar", extent="fridge")))
    content = printed.file.pages[0].get_contents().get_data()
    said = [
        bytes.fromhex(text.decode()).decode("utf-16") for text in re.findall(rb"/ActualText <(\w+)>", content)
    ]
    title = Wording("ar").at("stop.title")
    assert title in "".join(said)
    assert [text for text in said if "\u2068" in text or "\u2069" in text] == []
    pieces = re.findall(rb"/ActualText.*?EMC", content, re.DOTALL)
    assert len(pieces) == len(said)
    assert [piece for piece in pieces if re.search(rb">-?[\d.]+\] TJ", piece)] == []
    # Two numbers that were moved together stay two.
    assert [piece for piece in pieces if re.search(rb"\d-\d|\d\.\d+\.", piece)] == []


def test_the_paper_says_that_nobody_has_reviewed_it(mirrored):
    handout = Handout.from_snapshot(mirrored, ARABIC)
    assert handout.head.review == "Translation awaiting review"
    assert Handout.from_snapshot(mirrored, Variant()).head.review == ""


def test_what_staff_typed_is_marked_with_its_language(mirrored):
    goal = Handout.from_snapshot(mirrored, ARABIC).head.goal
    assert (goal.language, goal.direction) == ("en", "ltr")
    assert Handout.from_snapshot(mirrored, Variant()).head.goal.language == ""
    assert typed("", mirrored, Wording("en")) is None


def test_letters_of_a_drawn_label_are_joined():
    left = [name for _, name, _, _ in shaping.glyphs("3يسار")]
    alone = [name for letter in "3يسار" for _, name, _, _ in shaping.glyphs(letter)]
    assert len(left) == 5
    # From left to right: the word from its last letter to its first, then the number, which stands on the right.
    assert left[-1] == alone[0]
    assert left[1] != alone[3]
    assert [name for _, name, _, _ in shaping.glyphs("3L")][0] == alone[0]


def lost_directions(markup):
    """Return what stands apart and has letters only inside what stands apart within it: its direction would be guessed wrongly."""
    found, open_parts = [], []
    for letter in markup:
        if letter == apart("")[0]:
            open_parts.append(["", ""])
        elif letter == apart("")[1] and open_parts:
            own, nested = open_parts.pop()
            if (
                direction_of(own) == "ltr"
                and direction_of(nested) == "rtl"
                and not re.search("[A-Za-z]", own)
            ):
                found.append(own + nested)
            if open_parts:
                open_parts[-1][1] += own + nested
        elif open_parts:
            open_parts[-1][0] += letter
    return found


def test_nested_marks_are_found():
    date = f"{apart('21')} {apart('ديسمبر')} {apart('2026')}"
    assert lost_directions(f"أحضر سجلك في {apart(date)}.")
    assert lost_directions(f"أحضر سجلك في {apart(joined(date))}.") == []


@pytest.mark.parametrize("extent", ["full", "fridge"])
@pytest.mark.parametrize("size", ["standard", "large"])
def test_nothing_filled_in_loses_its_direction(extent, size):
    """A date within a sentence once read "2026 December 21"."""
    snapshot = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    snapshot["program"] |= {"review_on": "2026-12-21", "issued_on": "2026-11-23"}
    snapshot["program"]["replaces"] = {"version": 1, "issued_on": "2026-11-16"}
    handout = Handout.from_snapshot(snapshot, Variant(language="ar", extent=extent, size=size))
    assert "ديسمبر" in str(handout)
    assert lost_directions(render_body(handout)) == []
