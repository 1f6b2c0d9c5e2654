"""What can be wrong with a zip file or workbook, as codes: the process that reads workbooks knows neither Django nor languages."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """One kind of fault. `problems.SENTENCES` says each in words."""

    CUT_SHORT = "cut_short"
    MANY_PARTS = "many_parts"
    TOO_LARGE = "too_large"
    LOCKED = "locked"
    DAMAGED_PART = "damaged_part"
    NO_GUARD = "no_guard"
    NO_WORKBOOK = "no_workbook"
    MANY_SHEETS = "many_sheets"
    MERGED = "merged"
    MANY_CELLS = "many_cells"
    MACROS = "macros"
    DECLARES = "declares"
    BEYOND = "beyond"
    FORMULA = "formula"
    ERROR = "error"
    DATE = "date"


@dataclass(frozen=True)
class Finding:
    """A fault, its place as the spreadsheet shows it, and what its sentence is filled with."""

    fault: Fault
    sheet: str = ""
    line: int | None = None
    column: str = ""
    values: dict[str, str | int] = field(default_factory=dict)

    def as_json(self):
        """Return it as plain values, which `Finding(**values)` takes back."""
        return asdict(self)


class Unreadable(Exception):
    """A file that is read no further; `finding` says why."""

    def __init__(self, fault, *, sheet="", line=None, **values):
        super().__init__(fault)
        self.finding = Finding(fault, sheet, line, values=values)
