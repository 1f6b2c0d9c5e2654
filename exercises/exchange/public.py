"""The published library as one JSON document, for anybody who wants to build on it."""

import json

from django.db.models import Prefetch

from exercises.fixture_check import TEXT_KEYS
from exercises.models import Alternative, Exercise
from exercises.sources import sources_of

SCHEMA = 1
LICENCE = (
    "Apache-2.0, Backstay. No licensed clinician has reviewed this content yet. It does not replace the judgement "
    "of a clinician who knows the patient."
)
PLAIN = ("slug", "name", "category", "movement_pattern", "region", "position", "demand_evidence", "revision")
LISTS = ("primary_muscles", "secondary_muscles", "form_cues", "modifications", "tags")
FACTS = ("unilateral", "back_supported", "externally_loadable", "caution", "caution_reason", "notes")
DOSE = (
    *("sets", "reps_min", "reps_max", "hold_s_min", "hold_s_max", "minutes_min", "minutes_max", "rest_s"),
    *("tempo", "days_min", "days_max", "start_rpe", "per_side"),
)


def public_library():
    """Return the published exercises with their texts, demands and sources as plain values. Five queries."""
    offered = Alternative.objects.filter(replacement__status=Exercise.Status.PUBLISHED).select_related(
        "replacement"
    )
    rows = (
        Exercise.objects.published()
        .order_by("slug")
        .prefetch_related("equipment", "texts", Prefetch("alternatives", offered.order_by("rank")))
    )
    return {
        "schema": SCHEMA,
        "licence": LICENCE,
        "exercises": [_exercise(one) for one in rows],
    }


def as_json():
    """Return the public library as text, the same for the same library."""
    return json.dumps(public_library(), indent=1, ensure_ascii=False) + "\n"


def _exercise(one):
    return {
        **{name: getattr(one, name) for name in (*PLAIN, *FACTS, *LISTS)},
        "equipment": sorted(thing.slug for thing in one.equipment.all()),
        "demands": one.demands,
        "sources": sources_of(one),
        "dose": {name: getattr(one, name) for name in DOSE},
        "chain": {"name": one.chain, "place": one.chain_order} if one.chain else None,
        "alternatives": [{"slug": way.replacement.slug, "why": way.why} for way in one.alternatives.all()],
        "texts": {
            text.language: {name: getattr(text, name) for name in TEXT_KEYS}
            | {"reviewed": text.reviewed_on is not None}
            for text in sorted(one.texts.all(), key=lambda text: text.language)
        },
    }
