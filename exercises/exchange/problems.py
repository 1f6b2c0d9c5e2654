"""What is wrong with a file, and where."""

from dataclasses import dataclass


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
        line = f"line {self.line}" if self.line else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(filter(None, [self.sheet, line, column])) or "The file"


class FileRefused(Exception):
    """A file of which nothing is taken; `problems` say why, the first ones first."""

    def __init__(self, *problems):
        super().__init__("; ".join(f"{one.where}: {one.reason}" for one in problems[:5]))
        self.problems = problems


def whole_file(reason):
    """Return the refusal of a file that cannot be read at all."""
    return FileRefused(Problem("", None, "", reason))
