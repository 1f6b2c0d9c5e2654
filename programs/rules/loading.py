"""Reading the rule files into one table, and the checks no file may fail."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from programs.rules.entries import Entry, RuleFileError
from programs.rules.reading_conditions import read_condition, read_explicit_rules
from programs.rules.reading_progression import read_progression
from programs.rules.reading_shared import (
    read_gates,
    read_patient_rules,
    read_red_flags,
    read_stages,
    read_stop_symptoms,
)
from programs.rules.table import Condition, Review, Source, Table

SHIPPED = Path(__file__).parent
REVIEW_KEYS = ("reviewed_by", "reviewed_on", "review_due")
_SHARED = (
    "explicit",
    "gates",
    "patient",
    "progression",
    "red_flags",
    "sources",
    "stages",
    "stop_symptoms",
)


@cache
def default_table() -> Table:
    """Load the rules this release ships, once."""
    return load_table(SHIPPED)


def load_table(path: Path) -> Table:
    """Read `path`/conditions/*.toml and `path`/shared/*.toml; raises RuleFileError in one line."""
    documents = {name: _read(path / "shared" / f"{name}.toml") for name in _SHARED}
    files = sorted((path / "conditions").glob("*.toml"))
    if not files:
        raise RuleFileError("conditions", "", "no condition file found")
    conditions = {file.stem: _read(file) for file in files}
    reviews = tuple(
        [_review(f"conditions/{name}.toml", one) for name, one in conditions.items()]
        + [_review(f"shared/{name}.toml", one) for name, one in documents.items()]
    )
    table = _build(conditions, documents, reviews)
    _check_sources(table)
    _check_conditions(table)
    return table


def _build(
    conditions: dict[str, dict[str, Any]],
    documents: dict[str, dict[str, Any]],
    reviews: tuple[Review, ...],
) -> Table:
    shared = {name: Entry(f"shared/{name}.toml", one) for name, one in documents.items()}
    table = Table(
        conditions=_frozen({name: _condition(name, one) for name, one in conditions.items()}),
        explicit=read_explicit_rules(shared["explicit"]),
        patient=read_patient_rules(shared["patient"]),
        gates=read_gates(shared["gates"]),
        red_flags=_frozen(read_red_flags(shared["red_flags"])),
        stop_symptoms=_frozen(read_stop_symptoms(shared["stop_symptoms"])),
        stages=read_stages(shared["stages"]),
        progression=read_progression(shared["progression"]),
        sources=_frozen(_sources(shared["sources"])),
        reviews=reviews,
        digest=_digest(conditions, documents),
    )
    for entry in shared.values():
        entry.close()
    return table


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuleFileError(path.name, "", f"cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(path.name, "", f"is not valid TOML: {error}") from None


def _review(file: str, document: dict[str, Any]) -> Review:
    entry = Entry(file, {key: document.pop(key) for key in REVIEW_KEYS if key in document})
    by, on, due = (entry.text(key) for key in REVIEW_KEYS)
    if by and not (on and due):
        raise RuleFileError(file, "", "a signed file needs reviewed_on and review_due")
    if not by and (on or due):
        raise RuleFileError(file, "", "reviewed_on and review_due need reviewed_by")
    for day in filter(None, (on, due)):
        _check_day(file, day)
    return Review(file, str(document.get("name", "")), by, on, due)


def _check_day(file: str, day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise RuleFileError(file, "", f"{day!r} is not a day like 2026-03-31") from None


def _condition(stem: str, document: dict[str, Any]) -> Condition:
    condition = read_condition(Entry(f"conditions/{stem}.toml", document))
    if condition.slug != stem:
        raise RuleFileError(f"conditions/{stem}.toml", "slug", "must be the name of the file")
    return condition


def _sources(entry: Entry) -> dict[str, Source]:
    table = entry.inner("source")
    found = {}
    for name in table.keys:
        one = table.inner(name)
        found[name] = Source(one.text("citation"), one.text("read_as"), one.text("found_at"))
        one.close()
    return found


def _digest(*content: dict[str, dict[str, Any]]) -> str:
    # A signature is no change of rules, so the review lines were taken out before.
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _check_sources(table: Table) -> None:
    for where, sources in _cited(table):
        for source in sources:
            if source not in table.sources:
                raise RuleFileError("rules", where, f"unknown source {source!r}")


def _cited(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    for condition in table.conditions.values():
        yield condition.slug, condition.sources
        for demand, reason in condition.reasons.items():
            yield f"{condition.slug} {demand}", reason.sources
    yield from ((rule.id, rule.sources) for rule in table.explicit)
    yield from ((flag.id, flag.sources) for flag in table.red_flags.values())
    yield from ((symptom.id, symptom.sources) for symptom in table.stop_symptoms.values())
    yield from table.progression.sources.items()
    yield "stages", tuple(s for weeks in table.stages.weeks.values() for s in weeks.sources)
    yield from ((name, rule.sources) for name, rule in table.patient.all.items())


def _check_conditions(table: Table) -> None:
    for rule in table.explicit:
        for slug in sorted(rule.conditions or ()):
            if slug not in table.conditions:
                raise RuleFileError("shared/explicit.toml", rule.id, f"unknown condition {slug!r}")
    for slug in sorted(table.progression.strict_only.conditions):
        if slug not in table.conditions:
            raise RuleFileError("shared/progression.toml", "strict_only", f"unknown condition {slug!r}")


def _frozen(values: dict[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(values)
