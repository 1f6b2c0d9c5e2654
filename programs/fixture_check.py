"""The library's files read and checked as a whole: each by itself, and against what the rules speak of."""

import json

from django.apps import apps
from django.core.exceptions import ValidationError

from exercises.fixture_check import (
    FixtureProblem,
    check_equipment,
    check_exercises,
    check_known,
    check_named_once,
    fields_of,
)

FILES = {
    "equipment.json": {"exercises.equipment"},
    "conditions.json": {"clinic.condition"},
    "red_flags.json": {"clinic.redflag"},
    "exercises.json": {
        "exercises.exercise",
        "exercises.alternative",
        "exercises.exercisetext",
        "exercises.figure",
    },
}


def read_library(folder):
    """Return {file name: entries} in the order in which they are to be loaded."""
    return {file: _read(folder / file, models) for file, models in FILES.items()}


def check_library(files, table):
    """Raise FixtureProblem for the first fault that would make the library contradict itself or the rules."""
    check_equipment("equipment.json", files["equipment.json"])
    equipment = {one["slug"] for one in fields_of(files["equipment.json"], "exercises.equipment")}
    check_exercises("exercises.json", files["exercises.json"], equipment)
    _check_conditions(files["conditions.json"], table)
    _check_red_flags(files["red_flags.json"], table)
    _check_rules_speak_of_known_exercises(files["exercises.json"], table)
    for file, entries in files.items():
        for entry in entries:
            _check_fields(file, entry)


def _read(path, models):
    file = path.name
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FixtureProblem(file, "file", error.strerror) from None
    except ValueError as error:
        raise FixtureProblem(file, "file", f"is not JSON: {error}") from None
    for number, entry in enumerate(entries, 1):
        if set(entry) != {"model", "fields"}:
            raise FixtureProblem(file, f"entry {number}", "must have model and fields, and no pk")
        if entry["model"] not in models:
            raise FixtureProblem(file, f"entry {number}", f"{entry['model']!r} does not belong in this file")
        _check_keys(file, number, entry)
    return entries


def _check_keys(file, number, entry):
    """Refuse an entry without every field that must be told, so that later checks may rely on them."""
    fields = {field.name: field for field in apps.get_model(entry["model"])._meta.get_fields()}
    for name in entry["fields"]:
        if name not in fields:
            raise FixtureProblem(
                file, entry["fields"].get("slug", f"entry {number}"), f"unknown field {name!r}"
            )
    for name, field in fields.items():
        if name not in entry["fields"] and _must_be_told(field):
            raise FixtureProblem(file, entry["fields"].get("slug", f"entry {number}"), f"{name!r} is missing")


def _must_be_told(field):
    return field.concrete and not (
        field.primary_key or field.null or not field.editable or field.name == "revision"
    )


def _check_conditions(entries, table):
    conditions = fields_of(entries, "clinic.condition")
    check_named_once("conditions.json", [one["slug"] for one in conditions])
    for one in conditions:
        check_known("conditions.json", one["slug"], "condition", [one["slug"]], table.conditions)
        family = table.conditions[one["slug"]].family
        if one["family"] != family:
            reason = f"family {one['family']!r}, but the rules count its stage as {str(family)!r}"
            raise FixtureProblem("conditions.json", one["slug"], reason)
    _check_none_missing("conditions.json", conditions, table.conditions)


def _check_red_flags(entries, table):
    flags = fields_of(entries, "clinic.redflag")
    check_named_once("red_flags.json", [one["slug"] for one in flags])
    for one in flags:
        check_known("red_flags.json", one["slug"], "red flag", [one["slug"]], table.red_flags)
        level = table.red_flags[one["slug"]].level
        if one["level"] != level:
            reason = f"level {one['level']!r}, but the rules say {str(level)!r}"
            raise FixtureProblem("red_flags.json", one["slug"], reason)
    _check_none_missing("red_flags.json", flags, table.red_flags)


def _check_none_missing(file, rows, codes):
    for code in sorted(set(codes) - {one["slug"] for one in rows}):
        raise FixtureProblem(file, code, "is in the rules and not in this file")


def _check_rules_speak_of_known_exercises(entries, table):
    """Refuse a library in which a rule about named exercises or a tag would never speak."""
    exercises = fields_of(entries, "exercises.exercise")
    slugs = {one["slug"] for one in exercises}
    tags = {tag for one in exercises for tag in one["tags"]}
    for rule in table.explicit:
        check_known("exercises.json", f"rule {rule.id}", "exercise", sorted(rule.slugs), slugs)
        check_known("exercises.json", f"rule {rule.id}", "tag", [rule.tag] if rule.tag else [], tags)


def _check_fields(file, entry):
    """Refuse values the model would refuse: lengths, ranges and words of closed lists."""
    model = apps.get_model(entry["model"])
    relations = {field.name for field in model._meta.get_fields() if field.is_relation}
    row = model(**{name: value for name, value in entry["fields"].items() if name not in relations})
    name = entry["fields"].get("slug") or " ".join(entry["fields"]["exercise"])
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise FixtureProblem(file, name, f"{field}: {problems[0]}") from None
    for field in model._meta.concrete_fields:
        most = getattr(field, "max_length", None)
        value = getattr(row, field.attname)
        if most and isinstance(value, str) and len(value) > most:
            raise FixtureProblem(
                file, name, f"{field.name} is {len(value)} characters long, more than {most}"
            )
