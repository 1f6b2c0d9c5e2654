"""The exercise library as the engine sees it, and the reader of its plain JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from programs.rules.values import Alternative, Demand, DoseRange, Exercise, UnknownCode

# The source names the same thing in a short and a long way.
_SAME_EQUIPMENT = {"cable": "cable_machine", "band": "long_band"}
# What a weight in kg is chosen on, besides everything named a machine. Walls, steps, benches and rails hold none, and a
# band has no kg.
_HOLDS_LOAD = frozenset(
    {
        "barbell",
        "belt_squat",
        "dumbbell",
        "kettlebell",
        "leg_press",
        "reverse_hyper",
        "safety_squat_bar",
        "sled",
        "trap_bar",
    }
)


class Library:
    """An immutable collection of exercises, in the order given, looked up by slug, chain and pattern."""

    __slots__ = ("_by_slug", "_chains", "_patterns")

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._by_slug: dict[str, Exercise] = {}
        for exercise in exercises:
            if exercise.slug in self._by_slug:
                raise ValueError(f"exercise {exercise.slug!r} stands twice in the library")
            self._by_slug[exercise.slug] = exercise
        self._chains = _chains(self._by_slug.values())
        self._patterns: dict[tuple[str, str], list[Exercise]] = {}
        for exercise in self._by_slug.values():
            key = (exercise.movement_pattern, exercise.region)
            self._patterns.setdefault(key, []).append(exercise)

    def __getitem__(self, slug: str) -> Exercise:
        try:
            return self._by_slug[slug]
        except KeyError:
            raise UnknownCode(f"unknown exercise {slug!r}") from None

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __iter__(self) -> Iterator[Exercise]:
        return iter(self._by_slug.values())

    def __len__(self) -> int:
        return len(self._by_slug)

    def get(self, slug: str) -> Exercise | None:
        """Find an exercise, or None: an alternative may point at one that is not published."""
        return self._by_slug.get(slug)

    def easier(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """List the easier members of the exercise's chain, nearest first."""
        return tuple(one for one in reversed(self._chain_of(exercise)) if _order(one) < _order(exercise))

    def harder(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """List the harder members of the exercise's chain, nearest first."""
        return tuple(one for one in self._chain_of(exercise) if _order(one) > _order(exercise))

    def same_pattern(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """List the others of the same movement pattern and region, in library order."""
        alike = self._patterns.get((exercise.movement_pattern, exercise.region), [])
        return tuple(one for one in alike if one.slug != exercise.slug)

    @property
    def slugs(self) -> frozenset[str]:
        """Name every exercise."""
        return frozenset(self._by_slug)

    @property
    def equipment(self) -> frozenset[str]:
        """Name every piece of equipment some exercise can use."""
        return frozenset(
            option for exercise in self for requirement in exercise.equipment for option in requirement
        )

    @property
    def tags(self) -> frozenset[str]:
        """Name every tag in use."""
        return frozenset(tag for exercise in self for tag in exercise.tags)

    @property
    def positions(self) -> frozenset[str]:
        """Name every position in use."""
        return frozenset(exercise.position for exercise in self)

    def _chain_of(self, exercise: Exercise) -> list[Exercise]:
        if exercise.chain is None or exercise.chain_order is None:
            return []
        return self._chains.get(exercise.chain, [])


def read_library(path: Path) -> Library:
    """Read the plain JSON of exercises (the shape of `fixtures/exercises_source.json`)."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return Library(read_exercise(record) for record in document["exercises"])


def read_exercise(record: Mapping[str, Any]) -> Exercise:
    """Turn one plain record into an Exercise; a bad demand raises ValueError naming it."""
    chain = record.get("progression") or {}
    return Exercise(
        slug=record["slug"],
        name=record["name"],
        category=record["category"],
        movement_pattern=record["movement_pattern"],
        region=record["region"],
        primary_muscles=tuple(record["primary_muscles"]),
        secondary_muscles=tuple(record["secondary_muscles"]),
        equipment=read_equipment(record["equipment"]),
        position=record["position"],
        unilateral=record["unilateral"],
        back_supported=record["back_supported"],
        externally_loadable=record["externally_loadable"],
        demand=Demand(**record["demand"]),
        tags=frozenset(record["tags"]),
        chain=chain.get("chain"),
        chain_order=chain.get("order"),
        dose=_read_dose(record["dose"]),
        alternatives=tuple(Alternative(one["slug"], one["why"]) for one in record["alternatives"]),
        caution=record["caution"],
        caution_reason=record["caution_reason"] or "",
    )


def read_equipment(pieces: Iterable[str]) -> tuple[frozenset[str], ...]:
    """Split source names into requirements: "box_or_bench" is met by a box or by a bench; "none" asks nothing."""
    return tuple(equipment_options(piece) for piece in pieces if piece != "none")


def equipment_options(piece: str) -> frozenset[str]:
    """Give the interchangeable options one name of equipment stands for."""
    options = piece.replace("-", "_").split("_or_")
    return frozenset(_SAME_EQUIPMENT.get(option, option) for option in options)


def is_at_hand(exercise: Exercise, equipment: frozenset[str] | None) -> bool:
    """Tell whether every requirement is met; None means everything is at hand.

    Holding "box_or_bench" means holding one of the two, so it meets only requirements either would meet.
    """
    if equipment is None:
        return True
    held = [equipment_options(piece) for piece in equipment]
    return all(any(options <= requirement for options in held) for requirement in exercise.equipment)


def holds_load(exercise: Exercise) -> bool:
    """Tell whether the exercise is done with something a weight in kg is chosen on; one such option is enough."""
    options = {option for requirement in exercise.equipment for option in requirement}
    return any(option in _HOLDS_LOAD or option.endswith("_machine") for option in options)


def _read_dose(record: Mapping[str, Any]) -> DoseRange:
    return DoseRange(
        sets=record["sets"],
        reps_min=record["reps_min"],
        reps_max=record["reps_max"],
        hold_s_min=record["hold_seconds_min"],
        hold_s_max=record["hold_seconds_max"],
        minutes_min=record["duration_minutes_min"],
        minutes_max=record["duration_minutes_max"],
        rest_s=record["rest_seconds"],
        tempo=record["tempo"] or "",
        days_min=record["days_per_week_min"],
        days_max=record["days_per_week_max"],
        start_rpe=record["start_rpe"],
        per_side=record["per_side"],
    )


def _chains(exercises: Iterable[Exercise]) -> dict[str, list[Exercise]]:
    chains: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        if exercise.chain and exercise.chain_order is not None:
            chains.setdefault(exercise.chain, []).append(exercise)
    return {name: sorted(members, key=_order) for name, members in chains.items()}


def _order(exercise: Exercise) -> int:
    return exercise.chain_order if exercise.chain_order is not None else 0
