"""One exercise over all conditions and stages, at the dose it starts with there."""

from collections import namedtuple

from django.urls import reverse

from programs.rules.dosing import starting_dose
from programs.rules.scales import Stage, Verdict
from programs.rules.screening import screen
from programs.rules.values import Patient, PatientCondition

MatrixRow = namedtuple("MatrixRow", "slug name cells")
MatrixCell = namedtuple("MatrixCell", "stage verdict url")


def typical(condition, stage):
    """Return somebody with this diagnosis alone, in this stage, with everything else recorded and unremarkable."""
    return Patient(conditions=(PatientCondition(condition.slug),), stage=stage)


def matrix_rows(exercise, table):
    """Return one row for each condition by name, with the verdict of each stage and where it is explained."""
    conditions = sorted(table.conditions.values(), key=lambda one: one.name)
    return [
        MatrixRow(one.slug, one.name, [_cell(exercise, one, stage, table) for stage in Stage])
        for one in conditions
    ]


def counts(rows):
    """Return how many cells have each verdict, mildest first."""
    found = [cell.verdict for row in rows for cell in row.cells]
    return [(verdict.value, found.count(verdict.value)) for verdict in Verdict]


def _cell(exercise, condition, stage, table):
    dose = starting_dose(exercise, stage, table)
    verdict = screen(typical(condition, stage), exercise, dose, table).verdict
    url = reverse("rules-why", args=[exercise.slug, condition.slug, stage.value])
    return MatrixCell(stage.value, verdict.value, url)
