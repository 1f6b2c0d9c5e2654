"""The one bridge from rows to the rules engine's values."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from django.db.models import Count, Subquery, Value
from django.utils.text import slugify

from clinic.measures import scoring
from clinic.models import Diagnosis, Measure, RedFlagScreen
from clinic.precautions import clearance_problem
from clinic.screening import PRESENT, standing_answers
from clinic.visits import lasting
from exercises import models
from exercises.models import Exercise
from exercises.vocabulary import DEMANDS
from programs.response_facts import answered_rows, red_zone_exercises, red_zone_logs, worsening_exercises
from programs.rules import values
from programs.rules.library import Library, read_equipment
from programs.rules.loading import default_table
from programs.rules.scales import GateLevel
from programs.rules.values import (
    Alternative,
    Demand,
    Dose,
    DoseRange,
    Patient,
    PatientCondition,
    Restriction,
)
from programs.stage_facts import DAYS_A_WEEK, irritable_weeks, red_pain_weeks
from programs.stop_signs import stop_signs

FLARE_LASTS = timedelta(days=7)
# A caller that has read the current clearance passes it on; None would mean that there is none.
UNREAD = object()
LIBRARY_PARTS = ("equipment", "alternatives__replacement")


def library() -> Library:
    """Return every published exercise as the engine sees it, read again only when the library has changed."""
    return _library_at(_library_stamp())


def forget_library() -> None:
    """Drop the library kept in memory; a test that rolls its rows back needs this."""
    _library_at.cache_clear()


@lru_cache(maxsize=1)
def _library_at(stamp) -> Library:
    # The order of the evidence page, in which the library is loaded, decides between equally good replacements.
    published = Exercise.objects.published().order_by("pk").prefetch_related(*LIBRARY_PARTS)
    return Library(exercise_facts(row) for row in published)


def _library_stamp():
    # Every change of an exercise writes history; links between exercises and things only come and go by number. History
    # is counted: a change committed late may bear a lower number than one already seen, but it always adds a row.
    links = (
        Exercise.equipment.through.objects.order_by().values(one=Value(1)).annotate(n=Count("*")).values("n")
    )
    swaps = models.Alternative.objects.order_by().values(one=Value(1)).annotate(n=Count("*")).values("n")
    changes = Exercise.history.order_by().values(one=Value(1)).annotate(n=Count("*")).values("n")
    return tuple(
        Exercise.objects.order_by()
        .values(one=Value(1))
        .annotate(rows=Count("*"), changes=Subquery(changes), links=Subquery(links), swaps=Subquery(swaps))
        .values_list("rows", "changes", "links", "swaps")
    )


def exercise_facts(row) -> values.Exercise:
    """Return one exercise row as the engine sees it."""
    return values.Exercise(
        slug=row.slug,
        name=row.name,
        category=row.category,
        movement_pattern=row.movement_pattern,
        region=row.region,
        primary_muscles=tuple(row.primary_muscles),
        secondary_muscles=tuple(row.secondary_muscles),
        equipment=read_equipment(thing.slug for thing in row.equipment.all()),
        position=row.position,
        unilateral=row.unilateral,
        back_supported=row.back_supported,
        externally_loadable=row.externally_loadable,
        demand=Demand(**{field: getattr(row, field) for field in DEMANDS}),
        tags=frozenset(row.tags),
        chain=row.chain or None,
        chain_order=row.chain_order,
        dose=_dose_range(row),
        alternatives=tuple(Alternative(one.replacement.slug, one.why) for one in row.alternatives.all()),
        caution=row.caution,
        caution_reason=row.caution_reason,
    )


def dose_facts(row) -> Dose:
    """Return a program item's dose as the engine sees it."""
    return Dose(
        sets=row.sets,
        reps=row.reps,
        hold_s=row.hold_s,
        minutes=row.minutes,
        rest_s=row.rest_s,
        load_kg=None if row.load_kg is None else float(row.load_kg),
        rpe=row.rpe,
        percent_1rm=row.percent_1rm,
        days_per_week=row.days_per_week,
        per_side=row.exercise.per_side,
    )


def patient_facts(case, today, clearance=UNREAD) -> Patient:
    """Return what the rules need to know about the patient of `case` on `today`. Seven queries."""
    visits = list(case.assessments.all())
    if clearance is UNREAD:
        clearance = case.clearances.current().first()
    present, still_open, not_asked = _red_flags(case)
    logged, stops = answered_rows(case), stop_signs(case)
    found = _assessed(visits, {one.instrument: one for one in case.measures.valid()})
    found["worsens_leg_symptoms"] = found.get("worsens_leg_symptoms", frozenset()) | worsening_exercises(
        logged
    )
    told = list(case.diagnoses.select_related("condition"))
    diagnoses = [one for one in told if one.status == Diagnosis.Status.ACTIVE]
    is_valid = not clearance_problem(clearance, today, diagnoses, _stop_training(present))
    return Patient(
        conditions=tuple(_condition(diagnosis, today) for diagnosis in diagnoses),
        age=case.patient.age_on(today),
        red_flags=present,
        red_flags_with_outcome=present - still_open,
        not_asked_flags=not_asked,
        diagnosis_confirmed=bool(diagnoses),
        suspected=tuple(one.condition.slug for one in told if one.status == Diagnosis.Status.SUSPECTED),
        clearance_valid=is_valid,
        clearance_expires_in_weeks=_weeks(today, clearance.valid_until) if is_valid else None,
        restrictions=tuple(_restriction(limit) for limit in clearance.restrictions) if clearance else (),
        surgeon_release=is_valid and clearance.has_surgeon_release,
        fracture_release=is_valid and bool(clearance.fracture_release),
        flare=_in_flare(visits, today),
        stop_symptom_open=stops.is_open,
        emergency_sign_logged=stops.is_unscreened,
        suspension_open=stops.awaits_reassessment,
        trains_alone=case.supervision == case.Supervision.ALONE,
        red_zone_pain=red_zone_exercises(logged),
        red_zone_logs=red_zone_logs(logged),
        red_pain_weeks=red_pain_weeks(logged, today),
        irritable_weeks=irritable_weeks(visits, today),
        **found,
    )


def _assessed(visits, measures):
    """Return what the newest of the `visits` and the newest `measures` found; nothing recorded counts as pain and as no baseline.

    What lasts counts of every visit that still speaks (`clinic.visits`): one typed late, or with a mistyped day, hides nothing. The
    leg symptoms are those of the newest by its day, because they are the baseline that new ones are told from.
    The back-extensor hold is that of the newest visit at which it was tested.
    Pain is the worst of what the visit recorded and of a rating measured that day or since: a lower one softens nothing.
    A STarT Back of high risk is high distress, whatever the visit says (evidence page, section 6; KEELE, gate W04).
    """
    risk = measures.get(Measure.Instrument.START_BACK)
    is_high_risk = risk is not None and scoring.is_high_risk(risk.score, risk.items)
    assessment = visits[0] if visits else None
    holds = [visit.back_extensor_hold_s for visit in visits if visit.back_extensor_hold_s is not None]
    recorded, goals = [], []
    if assessment is not None:
        recorded = [pain for pain in (assessment.nprs_now, assessment.nprs_average) if pain is not None]
        goals = assessment.psfs
    score = measures.get(Measure.Instrument.NPRS)
    has_pain = bool(recorded) or score is not None
    if score is not None and (assessment is None or score.measured_on >= assessment.assessed_on):
        recorded.append(float(score.score))
    has_goals = bool(goals) or Measure.Instrument.PSFS in measures
    measured = {
        "high_distress": is_high_risk,
        "has_baseline_measure": has_pain and has_goals,
        "pain_nprs": max(recorded, default=None),
    }
    if assessment is None:
        return measured
    lasts = {name: found for name, (found, _) in lasting(visits).items()}
    return measured | {
        "irritability": assessment.irritability,
        "sensitivities": frozenset(lasts.get("sensitivities", ())),
        "directional_preference": lasts.get("directional_preference"),
        "pregnant_or_postpartum": "is_pregnant_or_postpartum" in lasts,
        "high_distress": "has_high_distress" in lasts or is_high_risk,
        "leg_symptoms_at_baseline": assessment.has_leg_symptoms,
        "back_extensor_hold_s": holds[0] if holds else None,
        "worsens_leg_symptoms": named_exercises(lasts.get("aggravating_exercises", ())),
    }


def _in_flare(visits, today):
    """Tell whether the newest visit that rated usual and average pain found a flare which no later visit can have ended.

    A visit that left them out does not know: until then the flare lasts its 7 days (evidence page, section 8).
    """
    rated = next((one for one in visits if None not in (one.nprs_usual, one.nprs_average)), None)
    if rated is None or not rated.is_flare:
        return False
    return rated == visits[0] or today - rated.assessed_on <= FLARE_LASTS


def named_exercises(names) -> frozenset[str]:
    """Return the slugs of exercises named in a record by slug or by name; what the library does not know stays as it is.

    The gate LIMIT blocks on the unknown ones: a mistyped name must not be an exercise nobody is warned of.
    """
    if not names:
        return frozenset()
    known = library()
    by_name = {slugify(one.name): one.slug for one in known}
    return frozenset(name if name in known else by_name.get(name, name) for name in names)


def exercise_called(name) -> str | None:
    """Return the slug of the published exercise named by slug or by name; None when the library knows none."""
    (found,) = named_exercises([name])
    return found if found in library() else None


def _restriction(limit):
    if "slug" not in limit:
        return Restriction(**limit)
    (slug,) = named_exercises([limit["slug"]])
    return Restriction(**limit | {"slug": slug})


def _red_flags(case):
    """Return (present, present without a recorded outcome, never asked) flags of a case, as `clinic.screening` adds them up.

    The catalogue is that of the rules, which block on a flag they do not know. One query.
    """
    of_patient = list(RedFlagScreen.objects.filter(case__patient=case.patient_id))
    own = standing_answers([one for one in of_patient if one.case_id == case.pk])
    table = default_table().red_flags
    signs = {slug for slug, flag in table.items() if flag.level is GateLevel.BLOCK_EMERGENCY}
    whole = {slug: found for slug, found in standing_answers(of_patient).items() if slug in signs}
    told = {
        slug: [screen.outcome for answer, screen in found if answer == PRESENT]
        for slug, found in (own | whole).items()
    }
    present = frozenset(slug for slug, outcomes in told.items() if outcomes)
    still_open = frozenset(slug for slug in present if not all(told[slug]))
    return present, still_open, frozenset(table) - frozenset(own)


def _stop_training(flags):
    levels = default_table().red_flags
    return any(flag in levels and levels[flag].level > GateLevel.WARN for flag in flags)


def _condition(diagnosis, today):
    return PatientCondition(
        slug=diagnosis.condition.slug,
        weeks_since_onset=_weeks(diagnosis.onset_on, today),
        weeks_since_surgery=_weeks(diagnosis.surgery_on, today),
        weeks_since_fracture=_weeks(diagnosis.fracture_on, today),
    )


def _weeks(earlier, later):
    return None if earlier is None or later is None else (later - earlier).days / DAYS_A_WEEK


def _dose_range(row):
    return DoseRange(
        sets=row.sets,
        reps_min=row.reps_min,
        reps_max=row.reps_max,
        hold_s_min=row.hold_s_min,
        hold_s_max=row.hold_s_max,
        minutes_min=row.minutes_min,
        minutes_max=row.minutes_max,
        rest_s=row.rest_s,
        tempo=row.tempo,
        days_min=row.days_min,
        days_max=row.days_max,
        start_rpe=row.start_rpe,
        per_side=row.per_side,
    )


def slugs(rows: Iterable) -> frozenset[str]:
    """Return the slugs of some rows."""
    return frozenset(row.slug for row in rows)
