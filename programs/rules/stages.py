"""Which stage each diagnosis is in, by its own dates, and which stage counts for the whole person."""

from programs.rules.scales import Family, Stage
from programs.rules.table import Condition, Table
from programs.rules.values import Patient, PatientCondition, UnknownCode


def condition_of(slug: str, table: Table) -> Condition:
    """Find a condition in the table; raises UnknownCode naming it."""
    try:
        return table.conditions[slug]
    except KeyError:
        raise UnknownCode(f"unknown condition {slug!r}") from None


def dated_stage(patient: Patient, condition: PatientCondition, table: Table) -> Stage | None:
    """Give the stage as entered or by date, before flare and irritability; None when neither is known.

    Weeks below `acute_below` are acute, above `chronic_above` chronic, both ends subacute (ACP17, OSTELO03,
    BMJBP-VCF). Surgery counts for post-surgical conditions, the fracture for fractures, the onset otherwise.
    """
    if patient.stage is not None:
        return patient.stage
    family = condition_of(condition.slug, table).family
    return stage_at(_weeks(condition, family), family, table)


def stage_at(weeks: float | None, family: Family, table: Table) -> Stage | None:
    """Give the stage a number of weeks falls into; None when the weeks are not known."""
    if weeks is None:
        return None
    boundaries = table.stages.weeks[family]
    if weeks < boundaries.acute_below:
        return Stage.ACUTE
    return Stage.CHRONIC if weeks > boundaries.chronic_above else Stage.SUBACUTE


def effective_stage(patient: Patient, condition: PatientCondition, table: Table) -> Stage:
    """Give the stage whose limits apply to one diagnosis.

    Without a stage and without the date that counts, the strictest stage is assumed: acute. A flare is acute;
    high irritability moves one stage earlier (BARAKATT09 for its limits).
    """
    return _adjusted(patient, dated_stage(patient, condition, table), table)


def patient_stage(patient: Patient, table: Table) -> Stage:
    """Give the earliest effective stage of all diagnoses; with none, the entered stage or the onset decides."""
    if not patient.conditions:
        entered = patient.stage or stage_at(patient.weeks_since_onset, Family.GENERAL, table)
        return _adjusted(patient, entered, table)
    return min(effective_stage(patient, condition, table) for condition in patient.conditions)


def stage_notes(patient: Patient, table: Table) -> tuple[str, ...]:
    """Say, one sentence each, where a stage had to be assumed or was moved."""
    notes = [
        f"{condition_of(one.slug, table).name}: no stage and no date that counts, so acute is assumed."
        for one in sorted(patient.conditions, key=lambda one: one.slug)
        if dated_stage(patient, one, table) is None
    ]
    if not patient.conditions and patient.stage is None and patient.weeks_since_onset is None:
        notes.append("No diagnosis, stage or onset is recorded, so acute is assumed.")
    if patient.flare:
        notes.append("A flare is recorded, so the limits of the acute stage apply.")
    elif patient.irritability == "high":
        notes.append("Irritability is high, so the limits of the next earlier stage apply.")
    return tuple(notes)


def _weeks(condition: PatientCondition, family: Family) -> float | None:
    return {
        Family.GENERAL: condition.weeks_since_onset,
        Family.POST_SURGICAL: condition.weeks_since_surgery,
        Family.FRACTURE: condition.weeks_since_fracture,
    }[family]


def _adjusted(patient: Patient, stage: Stage | None, table: Table) -> Stage:
    if patient.irritability not in table.stages.irritabilities:
        raise UnknownCode(f"unknown irritability {patient.irritability!r}")
    if stage is None or patient.flare:
        return Stage.ACUTE
    return stage.earlier if patient.irritability == "high" else stage
