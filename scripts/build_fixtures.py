#!/usr/bin/env python3
"""Write the library's fixtures from the reviewed sources beside them. Same sources, same bytes.

Without arguments it rewrites fixtures/*.json; with --check it only tells whether they are up to date.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from django.conf import settings

if not settings.configured:
    # The library's own modules name their choices in words that can be translated. Here nothing is.
    settings.configure(USE_I18N=False)

from exercises.languages import BASE
from exercises.search import search_text
from exercises.vocabulary import words

FIXTURES = ROOT / "fixtures"
OR = "_or_"
LONGEST_TEMPO = 12
# Equipment whose code alone does not read well.
NAMES = {
    "anchor": "Something firm to fix things to",
    "ball": "Small ball",
    "belt_squat": "Belt squat machine",
    "bike": "Exercise bike",
    "calf_machine": "Standing calf machine",
    "dowel": "Stick (dowel)",
    "elliptical": "Elliptical trainer",
    "ghd": "Glute-ham bench",
    "heavy_band": "Heavy band",
    "landmine": "Landmine bar",
    "pool": "Swimming pool",
    "rack": "Squat rack",
    "rail": "Handrail",
    "reverse_hyper": "Reverse hyper machine",
    "rower": "Rowing machine",
    "straps": "Pulling straps",
}
# The sources write some things in short when they stand in an "or".
IN_FULL = {"cable": "cable_machine", "band": "long_band"}
FAMILIES = {
    "post-surgical-discectomy": "post_surgical",
    "post-surgical-fusion": "post_surgical",
    "vertebral-compression-fracture": "fracture",
}


def main():
    built = {name: as_text(entries) for name, entries in build().items()}
    stale = [name for name, text in built.items() if not is_current(name, text)]
    if "--check" in sys.argv:
        print(
            f"Out of date, run `make fixtures`: {', '.join(stale)}" if stale else "Fixtures are up to date."
        )
        return 1 if stale else 0
    for name in stale:
        (FIXTURES / name).write_text(built[name], encoding="utf-8")
    print(f"{len(stale)} of {len(built)} fixture files changed.")
    return 0


def is_current(name, text):
    path = FIXTURES / name
    return path.exists() and path.read_text(encoding="utf-8") == text


def as_text(entries):
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def build():
    """Return {file name: fixture entries}."""
    exercises = read("exercises_source.json")["exercises"]
    catalogue = read("conditions_source.json")
    texts = {language: read_folder(f"text/{language}") for language in languages()}
    poses = read_folder("poses")
    return {
        "equipment.json": equipment_entries(exercises),
        "conditions.json": [condition_entry(one) for one in catalogue["conditions"]],
        "red_flags.json": [red_flag_entry(one, order) for order, one in enumerate(catalogue["red_flags"], 1)],
        "exercises.json": [
            *(exercise_entry(one, texts[BASE].get(one["slug"])) for one in exercises),
            *(entry for one in exercises for entry in alternative_entries(one)),
            *(
                text_entry(language, slug, text)
                for language in texts
                for slug, text in texts[language].items()
            ),
            *(figure_entry(slug, pose) for slug, pose in poses.items()),
        ],
    }


def languages():
    """Return the codes of the languages with texts for patients, the base language first."""
    found = sorted(path.name for path in (FIXTURES / "text").iterdir() if path.is_dir())
    return sorted(found, key=lambda code: code != BASE)


def read(name):
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def read_folder(name):
    """Return {slug: content} of a folder with one file per exercise, in the order of the slugs."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FIXTURES / name).glob("*.json"))
    }


def equipment_entries(exercises):
    """Return one row per thing, then one per choice ("dumbbell or kettlebell") that names its options."""
    codes = sorted({code for one in exercises for code in equipment_of(one)})
    choices = {code: code.split(OR) for code in codes if OR in code}
    things = set(codes).difference(choices).union(*choices.values())
    return [
        *(equipment_entry(thing, thing_name(thing), []) for thing in sorted(things)),
        *(equipment_entry(code, choice_name(options), options) for code, options in choices.items()),
    ]


def equipment_of(one):
    """Return the codes an exercise needs, each option written in full; "none" needs nothing."""
    return [
        OR.join(IN_FULL.get(option, option) for option in code.split(OR))
        for code in one["equipment"]
        if code != "none"
    ]


def thing_name(code):
    return NAMES.get(code) or words(code).capitalize()


def choice_name(options):
    first, *others = (thing_name(option) for option in options)
    return " or ".join([first, *(other[0].lower() + other[1:] for other in others)])


def equipment_entry(slug, name, options):
    fields = {"slug": slug, "name": name, "options": [[option] for option in options]}
    return {"model": "exercises.equipment", "fields": fields}


def exercise_entry(one, text):
    """Return an exercise; it is published once a patient could read it, or because it names a fault."""
    is_ready = text is not None or "fault_pattern" in one["tags"]
    muscles = one["primary_muscles"] + one["secondary_muscles"]
    copied = [
        "slug",
        "name",
        "category",
        "movement_pattern",
        "region",
        "primary_muscles",
        "secondary_muscles",
    ]
    described = ["position", "unilateral", "back_supported", "externally_loadable"]
    fields = {
        **{field: one[field] for field in copied},
        "status": "published" if is_ready else "draft",
        "equipment": [[code] for code in equipment_of(one)],
        **{field: one[field] for field in described},
        **one["demand"],
        "demand_evidence": one["demand_evidence"],
        **dose_fields(one["dose"]),
        **{field: one[field] for field in ["form_cues", "caution", "modifications", "seed_refs", "tags"]},
        "caution_reason": one["caution_reason"] or "",
        "notes": notes_of(one),
        "chain": one["progression"]["chain"] or "",
        "chain_order": one["progression"]["order"],
        "search_text": search_text(
            name=one["name"],
            patient_name=text["name"] if text else "",
            muscles=muscles,
            movement_pattern=one["movement_pattern"],
            category=one["category"],
        ),
    }
    return {"model": "exercises.exercise", "fields": fields}


def dose_fields(dose):
    return {
        "sets": dose["sets"],
        "reps_min": dose["reps_min"],
        "reps_max": dose["reps_max"],
        "hold_s_min": dose["hold_seconds_min"],
        "hold_s_max": dose["hold_seconds_max"],
        "minutes_min": dose["duration_minutes_min"],
        "minutes_max": dose["duration_minutes_max"],
        "rest_s": dose["rest_seconds"] or 0,
        "tempo": "" if is_prose(dose["tempo"]) else dose["tempo"] or "",
        "days_min": dose["days_per_week_min"],
        "days_max": dose["days_per_week_max"],
        "start_rpe": dose["start_rpe"],
        "per_side": dose["per_side"],
    }


def is_prose(tempo):
    """Tell "can talk in full sentences" from a count like 3-1-2."""
    return len(tempo or "") > LONGEST_TEMPO


def notes_of(one):
    """Return the clinician's notes; a tempo too long for its field is kept there."""
    tempo = one["dose"]["tempo"]
    return " ".join(filter(None, [one["notes"], f"Tempo: {tempo}." if is_prose(tempo) else ""]))


def alternative_entries(one):
    for rank, other in enumerate(one["alternatives"], 1):
        fields = {
            "exercise": [one["slug"]],
            "replacement": [other["slug"]],
            "rank": rank,
            "why": other["why"],
        }
        yield {"model": "exercises.alternative", "fields": fields}


def text_entry(language, slug, text):
    return {"model": "exercises.exercisetext", "fields": {"exercise": [slug], "language": language, **text}}


def figure_entry(slug, pose):
    return {"model": "exercises.figure", "fields": {"exercise": [slug], "pose": pose}}


def condition_entry(one):
    """Return a condition. SNOMED CT codes stay empty: they need a licence that not every clinic has."""
    fields = {
        "slug": one["slug"],
        "name": one["name"],
        "family": FAMILIES.get(one["slug"], "general"),
        "icd10": one["icd10cm"],
        "snomed": [],
        "sensitivities": one["sensitivity_0_3"],
        "direction": one["directional_preference"],
        "limits": one["clinician_limits"],
        "sources": one["sources"],
    }
    return {"model": "clinic.condition", "fields": fields}


def red_flag_entry(one, order):
    fields = {
        "slug": one["id"],
        "question": one["label"],
        "group": one["group"],
        "level": one["level"],
        "sources": [source.strip() for source in one["source"].split(";")],
        "order": order,
    }
    return {"model": "clinic.redflag", "fields": fields}


if __name__ == "__main__":
    sys.exit(main())
