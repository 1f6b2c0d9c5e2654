"""An uploaded file turned into sheets of clean text, each cell with its place; anything doubtful is refused."""

import codecs
import csv
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from exercises.exchange.archive import IS_COMPOUND, IS_WORKBOOK, IS_ZIP, open_archive, unpacked
from exercises.exchange.faults import Finding, Unreadable
from exercises.exchange.formulas import unguarded, would_run
from exercises.exchange.limits import (
    LONGEST_CELL,
    MEBIBYTE,
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SECONDS,
)
from exercises.exchange.problems import BEYOND, FileRefused, Problem, in_words, whole_file
from text.cleaning import clean_text

WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its column names, and its rows as (line, {column: text})."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]


def read_file(data, name):
    """Return the sheets of an uploaded workbook, CSV file or zip of CSV files, blank rows left out.

    Raises FileRefused with every place that has to be mended.
    """
    if not data:
        raise whole_file(_("It is empty."))
    if len(data) > MOST_BYTES:
        raise whole_file(
            _("It is larger than %(most_bytes)s MB. Split it into smaller files.")
            % {"most_bytes": MOST_BYTES // MEBIBYTE}
        )
    try:
        tables, problems = _tables(data, name)
    except Unreadable as unreadable:
        raise FileRefused(in_words(unreadable.finding)) from None
    sheets = [_sheet(title, rows, problems) for title, rows in tables if rows]
    if problems:
        raise FileRefused(*problems)
    if not sheets:
        raise whole_file(_("It holds no rows."))
    return sheets


def _tables(data, name):
    """Return ([(title, [(line, [text])])], problems) by what the file is, whatever it is called."""
    if data.startswith(IS_COMPOUND):
        raise whole_file(
            _("It is locked with a password or an old .xls. Save it as .xlsx without a password.")
        )
    if not data.startswith(IS_ZIP):
        return [(PurePosixPath(name).stem, _csv_rows(data, name))], []
    archive = open_archive(data)
    if IS_WORKBOOK in archive.namelist():
        return _workbook(data)
    strange = [one for one in archive.namelist() if not one.lower().endswith(".csv")]
    if strange:
        raise whole_file(_("It holds “%(strange)s”, which is not a CSV file.") % {"strange": strange[0]})
    return [
        (PurePosixPath(one).stem, _csv_rows(unpacked(archive, one), one)) for one in archive.namelist()
    ], []


def _workbook(data):
    command = [sys.executable, "-m", "exercises.exchange.workbook"]
    try:
        # Our own module, with nothing of the user's in the command and none of our secrets in its environment.
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
            cwd=settings.BASE_DIR,
            env={"OPENPYXL_LXML": "False"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise whole_file(
            _(
                "Reading it takes more time or memory than a library could need. Split it into smaller files, "
                "or save it as CSV."
            )
        ) from None
    told = json.loads(done.stdout)
    return told["sheets"], [in_words(Finding(**one)) for one in told["findings"]]


def _csv_rows(data, name):
    """Return [(line, texts)] of a CSV file, lines counted as a spreadsheet counts its rows."""
    text = _decoded(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows, line, cells = [], 0, 0
    try:
        for line, row in enumerate(reader, start=1):  # noqa: B007 - told by the error below
            if any(row):
                rows.append((line, row))
                cells += len(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS or cells > MOST_CELLS:
                most = {"most_rows": MOST_ROWS, "most_columns": MOST_COLUMNS}
                raise FileRefused(Problem(name, line, "", BEYOND % most))
    except csv.Error:
        reason = _(
            "is not proper CSV from here on: a quotation mark is missing or stands alone, or a cell is too long."
        )
        raise FileRefused(Problem(name, line + 1, "", reason)) from None
    return rows


def _decoded(data, name):
    if data.startswith(WIDE):
        raise FileRefused(Problem(name, None, "", _("is saved as UTF-16. Save it as “CSV UTF-8”.")))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("is not UTF-8, so letters such as “ü” would be lost. Save it as “CSV UTF-8”.")
        raise FileRefused(Problem(name, line, "", reason)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileRefused(Problem(name, line, "", _("holds a zero byte, so it is not a text file.")))
    return text


def _delimiter(text):
    """Return the comma, or the semicolon that spreadsheets write where the comma is the decimal mark."""
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _sheet(name, rows, problems):
    (top, head), *body = rows
    columns = tuple(one.strip() for one in head)
    for place, column in enumerate(columns, start=1):
        if not column:
            problems.append(Problem(name, top, get_column_letter(place), _("has no heading.")))
        elif column in columns[: place - 1]:
            problems.append(Problem(name, top, column, _("stands twice.")))
    return Sheet(name, columns, [(line, _cells(name, line, columns, row, problems)) for line, row in body])


def _cells(sheet, line, columns, row, problems):
    if len(row) > len(columns) and any(row[len(columns) :]):
        problems.append(
            Problem(
                sheet,
                line,
                "",
                _("has %(row_count)s cells, but there are %(columns_count)s headings.")
                % {"row_count": len(row), "columns_count": len(columns)},
            )
        )
    padded = [*row, *[""] * (len(columns) - len(row))]
    return {
        column: _cell(sheet, line, column, text, problems)
        for column, text in zip(columns, padded, strict=False)
    }


def _cell(sheet, line, column, text, problems):
    if would_run(text):
        start = text.strip()[:1] or _("a tab")
        reason = _("starts with “%(start)s”, which a spreadsheet takes for a formula. Reword it.") % {
            "start": start
        }
    elif len(text) > LONGEST_CELL:
        reason = _("holds %(text_count)s characters, more than %(longest_cell)s.") % {
            "text_count": len(text),
            "longest_cell": LONGEST_CELL,
        }
    else:
        try:
            return clean_text(unguarded(text))
        except ValidationError as error:
            reason = error.messages[0]
    problems.append(Problem(sheet, line, column, reason))
    return ""
