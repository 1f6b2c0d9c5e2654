"""Text that a spreadsheet would run stays text, and comes back as it was."""

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.exchange.formulas import guarded, unguarded, would_run
from exercises.exchange.writing import as_csv, as_workbook

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\n=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20a",
    "\u00a0=1",
    '=HYPERLINK("http://example.org","x")',
]
NASTY = st.text(st.sampled_from("'=+-@ \t\r\n\u00a0\uff1dab1"), max_size=8)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_would_run_is_guarded(text):
    assert would_run(text)
    assert not would_run(guarded(text))
    assert guarded(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Bend", "3-1-2", "O'Brien", "'quoted'", "1 = 1", "'"])
def test_plain_text_is_left_alone(text):
    assert guarded(text) == text


@given(NASTY | ANY)
def test_nothing_guarded_would_run(text):
    assert not would_run(guarded(text))


@given(NASTY | ANY)
def test_taking_the_guard_off_gives_back_the_text(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(NASTY | st.sampled_from(HOSTILE), min_size=1, max_size=5))
def test_no_cell_of_a_csv_file_would_run(texts):
    written = as_csv(["name"], [[text] for text in texts]).decode("utf-8-sig")
    _, *rows = csv.reader(io.StringIO(written, newline=""))
    assert [cell for row in rows for cell in row if would_run(cell)] == []


def test_no_cell_of_a_workbook_is_a_formula():
    book = openpyxl.load_workbook(
        io.BytesIO(as_workbook([("texts", ["name"], [[text] for text in HOSTILE])]))
    )
    cells = [cell for row in book["texts"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [cell.value for cell in cells[1:] if would_run(cell.value)] == []
