"""Text that may enter the record."""

import pytest
from django.core.exceptions import ValidationError

from text.cleaning import clean_line, clean_text


@pytest.mark.parametrize(
    "refused",
    [
        "a\x00b",
        "a\x07b",
        "a\x9fb",
        "a\u202eb",
        "a\u2066b",
        "a\ufdd0b",
        "a\ufffeb",
        "a\U0001ffffb",
        "a\ud800b",
    ],
    ids=["null", "bell", "c1", "override", "isolate", "noncharacter", "fffe", "plane end", "surrogate"],
)
def test_characters_that_mislead_are_refused(refused):
    with pytest.raises(ValidationError, match=r"U\+"):
        clean_text(refused)


@pytest.mark.parametrize(
    "kept", ["two\nlines\tand a tab", "Zoë Ødegård", "محمد", "陳大文", "👩🏽‍⚕️", "O’Neil – 5 %"]
)
def test_what_people_write_is_kept(kept):
    assert clean_text(kept) == kept


def test_letters_are_composed():
    assert clean_text("Mu\u0308ller") == "Müller"


def test_line_ends_become_plain():
    assert clean_text("a\r\nb\rc") == "a\nb\nc"


def test_a_line_has_no_breaks_and_single_blanks():
    assert clean_line("  Ada \n  Müller ") == "Ada Müller"
