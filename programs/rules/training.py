"""The state of a program in one week, the week's feedback, and what the rules answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from programs.rules.scales import Decision, Section, Stage, Verdict
from programs.rules.values import Exercise


class Kind(StrEnum):
    """What one set of an exercise is counted in."""

    REPS = "reps"
    HOLD = "hold"
    MINUTES = "minutes"


class Step(StrEnum):
    """The one thing that changes from one week to the next."""

    START = "start"
    REPS = "reps"
    HOLD_LONGER = "hold-longer"
    MINUTES = "minutes"
    CONFIRM = "confirm-top"
    SET = "set"
    EXTEND = "extend-range"
    LOAD = "load"
    VARIANT = "variant"
    STAY = "stay"
    VOLUME_CAP = "volume-cap"
    ONE_VARIANT = "one-variant"
    REPEAT = "repeat"
    DELOAD = "deload"
    LESS_LOAD = "less-load"
    LESS_WORK = "less-work"
    EASIER_VARIANT = "easier-variant"
    REMOVE = "remove"
    RESTART = "restart"
    REASSESS = "reassess"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Variant:
    """One neighbour in the chain with its verdict; a caution counts only once a clinician ticked it."""

    exercise: Exercise
    verdict: Verdict
    ticked: bool = False
    at_hand: bool = True

    @property
    def is_allowed(self) -> bool:
        """Tell whether the program may move on to this variant."""
        well = self.verdict is Verdict.OK or (self.verdict is Verdict.CAUTION and self.ticked)
        return well and self.at_hand and not self.exercise.is_fault


@dataclass(frozen=True, slots=True)
class ItemState:
    """One exercise of a program with its full dose this week (a deload week shows one set fewer).

    `amount`, `low` and `high` count repetitions, seconds held or minutes of one set, by `kind`; `hold_s` is
    the fixed hold of each repetition. `load_kg` None is a weight not chosen; `load_increment` None or 0 means
    the weight cannot be raised in steps, `load_limit` is the most the clearance allows. `extra` lengthens the range until the next weight is taken.
    """

    exercise: Exercise
    section: Section
    kind: Kind
    sets: int
    amount: float
    low: float
    high: float
    days: int
    rpe: float
    rest_s: int = 0
    hold_s: int | None = None
    load_kg: float | None = None
    load_increment: float | None = None
    load_limit: float | None = None
    extra: float = 0
    weeks_at_top: int = 0
    regress_streak: int = 0
    weeks_waiting: int = 0
    harder: tuple[Variant, ...] = ()
    easier: tuple[Variant, ...] = ()

    @property
    def slug(self) -> str:
        """Name the exercise."""
        return self.exercise.slug

    @property
    def top(self) -> float:
        """Give the end of the range in use."""
        return self.high + self.extra


@dataclass(frozen=True, slots=True)
class ProgramState:
    """A program in week `week`. `reference_volume` is the index of the last week that was no deload.

    `baseline_morning` is the mean pain of the last three stable mornings (NPRS).
    """

    week: int
    stage: Stage
    items: tuple[ItemState, ...]
    is_deload: bool = False
    reference_volume: float = 0
    baseline_morning: float | None = 0
    is_suspended: bool = False


@dataclass(frozen=True, slots=True)
class ItemCheckIn:
    """One exercise's week; None is not answered, and nothing advances on an answer nobody gave.

    `legs_open`: an earlier log told of worse leg symptoms with this exercise, and nobody has decided on that.
    """

    worst_pain: float | None = None
    morning_pain: float | None = None
    settled_in_24h: bool | None = None
    rpe: float | None = None
    technique_ok: bool | None = None
    target_reached: bool | None = None
    leg_symptoms_worse: bool | None = None
    legs_open: bool = False


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One week's feedback: by slug, sessions done of those planned, and whole weeks missed before."""

    items: Mapping[str, ItemCheckIn]
    sessions_done: int
    sessions_planned: int
    stop_symptoms: frozenset[str] = frozenset()
    weeks_missed: int = 0


@dataclass(frozen=True, slots=True)
class ItemStep:
    """What one exercise does next week, and why, in one sentence."""

    slug: str
    decision: Decision
    step: Step
    reason: str


@dataclass(frozen=True, slots=True)
class Advance:
    """Next week: the firmest decision of all, each exercise's step, the new state, and what to tell first."""

    decision: Decision
    steps: tuple[ItemStep, ...]
    state: ProgramState
    is_emergency: bool = False
    message: str = ""
