"""The library written out: one workbook, or a zip of CSV files. What is read back unchanged changes nothing."""

import csv
import io
import zipfile
from copy import copy

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from exercises.exchange.formulas import guarded
from exercises.exchange.resources import AlternativeResource, ExerciseResource, TextResource
from exercises.exchange.stored import Stored
from exercises.languages import BASE

AS_TEXT = "@"
WIDE_COLUMN, NARROW_COLUMN = 40, 16
# The CSV files of one library have the same bytes, whenever they are written.
SAME_DAY = (2026, 1, 1, 0, 0, 0)


def tables(stored=None):
    """Return [(sheet, columns, rows of text)]: exercises, alternatives, and a sheet per language."""
    stored = stored or Stored()
    languages = sorted({language for _, language in stored.texts}, key=lambda code: (code != BASE, code))
    return [
        _table("exercises", ExerciseResource(stored), stored.exercises.values()),
        _table(
            "alternatives",
            AlternativeResource(stored),
            sorted(stored.alternatives.values(), key=lambda one: (one.exercise.slug, one.rank)),
        ),
        *(
            _table(
                f"text-{language}",
                TextResource(stored),
                [text for (_, code), text in sorted(stored.texts.items()) if code == language],
            )
            for language in languages
        ),
    ]


def _table(name, resource, instances):
    return name, resource.names, [list(resource.as_cells(one).values()) for one in instances]


def as_workbook(found):
    """Return the bytes of a workbook. Every cell is text, so that no spreadsheet turns 3-1-2 into a date."""
    book = Workbook(write_only=True)
    for name, columns, rows in found:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        widest = [max([0, *(len(row[place]) for row in rows)]) for place in range(len(columns))]
        for place, width in enumerate(widest):
            sheet.column_dimensions[get_column_letter(place + 1)].width = (
                WIDE_COLUMN if width > WIDE_COLUMN else NARROW_COLUMN
            )
        heading, plain = _style(sheet, bold=True), _style(sheet)
        sheet.append([_cell(sheet, name, heading) for name in columns])
        for row in rows:
            sheet.append([_cell(sheet, text, plain) for text in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_csv_files(found):
    """Return the bytes of a zip with one CSV file per sheet, in UTF-8 with the mark that spreadsheets look for."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, columns, rows in found:
            archive.writestr(
                zipfile.ZipInfo(f"{name}.csv", SAME_DAY), as_csv(columns, rows), zipfile.ZIP_DEFLATED
            )
    return file.getvalue()


def as_csv(columns, rows):
    """Return the bytes of one CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _style(sheet, *, bold=False):
    """Return a cell's style, made once per sheet because making it is slow."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = AS_TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell._style


def _cell(sheet, text, style):
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", guarded(text)))
    cell.data_type = "s"
    cell._style = copy(style)
    return cell
