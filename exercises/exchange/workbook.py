"""Reads a workbook in a process of its own, so that a hostile file costs that process and nothing else.

The bytes come in on standard input, rows of text and what is wrong with them go out as JSON. Run by `reading.py` as `python -m`.
"""

import json
import re
import resource
import sys
import warnings
from datetime import date, datetime, time, timedelta

from exercises.exchange.archive import open_archive, unpacked
from exercises.exchange.faults import Fault, Finding, Unreadable
from exercises.exchange.limits import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_MEMORY,
    MOST_PROBLEMS,
    MOST_ROWS,
    MOST_SECONDS,
    MOST_SHEETS,
)

DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
WIDE_XML = (b"\xff\xfe", b"\xfe\xff")
# A longer first line is no line of headings; its columns are named by their letters.
LONGEST_HEADING = 60
DATES = (date, datetime, time, timedelta)


def read_workbook(data):
    """Return ([(sheet, [(line, [text])])], findings). Raises Unreadable for a file of which nothing can be read."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise Unreadable(Fault.NO_GUARD)
    _check_parts(data)
    import io

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception:  # openpyxl lets out whatever a broken file provokes
        raise Unreadable(Fault.NO_WORKBOOK) from None
    if len(book.worksheets) > MOST_SHEETS:
        raise Unreadable(Fault.MANY_SHEETS, sheets=len(book.worksheets), most_sheets=MOST_SHEETS)
    findings, cells, sheets = [], 0, []
    archive = open_archive(data)
    for sheet in book.worksheets:
        if MERGED.search(unpacked(archive, sheet._worksheet_path)):
            findings.append(Finding(Fault.MERGED, sheet.title))
            continue
        rows = list(_rows(sheet, findings))
        cells += sum(len(row) for _, row in rows)
        if cells > MOST_CELLS:
            raise Unreadable(Fault.MANY_CELLS, most_cells=MOST_CELLS)
        sheets.append((sheet.title, rows))
    # One more than is told, so that its reader knows there are others.
    return sheets, findings[: MOST_PROBLEMS + 1]


def _check_parts(data):
    archive = open_archive(data)
    for name in archive.namelist():
        if name.lower().endswith("vbaproject.bin"):
            raise Unreadable(Fault.MACROS)
        content = unpacked(archive, name)
        if DECLARES.search(content) or content.startswith(WIDE_XML):
            raise Unreadable(Fault.DECLARES, part=name)


def _rows(sheet, findings):
    """Yield (line, texts) of every row that holds anything."""
    # A file may claim any size; what is there is counted instead.
    sheet.reset_dimensions()
    kept, headings = 0, {}
    for line, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(cell, sheet.title, line, headings, findings) for cell in row]
        while texts and texts[-1] == "":
            texts.pop()
        if not texts:
            continue
        kept += 1
        if kept == 1:
            headings = dict(enumerate(map(str.strip, texts), start=1))
        if kept > MOST_ROWS or len(texts) > MOST_COLUMNS:
            most = {"most_rows": MOST_ROWS, "most_columns": MOST_COLUMNS}
            raise Unreadable(Fault.BEYOND, sheet=sheet.title, line=line, **most)
        yield line, texts


def _text(cell, sheet, line, headings, findings):
    value = cell.value
    if value is None:
        return ""
    values = {}
    if cell.data_type == "f":
        fault = Fault.FORMULA
    elif cell.data_type == "e":
        fault, values = Fault.ERROR, {"error": str(value)}
    elif isinstance(value, DATES):
        fault = Fault.DATE
    else:
        return _plain(value)
    heading = headings.get(cell.column, "")
    column = heading if 0 < len(heading) <= LONGEST_HEADING else cell.column_letter
    findings.append(Finding(fault, sheet, line, column, values))
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
        sheets, findings = read_workbook(sys.stdin.buffer.read())
    except Unreadable as unreadable:
        sheets, findings = [], [unreadable.finding]
    json.dump({"sheets": sheets, "findings": [one.as_json() for one in findings]}, sys.stdout)


if __name__ == "__main__":
    main()
