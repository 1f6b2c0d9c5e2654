"""What a file would change: compared cell by cell with the library, told with line numbers, stored nowhere."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext

from exercises.exchange.checks import (
    check_alternatives,
    check_chains,
    check_doses,
    check_texts,
)
from exercises.exchange.problems import FileRefused, Problem
from exercises.exchange.resources import KINDS
from exercises.exchange.stored import Stored
from exercises.models import Exercise

KINDS_IN_ORDER = {resource.kind: place for place, resource in enumerate(KINDS)}


@dataclass(frozen=True)
class RowChange:
    """One row that would be added, changed or removed. `cells` are (column, old, new)."""

    kind: str
    sheet: str
    line: int | None
    slug: str
    what: str
    cells: tuple[tuple[str, str, str], ...]
    row: object = field(compare=False, repr=False)

    @property
    def columns(self):
        return {name for name, _, _ in self.cells}

    @property
    def exercise(self):
        return self.row if isinstance(self.row, Exercise) else self.row.exercise

    @property
    def needs_second_person(self):
        """Tell whether it changes a published exercise: anything that reaches a patient, two people have looked at."""
        return self.exercise.status == Exercise.Status.PUBLISHED


@dataclass(frozen=True)
class Plan:
    """All changes of a file, in its order, against the revisions that were looked at."""

    changes: tuple[RowChange, ...]
    unchanged: int
    revisions: dict[str, int] = field(repr=False)

    @property
    def counts(self):
        """Return {(kind, what): how many}."""
        return Counter((change.kind, change.what) for change in self.changes)

    @property
    def needs_second_person(self):
        """Return the slugs of published exercises whose change needs somebody else's agreement."""
        return sorted({change.slug for change in self.changes if change.needs_second_person})

    @property
    def digest(self):
        """Return a short mark of what was shown, so that nothing else is stored in its place."""
        shown = [(one.kind, one.slug, one.what, one.cells) for one in self.changes]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:32]


def plan_import(sheets):
    """Return the Plan for some sheets. Five queries, whatever their length.

    Raises FileRefused with the place of everything that is wrong: then nothing of the file may be stored.
    """
    stored, problems = Stored(), []
    recognised = [(_resource_for(sheet, stored, problems), sheet) for sheet in sheets]
    recognised = sorted(
        [(resource, sheet) for resource, sheet in recognised if resource],
        key=lambda pair: KINDS_IN_ORDER[pair[0].kind],
    )
    changes, unchanged, seen = [], 0, {}
    for resource, sheet in recognised:
        found, same = _compare(resource, sheet, seen, problems)
        changes += found
        unchanged += same
    changes += _dropped(stored, seen)
    for check in (check_doses, check_chains, check_alternatives, check_texts):
        problems += check(changes, stored)
    if problems:
        raise FileRefused(*problems)
    return Plan(tuple(changes), unchanged, stored.revisions)


def _resource_for(sheet, stored, problems):
    """Return the resource whose columns a sheet has, or note which column is wrong."""
    kind = next((one for one in KINDS if one.marker in sheet.columns), None)
    if kind is None:
        reason = gettext(
            "is none of the sheets that an export writes. Start from an export and keep its first line."
        )
        problems.append(Problem(sheet.name, 1, "", reason))
        return None
    resource = kind(stored)
    wrong = [
        (name, gettext("is not a column of the library."))
        for name in sheet.columns
        if name not in resource.fields
    ]
    wrong += [(name, gettext("is missing.")) for name in resource.fields if name not in sheet.columns]
    problems += [Problem(sheet.name, 1, name, reason) for name, reason in wrong]
    return None if wrong else resource


def _compare(resource, sheet, seen, problems):
    """Return (changes, how many rows stay) of one sheet, noting what is wrong with its rows."""
    changes, same = [], 0
    for line, row in sheet.rows:
        key = (resource.kind, *resource.key_of(row))
        if key in seen:
            problems.append(
                Problem(
                    sheet.name,
                    line,
                    resource.key[-1],
                    gettext("“%(key)s” stands already in %(seen)s.") % {"key": key[-1], "seen": seen[key]},
                )
            )
            continue
        seen[key] = gettext("%(sheet)s, line %(line)s") % {"sheet": sheet.name, "line": line}
        result = resource.import_row(row, row_number=line)
        if result.is_invalid():
            problems += _row_problems(resource, sheet.name, line, result.validation_error)
        elif result.errors:
            raise result.errors[0].error
        elif result.is_skip():
            same += 1
        else:
            changes.append(_change(resource, sheet.name, line, result.instance))
    return changes, same


def _row_problems(resource, sheet, line, error):
    return [
        Problem(sheet, line, resource.column_of.get(name, name), " ".join(messages))
        for name, messages in error.message_dict.items()
    ]


def _change(resource, sheet, line, row):
    before, after = row.cells_before, resource.as_cells(row)
    cells = tuple(
        (name, before.get(name, ""), cell) for name, cell in after.items() if before.get(name, "") != cell
    )
    slug = row.slug if isinstance(row, Exercise) else row.exercise.slug
    return RowChange(resource.kind, sheet, line, slug, "added" if row.is_new else "changed", cells, row)


def _dropped(stored, seen):
    """Return the removal of alternatives that a sheet no longer lists beside others of the same exercise."""
    named = {key[1] for key in seen if key[0] == "alternatives"}
    return [
        RowChange(
            "alternatives", "alternatives", None, slug, "removed", (("replacement", replacement, ""),), row
        )
        for (slug, replacement), row in stored.alternatives.items()
        if slug in named and ("alternatives", slug, replacement) not in seen
    ]
