"""Small builders for the people and doses the engine tests ask about."""

from programs.rules.scales import Stage
from programs.rules.values import Dose, Patient, PatientCondition

HEAVY = Dose(rpe=8)


def patient(*slugs, stage="chronic", **facts):
    """Build a person with these diagnoses, all in one stage unless the stage is None."""
    entered = None if stage is None else Stage(stage)
    return Patient(conditions=tuple(PatientCondition(slug) for slug in slugs), stage=entered, **facts)


def rules_of(screening):
    """Name the rules that spoke."""
    return {finding.rule for finding in screening.findings}
