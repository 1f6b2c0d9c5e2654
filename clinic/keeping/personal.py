"""Finds every row about one patient by following the foreign keys of all models, those of later releases included."""

from django.apps import apps

from clinic.models import Patient

# What outlives an erasure: who looked at what, and that the record was erased. Neither says anything about the patient.
KEPT = ("clinic.AccessEvent", "clinic.Erasure")


def personal_models():
    """Return the models with a path to Patient, parents before children, histories after what they are the history of."""
    found = [Patient]
    waiting = [model for model in apps.get_models(include_auto_created=True) if model is not Patient]
    while True:
        further = [model for model in waiting if _links(model, found) or _instance_type(model) in found]
        if not further:
            return _parents_first(found)
        found += further
        waiting = [model for model in waiting if model not in further]


def rows_about(patient):
    """Return [(model, queryset)] of everything about `patient`, parents first.

    A row that has been deleted lives on in its history, and so do its own children's histories: both are followed.
    """
    models = personal_models()
    numbers = {Patient: {patient.pk}}
    for model in (one for one in models if one is not Patient and not _instance_type(one)):
        numbers[model] = _numbers(model, numbers)
        history = _history(model)
        if history:
            numbers[model] |= set(_linked(history, numbers).values_list(model._meta.pk.attname, flat=True))
    return [(model, _rows(model, numbers)) for model in models]


def _rows(model, numbers):
    # The base manager, because not every model is scoped; the patient was found within the clinic's scope.
    original = _instance_type(model)
    if original:
        return model._base_manager.filter(**{f"{original._meta.pk.attname}__in": numbers[original]})
    return model._base_manager.filter(pk__in=numbers[model])


def _numbers(model, numbers):
    return set(_linked(model, numbers).values_list("pk", flat=True))


def _linked(model, numbers):
    rows = model._base_manager.none()
    for field in _links(model, numbers):
        rows = rows | model._base_manager.filter(**{f"{field.attname}__in": numbers[field.related_model]})
    return rows


def _links(model, found):
    """Return the foreign keys of `model` to any of the models found, but not to itself."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in found and field.related_model is not model
    ]


def _instance_type(model):
    return getattr(model, "instance_type", None)


def _history(model):
    manager = getattr(model, "history", None)
    return getattr(manager, "model", None)


def _parents_first(models):
    ordered, waiting = [], list(models)
    while waiting:
        ready = [
            model
            for model in waiting
            if not any(field.related_model in waiting for field in _links(model, models))
            and _instance_type(model) not in waiting
        ]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered
