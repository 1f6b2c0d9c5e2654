"""Spreadsheets for tests: the library's own, changed a little, as workbook or CSV."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile

from exercises.exchange.planning import plan_import
from exercises.exchange.reading import read_file
from exercises.exchange.writing import as_csv, as_workbook, tables


class Tables:
    """The library's tables as lists that a test may change before writing them."""

    def __init__(self):
        self.sheets = {name: (list(columns), [list(row) for row in rows]) for name, columns, rows in tables()}

    def row(self, sheet, slug, **more):
        """Return the first row of a slug as (line, row)."""
        columns, rows = self.sheets[sheet]
        wanted = {"slug": slug, **more}
        for line, row in enumerate(rows, start=2):
            if all(row[columns.index(name)] == value for name, value in wanted.items()):
                return line, row
        raise LookupError(wanted)

    def change(self, sheet, slug, /, **cells):
        """Change cells of a row and return its line."""
        line, row = self.row(sheet, slug)
        for column, cell in cells.items():
            row[self.sheets[sheet][0].index(column)] = cell
        return line

    def copy(self, sheet, slug, /, **cells):
        """Append a changed copy of a row and return its line."""
        columns, rows = self.sheets[sheet]
        row = list(self.row(sheet, slug)[1])
        for column, cell in cells.items():
            row[columns.index(column)] = cell
        rows.append(row)
        return len(rows) + 1

    def add_exercise(self, slug="new-squat", **cells):
        """Append a new exercise, made after the goblet squat, and return its line."""
        fresh = {"status": "", "revision": "", "chain": "", "chain_order": ""}
        return self.copy("exercises", "goblet-squat", **{"slug": slug, "name": "New squat", **fresh, **cells})

    def add_text(self, slug="new-squat", **cells):
        fresh = {"slug": slug, "revision": "", "name": "New squat", "reviewed_on": ""}
        return self.copy("text-en", "goblet-squat", **{**fresh, **cells})

    def only(self, *names):
        self.sheets = {name: self.sheets[name] for name in names}
        return self

    @property
    def workbook(self):
        return as_workbook([(name, columns, rows) for name, (columns, rows) in self.sheets.items()])

    def csv(self, name):
        return as_csv(*self.sheets[name])

    def plan(self):
        """Return what the tables would change, taken through CSV, which is quicker than a workbook."""
        read = [sheet for name in self.sheets for sheet in read_file(self.csv(name), f"{name}.csv")]
        return plan_import(read)

    def upload(self, name="exercises", file_name=None):
        return SimpleUploadedFile(file_name or f"{name}.csv", self.csv(name), "text/csv")


def edited(data, change):
    """Return a workbook's bytes after `change(book)`."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def told(refusal):
    """Return the problems of a refusal as {(sheet, line, column): reason}."""
    return {(one.sheet, one.line, one.column): one.reason for one in refusal.value.problems}
