"""A spreadsheet that is refused, in the language that marks the catalogue's words: every reason was handed to gettext."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exercises.exchange import limits
from exercises.models import Exercise, LibraryImport
from tests.exercises.exchange.sheets import Tables, edited
from tests.exercises.exchange.test_reading import ENTITIES, with_part, zipped
from tests.interface.reading import content, raw_words

ADDRESS = reverse("library-import-add")
HEAD = b"slug,category\r\n"


@pytest.fixture(scope="module")
def said(world):
    return content()


@pytest.fixture
def sheets(world):
    return Tables().only("exercises")


def typed(value, data_type=None):
    """Return what types one value into a workbook, below the headings."""

    def type_in(book):
        cell = book["exercises"]["B2"]
        cell.value = value
        cell.data_type = data_type or cell.data_type

    return type_in


def wrong_column(sheets):
    columns = sheets.sheets["exercises"][0]
    columns[columns.index("sets")] = "kits"
    return sheets.csv("exercises")


def unknown_code(sheets):
    sheets.change("exercises", "leg-press", category="yoga")
    return sheets.csv("exercises")


def twin(sheets):
    sheets.copy("exercises", "leg-press")
    return sheets.csv("exercises")


def broken_encoding(sheets):
    return HEAD + "a,Fuß".encode("cp1252")


def bomb(sheets):
    return zipped(**{"[Content_Types].xml": b"<Types/>", "x.xml": b"0" * (limits.MOST_UNPACKED + 1)})


def csv_formula(sheets):
    return HEAD + b"a,=1+1"


def of_workbook(change):
    return lambda sheets: edited(sheets.workbook, change)


def declares(sheets):
    return with_part(sheets.workbook, "xl/workbook.xml", lambda xml: ENTITIES + xml)


REFUSED = {
    "a wrong column": (wrong_column, "exercises.csv", ("exercises", 1, "kits"), "is not a column"),
    "an unknown code": (unknown_code, "exercises.csv", ("exercises", None, "category"), "unknown "),
    "a slug that stands twice": (twin, "exercises.csv", ("exercises", None, "slug"), "” stands already in "),
    "a broken encoding": (broken_encoding, "exercises.csv", ("exercises.csv", 2, ""), "is not UTF-8"),
    "a bomb": (bomb, "library.xlsx", ("", None, ""), "It unpacks to more than "),
    "a formula in CSV": (csv_formula, "exercises.csv", ("exercises", 2, "category"), "starts with “"),
    "a formula in a workbook": (
        of_workbook(typed("=1+1")),
        "library.xlsx",
        ("exercises", 2, "revision"),
        "holds a formula",
    ),
    "an error in a workbook": (
        of_workbook(typed("#REF!", "e")),
        "library.xlsx",
        ("exercises", 2, "revision"),
        "holds the spreadsheet's error ",
    ),
    "merged cells": (
        of_workbook(lambda book: book["exercises"].merge_cells("A2:B3")),
        "library.xlsx",
        ("exercises", None, ""),
        "has merged cells",
    ),
    "a workbook that declares entities": (declares, "library.xlsx", ("", None, ""), "Its part “"),
    "a file cut short": (lambda sheets: b"PK\x03\x04", "library.xlsx", ("", None, ""), "The file is damaged"),
}


# What the file itself held, and the reason quotes.
FILLED_IN = {"#REF!", "kits", "yoga", "leg-press", "xl/workbook.xml", "Fuß"}


def bare(raw):
    return raw.strip("| .,“”:")


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_file_is_refused_in_the_readers_language(name, world, sheets, said, marked_language):
    make, file_name, (sheet, line, column), words = REFUSED[name]
    before = Exercise.history.count(), LibraryImport.objects.count()
    file = SimpleUploadedFile(file_name, make(sheets))
    answer = world.client("librarian").post(ADDRESS, {"file": file, "reason": "Rest"})
    problem = answer.context["problems"][0]
    assert answer.status_code == 422
    assert (problem.sheet, problem.column) == (sheet, column)
    assert line in (None, problem.line)
    assert f"«{words}" in problem.reason
    assert {bare(raw) for raw in raw_words(answer.content.decode(), said)} <= FILLED_IN | {sheet, column}
    assert (Exercise.history.count(), LibraryImport.objects.count()) == before
