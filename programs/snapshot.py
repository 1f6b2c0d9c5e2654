"""Freeze a program: everything the patient is given, as docs/snapshot.md lays it out."""

import hashlib
import json
from math import ceil

from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.translation import gettext

from exercises.models import ExerciseText
from programs import recipe
from programs.errors import Refused
from programs.models import ExerciseRequest
from programs.parts import Parts, thing_name
from programs.presenters import item_lines
from programs.rules.planning import load_limit
from programs.rules.scales import Mode, Verdict
from programs.sections import longest_session, minutes_of
from programs.superseding import taken_over
from programs.translations import frozen_translations

SCHEMA = 6


def build_snapshot(program, judged, *, now, by, replaced=()) -> dict:
    """Return the frozen content of a program about to be issued; `replaced` are those that stop running with it.

    Raises Refused, naming the exercise, when a text or a picture the handout needs is missing.
    """
    rows = [item.row for item in judged.items]
    cells = judged.cells
    shown = {row.exercise for row in rows} | {cell.exercise for many in cells.values() for cell in many}
    parts = Parts(program.language, {exercise.slug for exercise in shown}, judged.situation.facts)
    things, left_out = _things(rows), _left_out(program, rows, shown)
    return {
        "schema": SCHEMA,
        "program": _program(program, rows, cells, now, by) | {"supersedes": taken_over(program, replaced)},
        "clinic": _clinic(program.clinic),
        "clinician": {"name": str(by), "qualification": by.qualification, "registration": by.registration},
        "patient": {
            "name": program.case.patient.full_name,
            "reference": program.case.patient.reference,
            "born_on": program.case.patient.born_on.isoformat(),
        },
        "case": _case(program.case, judged),
        "equipment": sorted(_name_of(thing, program.language) for thing in things),
        "pain_light": _pain_light(program.mode, judged.situation.table),
        "stop_symptoms": [
            {"id": sign.id, "action": sign.action} for sign in judged.situation.table.stop_symptoms.values()
        ],
        "sections": _sections(rows, cells, parts),
        "left_out": _left_out_names(program, left_out, parts),
        "rules": {"digest": judged.situation.table.digest, "review": judged.situation.table.review_state},
        "library": {"revisions": {row.exercise.slug: row.exercise.revision for row in rows}},
        "clearance": _clearance(program.case.clearances.current().first(), judged.situation.patient),
        "clinician_copy": _clinician_copy(program, judged),
        **frozen_translations(
            program,
            shown=sorted(shown, key=lambda exercise: exercise.slug),
            things=things,
            left_out=left_out,
            swapped=[row.replaces for row in rows if row.replaces],
            pairs=parts.pairs,
        ),
    }


def digest(snapshot) -> str:
    """Return the sha256 of a snapshot, the same on every machine."""
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _program(program, rows, cells, now, by):
    return {
        "number": program.number,
        "version": program.version,
        "code": program.code,
        "status_words": "",
        "issued_on": timezone.localdate(now).isoformat(),
        "issued_by": str(by),
        "first_week": program.first_week,
        "weeks": program.weeks,
        "starts_on": program.starts_on.isoformat(),
        "training_days": program.training_days,
        "mode": program.mode,
        "language": program.language,
        "minutes_per_session": ceil(sum(minutes_of(row, per_side=row.exercise.per_side) for row in rows)),
        "minutes_longest": longest_session(cells),
        "review_on": program.case.review_on.isoformat() if program.case.review_on else None,
        "note": program.note,
        "log_code": program.log_code,
    }


def _clinic(clinic):
    return {
        "name": clinic.name,
        "address": clinic.address,
        "phone": clinic.phone,
        "emergency_number": clinic.emergency_number,
        "paper": clinic.default_paper,
        "is_demo": clinic.is_demo,
    }


def _case(case, judged):
    now = judged.situation
    first = case.assessments.first()
    stages = now.condition_stages
    return {
        "goal": case.goal,
        "has_leg_symptoms": now.patient.leg_symptoms_at_baseline,
        "leg_symptoms": first.leg_symptoms if first else "",
        "setting": case.setting,
        "supervision": case.supervision,
        "conditions": [
            {"slug": slug, "name": now.table.conditions[slug].name, "stage": stage.value}
            for slug, stage in stages.items()
        ],
    }


def _things(rows):
    prefetch_related_objects([row.exercise for row in rows], "equipment")
    return list({thing.pk: thing for row in rows for thing in row.exercise.equipment.all()}.values())


def _name_of(thing, language):
    name = thing_name(thing, language)
    if name is None:
        raise Refused(
            gettext(
                "“%(thing)s” has no name in the language “%(language)s”. Print in another language, or swap "
                "the exercise that needs it; the draft is kept."
            )
            % {"thing": thing.name, "language": language}
        )
    return name


def _pain_light(mode, table):
    lines = table.progression.modes[Mode(mode)]
    return {
        "mode": mode,
        "green_max": lines.green_max,
        "amber_max": lines.amber_max,
        "morning_hold": table.progression.feedback.morning_hold,
        "morning_regress": table.progression.feedback.morning_regress,
        "rpe_cap": lines.rpe_cap,
    }


def _sections(rows, cells, parts):
    numbers = {row.pk: number for number, row in enumerate(rows, start=1)}
    return [
        {
            "section": section.value,
            "items": [
                _item(row, numbers[row.pk], cells.get(row.pk, []), parts)
                for row in rows
                if row.section == section
            ],
        }
        for section in recipe.SECTIONS
    ]


def _item(row, number, cells, parts):
    original = row.replaces
    return parts.of(row.exercise) | {
        "number": number,
        "slug": row.exercise.slug,
        "note": row.note,
        "shown_in_clinic": row.shown_in_clinic,
        "days_per_week": row.days_per_week,
        "replaces": {"slug": original.slug, "name": parts.name(original)} if original else None,
        "weeks": [_week(row.program, cell) for cell in cells],
        "variants": parts.later_forms(row, cells),
    }


def _week(program, cell):
    return {
        "week": cell.week,
        "slug": cell.exercise.slug,
        "sets": cell.sets,
        "reps": cell.reps,
        "hold_s": cell.hold_s,
        "minutes": cell.minutes,
        "load_kg": float(cell.load_kg) if cell.load_kg is not None else None,
        "rest_s": cell.rest_s,
        "rpe": cell.rpe,
        "step": cell.step,
        "is_deload": program.is_easier_week(cell.week),
        "is_pinned": cell.is_pinned,
        "reason": cell.reason,
    }


def _left_out(program, rows, shown):
    """Return each exercise asked for and given in no week, with what is done instead."""
    wishes = program.requests.exclude(state=ExerciseRequest.State.INCLUDED).select_related("exercise")
    return [
        (wish.exercise, [row.exercise for row in rows if row.request_id == wish.pk])
        for wish in wishes
        if wish.exercise not in shown
    ]


def _left_out_names(program, left_out, parts):
    names = dict(
        ExerciseText.objects.filter(
            language=program.language, exercise__in=[exercise.pk for exercise, _ in left_out]
        ).values_list("exercise_id", "name")
    )
    return [
        {
            "slug": exercise.slug,
            "name": names.get(exercise.pk, exercise.name),
            "instead": [parts.name(one) for one in instead],
        }
        for exercise, instead in left_out
    ]


def _clearance(clearance, patient):
    return {
        "id": clearance.pk,
        "version": clearance.number,
        "decision": clearance.decision,
        "issued_by": clearance.issued_by,
        "issued_on": clearance.issued_on.isoformat(),
        "valid_until": clearance.valid_until.isoformat(),
        "load_limit_kg": load_limit(patient),
    }


def _clinician_copy(program, judged):
    judged_items = [item for item in judged.items if item.verdict is not Verdict.OK]
    # Frozen in the language of the source, whoever issues it.
    with translation.override(None):
        lines = {item.row.pk: [_plain(line) for line in item_lines(item)] for item in judged_items}
    return {
        "gates": [{"id": gate.id, "level": gate.level, "message": gate.message} for gate in judged.gates],
        # Nothing is issued while one is unticked, and each tick is for the words above.
        "warnings_ticked": sorted({gate.id for gate in judged.warnings}),
        "findings": {
            item.row.exercise.slug: {
                "name": item.row.exercise.name,
                "verdict": item.verdict.value,
                "findings": lines[item.row.pk],
            }
            for item in judged_items
        },
        "acknowledged": {
            item.row.exercise.slug: {
                "rules": item.row.acknowledged_rules,
                "by": str(item.row.acknowledged_by),
                "on": timezone.localdate(item.row.acknowledged_at).isoformat(),
            }
            for item in judged.items
            if item.row.acknowledged_by_id
        },
        "overrides": [
            {
                "slug": item.row.exercise.slug,
                "rules": item.row.override_rules,
                "criteria": item.row.override_criteria,
                "reason": item.row.override_reason,
                "by": str(item.row.override_by),
                "on": timezone.localdate(item.row.override_at).isoformat(),
            }
            for item in judged.items
            if item.row.override_by_id
        ],
        "missing_section_reason": program.missing_section_reason,
    }


def _plain(line):
    return line | {"sources": list(line["sources"])}
