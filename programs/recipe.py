"""What a session is made of and what an exercise starts with (evidence, section 4: start and session order)."""

from collections import Counter
from dataclasses import replace

from exercises.models import Exercise
from programs.models import ProgramItem
from programs.rules.dosing import starting_dose
from programs.rules.library import is_at_hand
from programs.rules.scales import Verdict
from programs.rules.values import Dose
from programs.training_days import days_like

Section = ProgramItem.Section
SECTIONS = [Section.WARM_UP, Section.CORE, Section.MAIN, Section.COOL_DOWN]

# Source SEED: light cardio, hip and upper-back mobility, core and glute activation first; then core; at the end
# stretches of hamstrings, hip flexors, quadriceps and glutes, and gentle spine movement. Each line is one place in
# the session; its exercises are tried in turn and the first that is fine for the patient, at hand and written in the
# language of the handout is taken.
SESSION = [
    (Section.WARM_UP, ["stationary-bike", "walking", "recumbent-bike", "marching-in-place", "pool-walking"]),
    (Section.WARM_UP, ["quadruped-rock-back", "hip-circle", "hip-flexor-rock", "heel-slide"]),
    (Section.WARM_UP, ["open-book", "thoracic-extension-roller", "wall-angel"]),
    (Section.WARM_UP, ["clamshell", "glute-set", "glute-bridge"]),
    (Section.CORE, ["abdominal-brace", "dead-bug-heel-tap", "diaphragmatic-breathing"]),
    (
        Section.CORE,
        ["bird-dog", "quadruped-leg-reach", "side-bridge-knees", "pelvic-floor-activation", "pelvic-tilt"],
    ),
    # A nerve slider treats signs in the leg: it is a clinician's choice, not what anybody gets for want of a strap.
    (Section.COOL_DOWN, ["supine-hamstring-stretch", "calf-stretch-wall"]),
    (Section.COOL_DOWN, ["half-kneeling-hip-flexor-stretch", "supine-edge-hip-flexor-stretch"]),
    (Section.COOL_DOWN, ["side-lying-quad-stretch", "standing-quad-stretch"]),
    (Section.COOL_DOWN, ["supine-figure-four", "supine-butterfly-stretch", "knee-rolls", "pelvic-tilt"]),
]


def start_dose(now, exercise) -> Dose:
    """Return a cautious first dose; days follow the program's training days as far as the library allows.

    Load is left open: it is found in clinic.
    """
    often = days_like(exercise.dose, now.program.training_days)
    return replace(starting_dose(exercise, now.stage, now.table), days_per_week=often)


def suggest(now, present):
    """Return (slug, section) for the places of the session that nothing in `present` ({slug: section}) fills yet.

    Each exercise already there fills one place of its section, the first that is left.
    """
    there = Counter(present.values())
    chosen, taken = [], set(present)
    for section, slugs in SESSION:
        if there[section]:
            there[section] -= 1
            continue
        slug = next((one for one in slugs if _suits(now, one, taken)), None)
        if slug:
            chosen.append((slug, section))
            taken.add(slug)
    return chosen


def rows_of(chosen):
    """Return the chosen exercises' rows by slug. One query."""
    return {row.slug: row for row in Exercise.objects.filter(slug__in=[slug for slug, _ in chosen])}


def _suits(now, slug, taken):
    exercise = now.library.get(slug)
    return (
        exercise is not None
        and slug not in taken
        and now.is_written(slug)
        and is_at_hand(exercise, now.equipment)
        and now.screen(exercise).verdict is Verdict.OK
    )
