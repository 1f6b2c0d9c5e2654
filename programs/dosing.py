"""Doses between the form, the rows and the engine, and how a clinician reads them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rules.values import Dose

COLUMNS = ("sets", "reps", "hold_s", "minutes", "load_kg", "rest_s", "rpe")


def as_columns(dose: Dose) -> dict:
    """Return an engine dose as the columns of a program item; what is not stated keeps the column's default."""
    stated = {name: getattr(dose, name) for name in (*COLUMNS, "days_per_week", "percent_1rm")}
    stated["load_kg"] = None if dose.load_kg is None else Decimal(str(dose.load_kg))
    stated["minutes"] = None if dose.minutes is None else round(dose.minutes)
    stated["rpe"] = None if dose.rpe is None else round(dose.rpe)
    required = {"sets", "rest_s", "days_per_week"}
    return {name: value for name, value in stated.items() if value is not None or name not in required}


def in_words(dose, *, per_side=False) -> str:
    """Say a dose in the clinician's shorthand with units: "2 × 8, 20 kg"."""
    if dose.minutes:
        amount = (
            _("%(minutes)s min") % {"minutes": f"{dose.minutes:g}"}
            if dose.sets == 1
            else _("%(sets)s × %(minutes)s min") % {"sets": dose.sets, "minutes": f"{dose.minutes:g}"}
        )
    elif dose.reps and dose.hold_s:
        amount = _("%(sets)s × %(reps)s of %(hold_s)s s") % {
            "sets": dose.sets,
            "reps": dose.reps,
            "hold_s": dose.hold_s,
        }
    elif dose.hold_s:
        amount = f"{dose.sets} × {dose.hold_s} s"
    else:
        amount = f"{dose.sets} × {dose.reps}"
    if per_side:
        amount = _("%(amount)s each side") % {"amount": amount}
    if dose.load_kg:
        amount = _("%(amount)s, %(load)s kg") % {"amount": amount, "load": f"{dose.load_kg.normalize():f}"}
    return amount


def range_in_words(exercise) -> str:
    """Say the library's usual dose of an exercise row, ranges and units included."""
    parts = [
        _span(exercise.reps_min, exercise.reps_max, _("times")),
        _span(exercise.hold_s_min, exercise.hold_s_max, _("s hold")),
        _span(exercise.minutes_min, exercise.minutes_max, "min"),
    ]
    amount = ", ".join(part for part in parts if part)
    if exercise.sets:
        sets = ngettext("%(sets)s set of %(amount)s", "%(sets)s sets of %(amount)s", exercise.sets)
        amount = sets % {"sets": exercise.sets, "amount": amount}
    if exercise.per_side:
        amount = _("%(amount)s each side") % {"amount": amount}
    days = _span(exercise.days_min, exercise.days_max, _("days a week"))
    return _("%(amount)s, rest %(rest)s s, %(days)s") % {
        "amount": amount,
        "rest": exercise.rest_s,
        "days": days,
    }


def _span(least, most, unit):
    if not least:
        return ""
    return f"{least} {unit}" if least == most else f"{least}–{most} {unit}"
