"""What is wrong with a file, and where, in the words of whoever reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.exchange.faults import Fault
from exercises.exchange.limits import MOST_PROBLEMS

BEYOND = _("is beyond %(most_rows)s rows of %(most_columns)s columns, the most that is read.")
SENTENCES = {
    Fault.CUT_SHORT: _("The file is damaged or was cut short. Save it again and upload the new copy."),
    Fault.MANY_PARTS: _("It holds %(parts)s parts, more than a spreadsheet of the library needs."),
    Fault.TOO_LARGE: _("It unpacks to more than %(megabytes)s MB. Split it into smaller files."),
    Fault.LOCKED: _("It is locked with a password. Save it without one."),
    Fault.DAMAGED_PART: _("Its part “%(part)s” is damaged. Save the file again and upload the new copy."),
    Fault.NO_GUARD: _("Workbooks are not read here: defusedxml is not installed."),
    Fault.NO_WORKBOOK: _("It is not a workbook that can be read. Save it as .xlsx and upload that."),
    Fault.MANY_SHEETS: _("It has %(sheets)s sheets, more than %(most_sheets)s."),
    Fault.MERGED: _("has merged cells. Unmerge them, one value per cell."),
    Fault.MANY_CELLS: _("It has more than %(most_cells)s cells. Split it into smaller files."),
    Fault.MACROS: _("It holds macros. Save it as .xlsx, without them."),
    Fault.DECLARES: _("Its part “%(part)s” declares things no spreadsheet program writes. It is not read."),
    Fault.BEYOND: BEYOND,
    Fault.FORMULA: _("holds a formula. Put its result there as plain text."),
    Fault.ERROR: _("holds the spreadsheet's error %(error)s."),
    Fault.DATE: _("was turned into a date by the spreadsheet. Format the cell as text and type it again."),
}


@dataclass(frozen=True)
class Problem:
    """One thing a librarian has to mend: sheet, line and column as the spreadsheet shows them, and the reason."""

    sheet: str
    line: int | None
    column: str
    reason: str

    @property
    def where(self):
        """Say the place in words: "exercises, line 12, column sets"."""
        place = {"sheet": self.sheet, "line": self.line, "column": self.column}
        if self.line and self.column:
            return gettext("%(sheet)s, line %(line)s, column %(column)s") % place
        if self.line:
            return gettext("%(sheet)s, line %(line)s") % place
        if self.column:
            return gettext("%(sheet)s, column %(column)s") % place
        return self.sheet or gettext("The file")


class FileRefused(Exception):
    """A file of which nothing is taken; `problems` say why, the first ones first, and `has_more` whether there are others."""

    def __init__(self, *problems):
        super().__init__("; ".join(f"{one.where}: {one.reason}" for one in problems[:5]))
        self.problems = problems[:MOST_PROBLEMS]
        self.has_more = len(problems) > MOST_PROBLEMS


def whole_file(reason):
    """Return the refusal of a file that cannot be read at all."""
    return FileRefused(Problem("", None, "", reason))


def in_words(finding):
    """Return the Problem of a finding, its sentence said in the language of whoever asks."""
    reason = SENTENCES[Fault(finding.fault)] % finding.values
    return Problem(finding.sheet, finding.line, finding.column, reason)
