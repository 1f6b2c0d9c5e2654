"""Which training goals a program leaves without an exercise, and what could fill them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from programs.rules.library import Library, is_at_hand
from programs.rules.scales import Section, Verdict
from programs.rules.screening import screen
from programs.rules.table import Table
from programs.rules.values import Exercise, Patient, ProgramItem

OFFERED = 3
_PREPARING = ("mobility", "stretch", "cardio", "neural", "breathing")


@dataclass(frozen=True, slots=True)
class Gap:
    """One goal nothing in the program trains, and the slugs of the nearest exercises that screen ok."""

    goal: str
    lost: tuple[str, ...]
    candidates: tuple[str, ...]


def coverage(
    patient: Patient,
    items: Sequence[ProgramItem],
    library: Library,
    table: Table,
    equipment: frozenset[str] | None = None,
) -> tuple[Gap, ...]:
    """List the goals without an exercise, in the order quadriceps to cool-down.

    An item with verdict avoid trains nothing unless an allowed override stands, because it may not be given.
    Candidates screen ok at their usual dose, share the movement of what was lost first, then ask least of
    the back. `lost` names the items that would have trained the goal.
    """
    usable = [item for item in items if _may_stay(patient, item, table)]
    gaps = []
    for goal, serves in GOALS.items():
        if any(serves(item.exercise, item.section) for item in usable):
            continue
        lost = [item.exercise for item in items if serves(item.exercise, item.section)]
        found = _candidates(patient, goal, lost, library, table, equipment)
        gaps.append(Gap(goal, tuple(exercise.slug for exercise in lost), found))
    return tuple(gaps)


def _may_stay(patient: Patient, item: ProgramItem, table: Table) -> bool:
    screening = screen(patient, item.exercise, item.dose, table)
    if item.exercise.is_fault:
        return False
    return screening.verdict is not Verdict.AVOID or (item.override_recorded and screening.is_overridable)


def _candidates(
    patient: Patient,
    goal: str,
    lost: Sequence[Exercise],
    library: Library,
    table: Table,
    equipment: frozenset[str] | None,
) -> tuple[str, ...]:
    patterns = {exercise.movement_pattern for exercise in lost}
    section = _SECTION_OF.get(goal, Section.MAIN)
    fitting = [
        exercise
        for exercise in library
        if GOALS[goal](exercise, section)
        and _belongs(exercise, section)
        and not exercise.is_fault
        and is_at_hand(exercise, equipment)
        and screen(patient, exercise, None, table).verdict is Verdict.OK
    ]
    fitting.sort(key=lambda one: (one.movement_pattern not in patterns, one.demand.total))
    return tuple(exercise.slug for exercise in fitting[:OFFERED])


def _belongs(exercise: Exercise, section: Section) -> bool:
    if section is Section.WARM_UP:
        return exercise.category.startswith("warmup")
    if section is Section.COOL_DOWN:
        return exercise.category.startswith("cooldown")
    return section is not Section.CORE or exercise.category == "core"


def _trains(*muscles: str) -> Callable[[Exercise, Section], bool]:
    def serves(exercise: Exercise, section: Section) -> bool:
        strengthens = exercise.movement_pattern not in _PREPARING
        return strengthens and any(muscle in exercise.primary_muscles for muscle in muscles)

    return serves


def _trains_core(exercise: Exercise, section: Section) -> bool:
    return exercise.category == "core" or (section is Section.CORE and exercise.region == "core")


def _stands_in(wanted: Section) -> Callable[[Exercise, Section], bool]:
    def serves(exercise: Exercise, section: Section) -> bool:
        return section is wanted

    return serves


_SECTION_OF = {
    "core": Section.CORE,
    "warm-up": Section.WARM_UP,
    "cool-down": Section.COOL_DOWN,
}

GOALS: dict[str, Callable[[Exercise, Section], bool]] = {
    "quadriceps": _trains("quadriceps"),
    "hamstrings": _trains("hamstrings"),
    "glutes": _trains("gluteus_maximus"),
    "hips": _trains("gluteus_medius", "adductors", "hip_flexors"),
    "calves": _trains("calf", "soleus"),
    "core": _trains_core,
    "warm-up": _stands_in(Section.WARM_UP),
    "cool-down": _stands_in(Section.COOL_DOWN),
}
