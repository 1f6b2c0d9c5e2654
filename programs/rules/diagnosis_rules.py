"""What a diagnosis says about an exercise: limits on its demands, and explicit rules."""

from collections.abc import Iterator, Mapping

from programs.rules.scales import Stage, Verdict
from programs.rules.stages import condition_of, effective_stage, patient_stage
from programs.rules.table import ExplicitRule, Override, Table
from programs.rules.values import Exercise, Finding, Patient, PatientCondition

# The short names the rule ids of the evidence page use.
_SHORT = {
    "axial_compression": "AC",
    "anterior_shear": "AS",
    "lumbar_flexion": "LF",
    "lumbar_extension": "LE",
    "rotation_asymmetry": "RA",
    "impact": "IM",
    "balance": "BA",
    "neural_tension": "NT",
}

# A limit may be exceeded in the chronic stage (evidence, section 8: overrides). Low pain is what X03 asks for.
LIMIT_OVERRIDE = Override(
    stages=frozenset({Stage.CHRONIC}),
    criteria=(
        "the limit is exceeded knowingly in the chronic stage, with pain <= 3/10 and under supervision",
    ),
    pain_at_most=3,
    supervised=True,
)


def threshold_findings(patient: Patient, demand: Mapping[str, int], table: Table) -> Iterator[Finding]:
    """Give every demand that reaches a limit of a diagnosis in its stage, at its severest."""
    may_override = all(condition_of(one.slug, table).thresholds_overridable for one in patient.conditions)
    against = tuple(_held_against(LIMIT_OVERRIDE, patient))
    for one in patient.conditions:
        stage = effective_stage(patient, one, table)
        allowed = may_override and stage in LIMIT_OVERRIDE.stages
        yield from _over_limits(one, stage, demand, table, against if allowed else None)


def explicit_findings(patient: Patient, exercise: Exercise, table: Table) -> Iterator[Finding]:
    """Give every explicit rule that names this exercise or its tag.

    A rule for named diagnoses is judged at the stage of the diagnosis that matches; a rule for all at the
    earliest stage of all diagnoses.
    """
    for rule in table.explicit:
        if not _names(rule, exercise) or not _pain_reached(rule, patient):
            continue
        for condition, stage in _places(rule, patient, table):
            if stage in rule.stages:
                yield _explicit_finding(rule, condition, stage, patient)


def _over_limits(
    one: PatientCondition,
    stage: Stage,
    demand: Mapping[str, int],
    table: Table,
    against: tuple[str, ...] | None,
) -> Iterator[Finding]:
    # `against` is what the record holds against an override; None where there is none to be had.
    condition = table.conditions[one.slug]
    for name, threshold in condition.limits[stage].items():
        verdict = threshold.verdict(demand[name])
        if verdict is Verdict.OK:
            continue
        reason = condition.reasons[name]
        may_override = against is not None and verdict is Verdict.AVOID
        yield Finding(
            rule=f"T-{one.slug}-{stage}-{_SHORT[name]}-{verdict}",
            verdict=verdict,
            reason=reason.text,
            condition=one.slug,
            stage=stage,
            demand=name,
            value=demand[name],
            limit=threshold.limit(verdict),
            sources=reason.sources,
            strength=reason.strength,
            overridable=may_override and not against,
            held_against=(against or ()) if may_override else (),
        )


def _names(rule: ExplicitRule, exercise: Exercise) -> bool:
    return exercise.slug in rule.slugs or (rule.tag is not None and rule.tag in exercise.tags)


def _pain_reached(rule: ExplicitRule, patient: Patient) -> bool:
    # Pain nobody has recorded counts as pain: a missing answer must not silence a rule.
    if rule.pain_at_least is None or patient.pain_nprs is None:
        return True
    return patient.pain_nprs >= rule.pain_at_least


def _places(rule: ExplicitRule, patient: Patient, table: Table) -> Iterator[tuple[str | None, Stage]]:
    if rule.conditions is None:
        yield None, patient_stage(patient, table)
        return
    for one in patient.conditions:
        if one.slug in rule.conditions:
            yield one.slug, effective_stage(patient, one, table)


def _explicit_finding(rule: ExplicitRule, condition: str | None, stage: Stage, patient: Patient) -> Finding:
    may_override = rule.override is not None and stage in rule.override.stages
    against = tuple(_held_against(rule.override, patient)) if rule.override and may_override else ()
    return Finding(
        rule=rule.id,
        verdict=rule.verdict,
        reason=rule.reason,
        condition=condition,
        stage=stage,
        sources=rule.sources,
        strength="rule",
        overridable=may_override and not against,
        held_against=against,
    )


def _held_against(override: Override, patient: Patient) -> Iterator[str]:
    # As everywhere pain nobody has recorded counts as pain; the hold counts where it was tested.
    pain, hold = patient.pain_nprs, patient.back_extensor_hold_s
    if override.pain_at_most is not None and (pain is None or pain > override.pain_at_most):
        yield "pain not recorded" if pain is None else f"pain {pain:g} of 10"
    if override.without_leg_symptoms and patient.leg_symptoms_at_baseline:
        yield "leg symptoms"
    if override.hold_s_at_least is not None and hold is not None and hold < override.hold_s_at_least:
        yield f"back-extensor hold {hold} s"
    if override.supervised and patient.trains_alone:
        yield "trains alone"
