"""The content of a draft as plain data, so that any step can be undone whole."""

from decimal import Decimal

from programs.models import ExerciseRequest, Program, ProgramItem, WeekDose

SETTINGS = (
    "weeks",
    "starts_on",
    "training_days",
    "mode",
    "language",
    "limited_equipment",
    "note",
    "missing_section_reason",
)


def capture(program: Program) -> dict:
    """Return settings, requests, items and the cells the clinician set, ready to store as JSON."""
    return {
        "settings": {name: _plain(getattr(program, name)) for name in SETTINGS},
        "equipment": sorted(program.equipment.values_list("pk", flat=True)),
        "requests": [_row(request) for request in program.requests.all()],
        "items": [_row(item) for item in program.items.all()],
        "pinned": [_row(cell) for cell in WeekDose.objects.filter(item__program=program, is_pinned=True)],
    }


def restore(program: Program, state: dict) -> None:
    """Put a draft back to `state`: rows that were there keep their numbers, rows added since go."""
    for name in SETTINGS:
        setattr(program, name, Program._meta.get_field(name).to_python(state["settings"][name]))
    program.save()
    program.equipment.set(state["equipment"])
    WeekDose.objects.filter(item__program=program).delete()
    _drop_others(program.items, state["items"])
    _drop_others(program.requests, state["requests"])
    for model, rows in (
        (ExerciseRequest, state["requests"]),
        (ProgramItem, state["items"]),
        (WeekDose, state["pinned"]),
    ):
        for row in rows:
            model(clinic_id=program.clinic_id, **row).save()


def _drop_others(rows, kept):
    for row in rows.exclude(pk__in=[one["id"] for one in kept]):
        row.delete()


def _row(instance):
    fields = (field for field in instance._meta.concrete_fields if field.name != "clinic")
    return {field.attname: _plain(getattr(instance, field.attname)) for field in fields}


def _plain(value):
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
