"""Which stage each diagnosis is in, by its own dates, and which stage counts for the whole person."""

from programs.rules.scales import Family, Stage
from programs.rules.table import Condition, Table
from programs.rules.values import Patient, PatientCondition, UnknownCode

_EXACT = 1e-9


def condition_of(slug: str, table: Table) -> Condition:
    """Find a condition in the table; raises UnknownCode naming it."""
    try:
        return table.conditions[slug]
    except KeyError:
        raise UnknownCode(f"unknown condition {slug!r}") from None


def dated_stage(patient: Patient, condition: PatientCondition, table: Table) -> Stage | None:
    """Give the stage as entered or by date, before waiting, flare and irritability; None when neither is known.

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


def held_stage(patient: Patient, condition: PatientCondition, table: Table) -> Stage | None:
    """Give the stage as entered, or by date on the day since which it waits; None when neither is known.

    The next stage needs its time, no high irritability and two weeks without red pain (evidence page, section 4, rule 7).
    """
    if patient.stage is not None:
        return patient.stage
    family = condition_of(condition.slug, table).family
    return stage_at(_less(_weeks(condition, family), weeks_waited(patient, table)), family, table)


def weeks_waited(patient: Patient, table: Table) -> float:
    """Give for how many weeks no stage could change, because something stood against it on every day since; 0 if it can.

    Red pain stands against it until the calm weeks have passed, high irritability until a visit finds it lower.
    """
    calm = table.progression.calm_weeks_for_stage
    red = [(began, ended - calm) for began, ended in patient.red_pain_weeks]
    waited: float = 0
    for began, ended in sorted([*red, *patient.irritable_weeks]):
        if ended < waited - _EXACT and waited <= began:
            waited = began
    return waited


def effective_stage(patient: Patient, condition: PatientCondition, table: Table) -> Stage:
    """Give the stage whose limits apply to one diagnosis.

    Without a stage and without the date that counts, the strictest stage is assumed: acute. It may have to wait
    (`held_stage`). A flare is acute; high irritability moves one stage earlier (BARAKATT09 for its limits).
    """
    return _adjusted(patient, held_stage(patient, condition, table), table)


def patient_stage(patient: Patient, table: Table) -> Stage:
    """Give the earliest effective stage of all diagnoses; with none, the entered stage or the onset decides."""
    if not patient.conditions:
        weeks = _less(patient.weeks_since_onset, weeks_waited(patient, table))
        entered = patient.stage or stage_at(weeks, Family.GENERAL, table)
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
    notes += [
        f"{condition_of(one.slug, table).name}: the stage waits for irritability and red pain to settle."
        for one in sorted(patient.conditions, key=lambda one: one.slug)
        if held_stage(patient, one, table) is not dated_stage(patient, one, table)
    ]
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


def _less(weeks: float | None, waited: float) -> float | None:
    # Whatever began while the stage was waiting has not left its first one.
    return None if weeks is None else max(0, weeks - waited)


def _adjusted(patient: Patient, stage: Stage | None, table: Table) -> Stage:
    if patient.irritability not in table.stages.irritabilities:
        raise UnknownCode(f"unknown irritability {patient.irritability!r}")
    if stage is None or patient.flare:
        return Stage.ACUTE
    return stage.earlier if patient.irritability == "high" else stage
