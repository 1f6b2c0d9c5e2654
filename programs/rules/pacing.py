"""The numbers of the week-by-week model; shares are fractions of one, pain NPRS, effort RPE."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.rules.scales import Family, Mode, Stage


@dataclass(frozen=True, slots=True)
class ModeLimits:
    """Pain lines, effort cap and weekly volume rise of one mode."""

    green_max: float
    amber_max: float
    rpe_cap: float
    volume_cap: float
    hard_cap: float
    default_for: str


@dataclass(frozen=True, slots=True)
class StrictOnly:
    """Where only the strict mode is offered, besides the acute stage."""

    conditions: frozenset[str]
    families: frozenset[Family]
    weeks_after_surgery: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """Which morning pain holds or regresses, and which share of sessions allows a step."""

    morning_hold: int
    morning_regress: int
    adherence_min: float


@dataclass(frozen=True, slots=True)
class Steps:
    """How big one step is, and when the next kind of step is due."""

    weeks_at_top: int
    rep_step: int
    long_rep_step: int
    long_rep_from: int
    hold_step_s: int
    minutes_step: int
    short_bout_below_minutes: float
    load_step: float
    load_step_max: float
    extend_reps: int
    variant_changes_per_week: int


@dataclass(frozen=True, slots=True)
class Regress:
    """How far a bad week steps back, and in which week running the variant goes."""

    load: float
    reps: float
    variant_at: int
    remove_at: int


@dataclass(frozen=True, slots=True)
class Deload:
    """When an easier week comes, and how much easier it is."""

    every_weeks: int
    regressed_exercises: int
    sets: int
    rpe: float


@dataclass(frozen=True, slots=True)
class Start:
    """Where a new exercise begins."""

    sets: int
    rpe_acute: float
    rpe: float


@dataclass(frozen=True, slots=True)
class Breaks:
    """What follows weeks without training."""

    restart_after_weeks: int
    restart_volume: float
    reassess_after_weeks: int


@dataclass(frozen=True, slots=True)
class Progression:
    """Every number of the model, with its sources by topic."""

    modes: Mapping[Mode, ModeLimits]
    strict_only: StrictOnly
    feedback: Feedback
    steps: Steps
    regress: Regress
    deload: Deload
    start: Start
    breaks: Breaks
    sets_max: Mapping[Stage, int]
    seconds_per_rep: float
    calm_weeks_for_stage: int
    sources: Mapping[str, tuple[str, ...]]
