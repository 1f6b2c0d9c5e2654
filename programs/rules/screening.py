"""One exercise for one person: the verdict and every finding that led to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from programs.rules.demands import effective_demand
from programs.rules.diagnosis_rules import explicit_findings, threshold_findings
from programs.rules.person_rules import (
    preference_findings,
    response_findings,
    restriction_findings,
    sensitivity_findings,
)
from programs.rules.scales import Stage, Verdict
from programs.rules.stages import effective_stage, patient_stage, stage_notes
from programs.rules.table import Table
from programs.rules.values import DEMANDS, Dose, Exercise, Finding, Patient


@dataclass(frozen=True, slots=True)
class Screening:
    """The severest verdict, every finding worst first, the effective stage by condition, and notes on stages."""

    slug: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    stages: Mapping[str, Stage]
    demand: Mapping[str, int]
    notes: tuple[str, ...] = ()

    @property
    def limiting_demands(self) -> tuple[str, ...]:
        """Name every demand some finding speaks about."""
        return tuple(name for name in DEMANDS if any(finding.demand == name for finding in self.findings))

    @property
    def is_overridable(self) -> bool:
        """Tell whether a clinician may lower this avoid to caution: every avoid finding must allow it."""
        avoids = [finding for finding in self.findings if finding.verdict is Verdict.AVOID]
        return bool(avoids) and all(finding.overridable for finding in avoids)


def screen(patient: Patient, exercise: Exercise, dose: Dose | None, table: Table) -> Screening:
    """Judge one exercise at one dose; no finding means ok, never "safe". Raises UnknownCode.

    Collects limits by diagnosis, explicit rules, sensitivities, direction of ease, clearance limits and
    symptom response; the severest wins. The order of the findings does not depend on the order of the input.
    """
    demand = effective_demand(exercise, dose, table)
    findings = sorted(set(_findings(patient, exercise, dose, demand, table)), key=_order)
    return Screening(
        slug=exercise.slug,
        verdict=findings[0].verdict if findings else Verdict.OK,
        findings=tuple(findings),
        stages=_stages(patient, table),
        demand=demand,
        notes=stage_notes(patient, table),
    )


def _findings(
    patient: Patient,
    exercise: Exercise,
    dose: Dose | None,
    demand: Mapping[str, int],
    table: Table,
) -> Iterator[Finding]:
    stage = patient_stage(patient, table)
    yield from threshold_findings(patient, demand, table)
    yield from explicit_findings(patient, exercise, table)
    yield from sensitivity_findings(patient, exercise, demand, stage, table)
    yield from preference_findings(patient, exercise, stage, table)
    yield from restriction_findings(patient, exercise, dose, demand, table)
    yield from response_findings(patient, exercise, table)


def _order(finding: Finding) -> tuple[int, str, str, float]:
    return (
        -finding.verdict.rank,
        finding.rule,
        finding.condition or "",
        finding.limit if finding.limit is not None else -1,
    )


def _stages(patient: Patient, table: Table) -> dict[str, Stage]:
    stages: dict[str, Stage] = {}
    for condition in patient.conditions:
        stage = effective_stage(patient, condition, table)
        stages[condition.slug] = min(stage, stages.get(condition.slug, stage))
    return dict(sorted(stages.items()))
