"""What the person says about an exercise: sensitivities, direction of ease, clearance, symptom response."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from programs.rules.scales import Stage, Verdict
from programs.rules.table import PatientRule, Table, Threshold
from programs.rules.values import Dose, Exercise, Finding, Patient, Restriction, UnknownCode


def sensitivity_findings(
    patient: Patient, exercise: Exercise, demand: Mapping[str, int], stage: Stage, table: Table
) -> Iterator[Finding]:
    """Give every demand a recorded sensitivity objects to; limits are one step lower while acute."""
    rules = table.patient.sensitivities
    threshold = rules.acute if stage is Stage.ACUTE else rules.later
    for name in patient.sensitivities:
        if name not in rules.names:
            raise UnknownCode(f"unknown sensitivity {name!r}")
        if name == "sitting":
            verdict = _sitting_verdict(exercise, stage, table)
            field = None
        else:
            field = rules.demands[name]
            verdict = threshold.verdict(demand[field])
        if verdict is not Verdict.OK:
            yield _sensitivity_finding(name, verdict, stage, field, demand, threshold, table)


def preference_findings(
    patient: Patient, exercise: Exercise, stage: Stage, table: Table
) -> Iterator[Finding]:
    """Give a finding when the drill goes against the patient's direction of ease."""
    direction = patient.directional_preference
    if direction is None:
        return
    if direction not in table.patient.preferences:
        raise UnknownCode(f"unknown directional preference {direction!r}")
    preference = table.patient.preferences[direction]
    verdict = preference.verdicts[stage]
    if preference.tag in exercise.tags and verdict is not Verdict.OK:
        yield _finding(f"D-{direction}", verdict, preference.rule, stage=stage)


def restriction_findings(
    patient: Patient,
    exercise: Exercise,
    dose: Dose | None,
    demand: Mapping[str, int],
    table: Table,
) -> Iterator[Finding]:
    """Give every clearance limit this exercise passes: avoid, never overridable.

    A weight limit on a loadable exercise whose weight is not stated is a caution: somebody has to look.
    """
    for restriction in patient.restrictions:
        finding = _restriction_finding(restriction, exercise, dose, demand, table)
        if finding is not None:
            yield finding


def response_findings(patient: Patient, exercise: Exercise, table: Table) -> Iterator[Finding]:
    """Give what this very exercise has done to this patient before."""
    if exercise.slug in patient.worsens_leg_symptoms:
        yield _finding("Y-leg-symptoms", Verdict.AVOID, table.patient.worsened_leg_symptoms)
    if exercise.slug in patient.red_zone_pain:
        told_by = dict(patient.red_zone_logs).get(exercise.slug, "")
        red = _finding("Y-red-zone-pain", Verdict.CAUTION, table.patient.red_zone_pain)
        yield replace(red, told_by=told_by)


def _sitting_verdict(exercise: Exercise, stage: Stage, table: Table) -> Verdict:
    rules = table.patient.sensitivities
    if stage is Stage.ACUTE and rules.sitting_tag in exercise.tags:
        return Verdict.AVOID
    return Verdict.CAUTION if exercise.position == rules.sitting_position else Verdict.OK


def _sensitivity_finding(
    name: str,
    verdict: Verdict,
    stage: Stage,
    field: str | None,
    demand: Mapping[str, int],
    threshold: Threshold,
    table: Table,
) -> Finding:
    rule = table.patient.sensitivities.reasons[name]
    if field is None:
        return _finding(f"S-{name}", verdict, rule, stage=stage)
    return _finding(f"S-{name}", verdict, rule, stage, field, demand[field], threshold.limit(verdict))


def _restriction_finding(
    limit: Restriction,
    exercise: Exercise,
    dose: Dose | None,
    demand: Mapping[str, int],
    table: Table,
) -> Finding | None:
    rule = table.patient.restriction
    if limit.demand is not None and limit.max is not None:
        if demand[limit.demand] <= limit.max:
            return None
        return _clearance(limit, Verdict.AVOID, rule, limit.demand, demand[limit.demand], limit.max)
    if limit.load_kg is not None:
        return _load_finding(limit, limit.load_kg, exercise, dose, rule)
    if exercise.slug == limit.slug or limit.tag in exercise.tags or exercise.position == limit.position:
        return _clearance(limit, Verdict.AVOID, rule)
    return None


def _load_finding(
    limit: Restriction, most: float, exercise: Exercise, dose: Dose | None, rule: PatientRule
) -> Finding | None:
    load = dose.load_kg if dose is not None else None
    if load is None:
        unstated = exercise.externally_loadable
        return _clearance(limit, Verdict.CAUTION, rule, limit=most) if unstated else None
    return _clearance(limit, Verdict.AVOID, rule, None, load, most) if load > most else None


def _clearance(
    restriction: Restriction,
    verdict: Verdict,
    rule: PatientRule,
    demand: str | None = None,
    value: float | None = None,
    limit: float | None = None,
) -> Finding:
    words = f" {restriction.words}" if restriction.words else ""
    if verdict is Verdict.CAUTION:
        words = f" Keep the load at {limit:g} kg or less.{words}"
    return Finding(
        rule=restriction.rule,
        verdict=verdict,
        reason=f"{rule.reason}{words}",
        demand=demand,
        value=value,
        limit=limit,
        sources=rule.sources,
        strength=rule.strength,
    )


def _finding(
    rule: str,
    verdict: Verdict,
    why: PatientRule,
    stage: Stage | None = None,
    demand: str | None = None,
    value: float | None = None,
    limit: float | None = None,
) -> Finding:
    return Finding(
        rule=rule,
        verdict=verdict,
        reason=why.reason,
        stage=stage,
        demand=demand,
        value=value,
        limit=limit,
        sources=why.sources,
        strength=why.strength,
    )
