"""Uploaded files: what is read, and what is refused with sheet, line, column and reason."""

import io
import json
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest
from django.conf import settings as ours
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.exchange import limits, reading, workbook
from exercises.exchange.faults import Fault, Finding, Unreadable
from exercises.exchange.problems import SENTENCES, FileRefused, Problem, in_words
from exercises.exchange.reading import read_file
from exercises.exchange.writing import as_workbook
from tests.exercises.exchange.sheets import edited, told

HEAD = b"slug,name\r\n"
SIMPLE = [("exercises", ["slug", "name"], [["a", "One"], ["b", "Two"]])]


def refusal(data, name="exercises.csv"):
    with pytest.raises(FileRefused) as refused:
        read_file(data, name)
    return told(refused)


def reason(data, name="exercises.csv"):
    """Return the reason of a file that is refused as a whole."""
    return refusal(data, name)["", None, ""]


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(data, name, change):
    """Return a workbook with one of its parts changed."""
    old, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in old.namelist():
            archive.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return file.getvalue()


def test_csv_is_read_with_lines_as_a_spreadsheet_counts_them():
    (sheet,) = read_file(HEAD + b'a,"two\nlines"\r\n\r\nb,Two\r\n', "exercises.csv")
    assert (sheet.name, sheet.columns) == ("exercises", ("slug", "name"))
    assert sheet.rows == [(2, {"slug": "a", "name": "two\nlines"}), (4, {"slug": "b", "name": "Two"})]


@pytest.mark.parametrize(
    "data", [HEAD + b"a,\xc3\xbc\n", b"\xef\xbb\xbf" + HEAD + b"a,\xc3\xbc\r", b"slug;name\na;\xc3\xbc"]
)
def test_marks_line_ends_and_semicolons_do_not_matter(data):
    assert read_file(data, "x.csv")[0].rows == [(2, {"slug": "a", "name": "ü"})]


def test_letters_are_composed():
    assert read_file(HEAD + "a,u\u0308".encode(), "x.csv")[0].rows[0][1]["name"] == "ü"


def test_a_zip_of_csv_files_is_read():
    data = zipped(**{"exercises.csv": HEAD + b"a,One", "text-en.csv": HEAD + b"a,Two"})
    assert [sheet.name for sheet in read_file(data, "library.zip")] == ["exercises", "text-en"]


def test_a_workbook_is_read():
    (sheet,) = read_file(as_workbook(SIMPLE), "library.xlsx")
    assert sheet.rows == [(2, {"slug": "a", "name": "One"}), (3, {"slug": "b", "name": "Two"})]


def test_numbers_and_truths_of_a_workbook_become_text():
    def type_in(book):
        for place, value in enumerate([3, 2.5, True, 4.0], start=2):
            book["exercises"].cell(place, 2).value = value

    rows = read_file(edited(as_workbook(SIMPLE), type_in), "x.xlsx")[0].rows
    assert [row["name"] for _, row in rows] == ["3", "2.5", "yes", "4"]


def test_a_sheet_of_any_claimed_size_is_read_as_it_is():
    claim = b'<dimension ref="A1:XFD1048576"/>'
    data = with_part(
        as_workbook(SIMPLE),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<sheetData>", claim + b"<sheetData>", 1),
    )
    assert len(read_file(data, "x.xlsx")[0].rows) == 2


@pytest.mark.parametrize(
    ("data", "where", "words"),
    [
        (b"\xff\xfe" + "slug,name\na,b".encode("utf-16-le"), ("exercises.csv", None, ""), "UTF-16"),
        (b"\xfe\xff" + "slug,name\na,b".encode("utf-16-be"), ("exercises.csv", None, ""), "UTF-16"),
        (HEAD + "a,Fuß\nb,Müller".encode("cp1252"), ("exercises.csv", 2, ""), "not UTF-8"),
        (HEAD + b"a,b\nc,\0", ("exercises.csv", 3, ""), "zero byte"),
        (HEAD + b'a,"open', ("exercises.csv", 2, ""), "quotation mark"),
        (HEAD + b'a,"b"c\n', ("exercises.csv", 2, ""), "quotation mark"),
        (HEAD + b"a,=1+1", ("exercises", 2, "name"), "formula"),
        (HEAD + b"a,\x07", ("exercises", 2, "name"), "U+0007"),
        (HEAD + "a,\u202eevil".encode(), ("exercises", 2, "name"), "U+202E"),
        (HEAD + b"a,b,c", ("exercises", 2, ""), "3 cells"),
        (b"slug,slug\na,b", ("exercises", 1, "slug"), "twice"),
        (b"slug,,name\na,b,c", ("exercises", 1, "B"), "no heading"),
        (HEAD + b"a," + b"x" * 10_001, ("exercises", 2, "name"), "10001 characters"),
        (HEAD + b"a," + b"x" * 140_000, ("exercises.csv", 2, ""), "too long"),
        (b",".join([b"x"] * 61), ("exercises.csv", 1, ""), "beyond"),
    ],
)
def test_a_csv_file_that_cannot_be_trusted_is_refused(data, where, words):
    assert words in refusal(data)[where]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "no rows"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, "password"),
        (b"PK\x03\x04 and then nothing", "cut short"),
        (as_workbook(SIMPLE)[:-200], "cut short"),
        (zipped(**{"a.csv": HEAD, "run.exe": b"MZ"}), "run.exe"),
        (zipped(**{f"{number}.csv": HEAD for number in range(201)}), "201 parts"),
        (zipped(**{"[Content_Types].xml": b"<Types/>"}), "not a workbook"),
        (zipped(**{"[Content_Types].xml": b"<Types/>", "xl/vbaProject.bin": b"x"}), "macros"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data, words):
    assert words in reason(data)


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert "larger than" in reason(HEAD + b"a,b")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert "beyond 3 rows" in refusal(HEAD + b"a,b\n" * 5)["exercises.csv", 4, ""]


def test_too_many_cells_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 4)
    assert "beyond" in refusal(HEAD + b"a,b\n" * 5)["exercises.csv", 3, ""]


def test_a_bomb_is_refused_before_it_is_unpacked():
    data = zipped(
        **{"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b"0" * (limits.MOST_UNPACKED + 1)}
    )
    assert len(data) < limits.MEBIBYTE
    assert "unpacks to more than 128 MB" in reason(data)


def test_a_bomb_that_lies_about_its_size_is_refused():
    # The size of the part is told as 10 bytes in the directory of the archive.
    data = bytearray(zipped(**{"a.csv": HEAD + b"a,b\n" * 50_000}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    assert "damaged" in reason(bytes(data), "x.zip")


def test_a_locked_archive_is_refused():
    data = bytearray(zipped(**{"a.csv": HEAD}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "password" in reason(bytes(data), "x.zip")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("=1+1", "formula"),
        ('=HYPERLINK("http://example.org")', "formula"),
        (date(2026, 3, 1), "date"),
        ("#REF!", "error #REF!"),
        ("  -5", "formula"),
    ],
)
def test_a_cell_of_a_workbook_that_is_no_plain_value_is_refused(value, words):
    def type_in(book):
        cell = book["exercises"]["B3"]
        cell.value = value
        if str(value).startswith("#"):
            cell.data_type = "e"

    found = refusal(edited(as_workbook(SIMPLE), type_in), "x.xlsx")
    assert words in found["exercises", 3, "name"]


def test_a_refused_cell_of_a_workbook_is_named_by_its_heading():
    data = as_workbook([("exercises", ["slug", " name ", "x" * 61], [["a", "One", "Two"]])])

    def type_in(book):
        for column in "ABCD":
            book["exercises"][f"{column}2"].value = "=1+1"

    found = refusal(edited(data, type_in), "x.xlsx")
    assert list(found) == [("exercises", 2, column) for column in ("slug", "name", "C", "D")]


def test_a_formula_among_the_headings_is_named_by_its_letter():
    def type_in(book):
        book["exercises"]["B1"].value = "=1+1"

    found = refusal(edited(as_workbook(SIMPLE), type_in), "x.xlsx")
    assert "formula" in found["exercises", 1, "B"]


def test_merged_cells_are_refused():
    data = edited(as_workbook(SIMPLE), lambda book: book["exercises"].merge_cells("A2:B3"))
    assert "merged cells" in refusal(data, "x.xlsx")["exercises", None, ""]


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_a_workbook_that_declares_entities_is_refused(part):
    def declare(xml):
        head, mark, rest = xml.partition(b"?>")
        return head + mark + ENTITIES + rest if mark else ENTITIES + xml

    assert "declares things" in reason(with_part(as_workbook(SIMPLE), part, declare), "x.xlsx")


def test_a_workbook_in_wide_letters_is_refused():
    def widen(xml):
        return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")

    assert "declares things" in reason(with_part(as_workbook(SIMPLE), "xl/workbook.xml", widen), "x.xlsx")


def test_workbooks_are_read_with_the_guard_against_entities():
    assert openpyxl.DEFUSEDXML


def test_a_workbook_with_broken_insides_is_refused():
    data = with_part(as_workbook(SIMPLE), "xl/workbook.xml", lambda xml: xml[: len(xml) // 2])
    assert "not a workbook" in reason(data, "x.xlsx")


def test_a_sheet_with_broken_insides_is_refused():
    data = with_part(as_workbook(SIMPLE), "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    assert reason(data, "x.xlsx")


def test_many_sheets_are_refused():
    data = as_workbook([(f"s{number}", ["slug"], []) for number in range(21)])
    assert "21 sheets" in reason(data, "x.xlsx")


def test_many_rows_in_a_workbook_are_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(Unreadable) as unreadable:
        workbook.read_workbook(as_workbook(SIMPLE))
    found = unreadable.value.finding
    assert (found.fault, found.sheet, found.line, found.values["most_rows"]) == (
        Fault.BEYOND,
        "exercises",
        3,
        2,
    )
    assert in_words(found).reason.startswith("is beyond 2 rows of 60 columns")


def test_every_fault_has_its_sentence():
    assert set(SENTENCES) == set(Fault)


def test_a_finding_comes_out_of_the_process_as_it_went_in():
    found = Finding(Fault.ERROR, "exercises", 3, "B", {"error": "#REF!"})
    assert Finding(**json.loads(json.dumps(found.as_json()))) == found


def test_the_process_that_reads_workbooks_knows_no_django():
    code = "import exercises.exchange.workbook, sys; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ours.BASE_DIR)
    assert done.stdout.strip() == b"False"


@pytest.mark.parametrize(
    ("sheet", "line", "column", "where"),
    [
        ("", None, "", "The file"),
        ("exercises", None, "", "exercises"),
        ("exercises", 12, "", "exercises, line 12"),
        ("exercises", None, "sets", "exercises, column sets"),
        ("exercises", 12, "sets", "exercises, line 12, column sets"),
    ],
)
def test_a_place_is_said_in_words(sheet, line, column, where):
    assert Problem(sheet, line, column, "x").where == where


def test_reading_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.01)
    assert "more time or memory" in reason(as_workbook(SIMPLE), "x.xlsx")


GOOD = as_workbook(SIMPLE)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place, damage):
    data = GOOD[:place] + damage + GOOD[place + len(damage) :]
    with suppress(FileRefused):
        assert read_file(data, "x.xlsx")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_called_csv_are_read_or_refused_and_nothing_else(data):
    with suppress(FileRefused):
        assert read_file(data, "x.csv")


def test_an_archive_of_a_later_format_is_refused():
    data = bytearray(zipped(**{"a.csv": HEAD}))
    data[data.index(b"PK\x01\x02") + 6] = 255
    assert "damaged" in reason(bytes(data), "x.zip")


def test_a_part_that_its_decoder_cannot_read_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", HEAD * 50)
    data = bytearray(file.getvalue())
    start = data.index(b"a.csv") + len(b"a.csv") + 9
    data[start : start + 20] = b"\xff" * 20
    assert "damaged" in reason(bytes(data), "x.zip")
