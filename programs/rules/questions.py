"""Reading one plain question about a patient, and refusing in one line what nobody knows."""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from programs.rules.library import Library, equipment_options
from programs.rules.scales import Stage
from programs.rules.table import Table
from programs.rules.values import (
    DEMANDS,
    DOSE_FIELDS,
    Dose,
    Patient,
    PatientCondition,
    Restriction,
    UnknownCode,
    check_is_past,
)

_Json = Mapping[str, Any]

_WEEKS = ("weeks_since_onset", "weeks_since_surgery", "weeks_since_fracture")
KEYS = frozenset(
    {
        *_WEEKS,
        "age",
        "clearance_valid",
        "conditions",
        "diagnosis_confirmed",
        "directional_preference",
        "doses",
        "equipment",
        "irritability",
        "pain_nprs",
        "red_flags",
        "requested",
        "restrictions",
        "sensitivities",
        "stage",
        "surgeon_release",
    }
)
_RESTRICTION_FIELDS = frozenset({"demand", "max", "slug", "tag", "load_kg", "position", "words"})
_DOSE_HIGHEST = {"rpe": 10, "percent_1rm": 100, "days_per_week": 7}
_WHOLE_IN_DOSE = frozenset({"sets", "reps", "hold_s", "rest_s", "days_per_week"})


class UnknownInput(UnknownCode):
    """A question that cannot be read; the message is one line naming what is wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question once read: who, which exercises, at which doses, with what at hand."""

    patient: Patient
    requested: tuple[str, ...]
    equipment: frozenset[str] | None
    doses: Mapping[str, Dose]


def parse_question(text: str) -> _Json:
    """Parse the JSON object of a question; raises UnknownInput for anything else, repeated keys included."""
    try:
        question = json.loads(text, object_pairs_hook=_unrepeated, parse_constant=_no_constant)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnknownInput(f"malformed JSON: {error}") from None
    if not isinstance(question, dict):
        raise UnknownInput("malformed JSON: the question must be one object")
    return question


def read_question(question: _Json, library: Library, table: Table) -> Question:
    """Read a question; a key left out or null is recorded and unremarkable. Raises UnknownInput."""
    _refuse_unknown("key", question, KEYS)
    if question.get("requested") is None:
        raise UnknownInput("missing key 'requested'")
    return Question(
        patient=_patient(question, library, table),
        requested=_codes(question, "requested", "exercise", library.slugs),
        equipment=_equipment(question, library),
        doses=_doses(question, library),
    )


def _patient(question: _Json, library: Library, table: Table) -> Patient:
    weeks = {key: _weeks(question, key) for key in _WEEKS}
    slugs = _codes(question, "conditions", "condition", table.conditions)
    stage = _code(question, "stage", "stage", list(Stage))
    pain = _number(question, "pain_nprs", 10)
    return Patient(
        conditions=tuple(PatientCondition(slug, **weeks) for slug in slugs),
        stage=Stage(stage) if stage is not None else None,
        weeks_since_onset=weeks["weeks_since_onset"],
        age=_number(question, "age", 120),
        pain_nprs=0 if pain is None else pain,
        irritability=_code(question, "irritability", "irritability", table.stages.irritabilities) or "low",
        sensitivities=frozenset(
            _codes(question, "sensitivities", "sensitivity", table.patient.sensitivities.names)
        ),
        directional_preference=_preference(question, table),
        red_flags=frozenset(_codes(question, "red_flags", "red flag", table.red_flags)),
        diagnosis_confirmed=_truth(question, "diagnosis_confirmed", True),
        clearance_valid=_truth(question, "clearance_valid", True),
        restrictions=_restrictions(question, library, table),
        surgeon_release=_truth(question, "surgeon_release", False),
    )


def _weeks(question: _Json, key: str) -> float | None:
    value = question.get(key)
    if isinstance(value, int | float) and math.isfinite(value):
        try:
            check_is_past(key, value)
        except ValueError as error:
            raise UnknownInput(str(error)) from None
    return _number(question, key, 5200)


def _preference(question: _Json, table: Table) -> str | None:
    if isinstance(question.get("directional_preference"), list):
        raise UnknownInput(
            "directional_preference names several directions: only one can be the one that eases"
        )
    return _code(question, "directional_preference", "directional preference", table.patient.preferences)


def _restrictions(question: _Json, library: Library, table: Table) -> tuple[Restriction, ...]:
    entries = _list(question, "restrictions")
    return tuple(_restriction(entry, library, table) for entry in entries)


def _restriction(entry: Any, library: Library, table: Table) -> Restriction:
    if not isinstance(entry, dict):
        raise UnknownInput("a restriction must be an object")
    _refuse_unknown("restriction field", entry, _RESTRICTION_FIELDS)
    words = entry.get("words", "")
    if not isinstance(words, str):
        raise UnknownInput("words of a restriction must be a text")
    ruled = {rule.tag for rule in table.explicit if rule.tag is not None}
    most = _number(entry, "max", 4)
    try:
        return Restriction(
            demand=_code(entry, "demand", "demand", DEMANDS),
            max=None if most is None else _whole("max", most),
            slug=_code(entry, "slug", "exercise", library.slugs),
            tag=_code(entry, "tag", "tag", library.tags | ruled),
            load_kg=_number(entry, "load_kg", 1000),
            position=_code(entry, "position", "position", library.positions),
            words=words,
        )
    except UnknownInput:
        raise
    except ValueError as error:
        raise UnknownInput(str(error)) from None


def _equipment(question: _Json, library: Library) -> frozenset[str] | None:
    if question.get("equipment") is None:
        return None
    held = _texts(question, "equipment")
    for piece in held:
        if piece != "none" and not equipment_options(piece) <= library.equipment:
            raise UnknownInput(f"unknown equipment {piece!r}")
    return frozenset(held)


def _doses(question: _Json, library: Library) -> dict[str, Dose]:
    doses = question.get("doses")
    if doses is None:
        return {}
    if not isinstance(doses, dict):
        raise UnknownInput("doses must be an object")
    _refuse_unknown("exercise", doses, library.slugs)
    return {slug: _dose(slug, entry) for slug, entry in doses.items()}


def _dose(slug: str, entry: Any) -> Dose:
    if not isinstance(entry, dict):
        raise UnknownInput(f"the dose of {slug!r} must be an object")
    _refuse_unknown("dose field", entry, DOSE_FIELDS)
    fields: dict[str, Any] = {"per_side": _truth(entry, "per_side", False)}
    for name in DOSE_FIELDS[:-1]:
        value = _number(entry, name, _DOSE_HIGHEST.get(name, 10_000))
        fields[name] = _whole(name, value) if value is not None and name in _WHOLE_IN_DOSE else value
    return Dose(**fields)


def _number(question: _Json, key: str, highest: float) -> float | None:
    value = question.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnknownInput(f"{key} must be a number, not {value!r}")
    if not math.isfinite(value) or not 0 <= value <= highest:
        raise UnknownInput(f"{key} must be 0 to {highest}, not {value!r}")
    return value


def _whole(key: str, value: float) -> int:
    if value != int(value):
        raise UnknownInput(f"{key} must be a whole number, not {value!r}")
    return int(value)


def _truth(question: _Json, key: str, left_out: bool) -> bool:
    value = question.get(key)
    if value is None:
        return left_out
    if not isinstance(value, bool):
        raise UnknownInput(f"{key} must be true or false, not {value!r}")
    return value


def _code(question: _Json, key: str, kind: str, known: Collection[str]) -> str | None:
    value = question.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnknownInput(f"{key} must be a text, not {value!r}")
    if value not in known:
        raise UnknownInput(f"unknown {kind} {value!r}")
    return value


def _codes(question: _Json, key: str, kind: str, known: Collection[str]) -> tuple[str, ...]:
    codes = _texts(question, key)
    _refuse_unknown(kind, codes, known)
    return tuple(sorted(set(codes)))


def _texts(question: _Json, key: str) -> list[str]:
    values = _list(question, key)
    for value in values:
        if not isinstance(value, str):
            raise UnknownInput(f"{key} must hold texts, not {value!r}")
    return values


def _list(question: _Json, key: str) -> list[Any]:
    values = question.get(key)
    if values is None:
        return []
    if not isinstance(values, list):
        raise UnknownInput(f"{key} must be a list, not {values!r}")
    return values


def _refuse_unknown(kind: str, codes: Collection[str], known: Collection[str]) -> None:
    for code in codes:
        if code not in known:
            raise UnknownInput(f"unknown {kind} {code!r}")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise UnknownInput(f"key {repeated!r} stands twice")
    return values


def _no_constant(name: str) -> float:
    raise UnknownInput(f"malformed JSON: {name} is no number")
