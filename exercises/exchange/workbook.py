"""Reads a workbook in a process of its own, so that a hostile file costs that process and nothing else.

The bytes come in on standard input, rows of text go out as JSON. Run by `reading.py` as `python -m`.
"""

import json
import re
import resource
import sys
import warnings
from datetime import date, datetime, time, timedelta

from exercises.exchange.archive import open_archive, unpacked
from exercises.exchange.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MEMORY,
    MOST_PROBLEMS,
    MOST_ROWS,
    MOST_SECONDS,
    MOST_SHEETS,
)
from exercises.exchange.problems import FileRefused, Problem, whole_file

DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
WIDE_XML = (b"\xff\xfe", b"\xfe\xff")
DATES = (date, datetime, time, timedelta)


def read_workbook(data):
    """Return ([(sheet, [(line, [text])])], problems). Raises FileRefused for a file of which nothing can be read."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise whole_file("Workbooks are not read here: defusedxml is not installed.")
    _check_parts(data)
    import io

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception:  # openpyxl lets out whatever a broken file provokes
        raise whole_file("It is not a workbook that can be read. Save it as .xlsx and upload that.") from None
    if len(book.worksheets) > MOST_SHEETS:
        raise whole_file(f"It has {len(book.worksheets)} sheets, more than {MOST_SHEETS}.")
    problems, cells, sheets = [], 0, []
    archive = open_archive(data)
    for sheet in book.worksheets:
        if MERGED.search(unpacked(archive, sheet._worksheet_path)):
            problems.append(
                Problem(sheet.title, None, "", "has merged cells. Unmerge them, one value per cell.")
            )
            continue
        rows = list(_rows(sheet, problems))
        cells += sum(len(row) for _, row in rows)
        if cells > MOST_CELLS:
            raise whole_file(f"It has more than {MOST_CELLS} cells. Split it into smaller files.")
        sheets.append((sheet.title, rows))
    return sheets, problems[:MOST_PROBLEMS]


def _check_parts(data):
    archive = open_archive(data)
    for name in archive.namelist():
        if name.lower().endswith("vbaproject.bin"):
            raise whole_file("It holds macros. Save it as .xlsx, without them.")
        content = unpacked(archive, name)
        if DECLARES.search(content) or content.startswith(WIDE_XML):
            raise whole_file(
                f"Its part “{name}” declares things no spreadsheet program writes. It is not read."
            )


def _rows(sheet, problems):
    """Yield (line, texts) of every row that holds anything."""
    # A file may claim any size; what is there is counted instead.
    sheet.reset_dimensions()
    kept = 0
    for line, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell, sheet.title, line, problems) for cell in row]
        while texts and texts[-1] == "":
            texts.pop()
        if not texts:
            continue
        kept += 1
        if kept > MOST_ROWS or len(texts) > MOST_COLUMNS:
            most = f"{MOST_ROWS} rows of {MOST_COLUMNS} columns"
            raise FileRefused(Problem(sheet.title, line, "", f"is beyond {most}, the most that is read."))
        yield line, texts


def _text(cell, sheet, line, problems):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        reason = "holds a formula. Put its result there as plain text."
    elif cell.data_type == "e":
        reason = f"holds the spreadsheet's error {value}."
    elif isinstance(value, DATES):
        reason = "was turned into a date by the spreadsheet. Format the cell as text and type it again."
    else:
        return _plain(value)
    problems.append(Problem(sheet, line, cell.column_letter, reason))
    return ""


def _plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    warnings.simplefilter("ignore")
    try:
        sheets, problems = read_workbook(sys.stdin.buffer.read())
    except FileRefused as refused:
        sheets, problems = [], refused.problems
    told = [(one.sheet, one.line, one.column, one.reason) for one in problems]
    json.dump({"sheets": sheets, "problems": told}, sys.stdout)


if __name__ == "__main__":
    main()
