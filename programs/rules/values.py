"""The facts the rules are asked about (exercise, dose, patient) and the findings they answer with."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from programs.rules.scales import Section, Stage, Verdict

DEMANDS = (
    "axial_compression",
    "anterior_shear",
    "lumbar_flexion",
    "lumbar_extension",
    "rotation_asymmetry",
    "impact",
    "balance",
    "neural_tension",
)

DEMAND_NAMES: Mapping[str, str] = {
    "axial_compression": "compression of the spine",
    "anterior_shear": "forward shear",
    "lumbar_flexion": "bending forwards",
    "lumbar_extension": "bending backwards",
    "rotation_asymmetry": "twist and one-sided load",
    "impact": "impact",
    "balance": "balance demand",
    "neural_tension": "nerve stretch",
}

FAULT_TAG = "fault_pattern"


class UnknownCode(ValueError):
    """A code that neither the rule tables nor the library know; the message is one line naming it."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What an exercise asks of the back: eight ordinals from 0 (nothing) to 4 (the most)."""

    axial_compression: int = 0
    anterior_shear: int = 0
    lumbar_flexion: int = 0
    lumbar_extension: int = 0
    rotation_asymmetry: int = 0
    impact: int = 0
    balance: int = 0
    neural_tension: int = 0

    def __post_init__(self) -> None:
        for name in DEMANDS:
            if not 0 <= getattr(self, name) <= 4:
                raise ValueError(f"{name} must be 0 to 4, not {getattr(self, name)}")

    def __getitem__(self, name: str) -> int:
        if name not in DEMANDS:
            raise UnknownCode(f"unknown demand {name!r}")
        return int(getattr(self, name))

    @property
    def total(self) -> int:
        """Sum all eight ordinals; good for ranking only."""
        return sum(self[name] for name in DEMANDS)


@dataclass(frozen=True, slots=True)
class DoseRange:
    """What the library says is usual: ranges in repetitions, seconds, minutes and days a week."""

    sets: int = 1
    reps_min: int | None = None
    reps_max: int | None = None
    hold_s_min: int | None = None
    hold_s_max: int | None = None
    minutes_min: float | None = None
    minutes_max: float | None = None
    rest_s: int = 0
    tempo: str = ""
    days_min: int = 1
    days_max: int = 7
    start_rpe: float | None = None
    per_side: bool = False


@dataclass(frozen=True, slots=True)
class Dose:
    """What is prescribed; everything left None is not stated (effort as RPE 0-10, load in kg)."""

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    minutes: float | None = None
    rest_s: int | None = None
    load_kg: float | None = None
    rpe: float | None = None
    percent_1rm: float | None = None
    days_per_week: int | None = None
    per_side: bool = False


DOSE_FIELDS = tuple(field.name for field in fields(Dose))


@dataclass(frozen=True, slots=True)
class Alternative:
    """One exercise the library offers instead of another, and why."""

    slug: str
    why: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the library; every entry of `equipment` is a set of interchangeable options."""

    slug: str
    name: str
    category: str = ""
    movement_pattern: str = ""
    region: str = ""
    primary_muscles: tuple[str, ...] = ()
    secondary_muscles: tuple[str, ...] = ()
    equipment: tuple[frozenset[str], ...] = ()
    position: str = "standing"
    unilateral: bool = False
    back_supported: bool = False
    externally_loadable: bool = False
    demand: Demand = Demand()
    tags: frozenset[str] = frozenset()
    chain: str | None = None
    chain_order: int | None = None
    dose: DoseRange = DoseRange()
    alternatives: tuple[Alternative, ...] = ()
    caution: bool = False
    caution_reason: str = ""

    @property
    def is_fault(self) -> bool:
        """Tell whether this record shows a form fault and is no exercise to give."""
        return FAULT_TAG in self.tags


@dataclass(frozen=True, slots=True)
class PatientCondition:
    """One diagnosis with the dates that can count for its stage, in weeks; None is not known."""

    slug: str
    weeks_since_onset: float | None = None
    weeks_since_surgery: float | None = None
    weeks_since_fracture: float | None = None

    def __post_init__(self) -> None:
        check_is_past("weeks_since_onset", self.weeks_since_onset)
        check_is_past("weeks_since_surgery", self.weeks_since_surgery)
        check_is_past("weeks_since_fracture", self.weeks_since_fracture)


def check_is_past(name: str, weeks: float | None) -> None:
    """Raise ValueError when an event counted in weeks until today would lie in the future."""
    if weeks is not None and weeks < 0:
        raise ValueError(f"{name} is {weeks:g}: the {name.rpartition('_')[2]} would lie in the future")


@dataclass(frozen=True, slots=True)
class Restriction:
    """One limit of a clearance; exactly one kind is set. Above it is avoid and cannot be overridden."""

    demand: str | None = None
    max: int | None = None
    slug: str | None = None
    tag: str | None = None
    load_kg: float | None = None
    position: str | None = None
    words: str = ""

    def __post_init__(self) -> None:
        kinds = (self.demand, self.slug, self.tag, self.load_kg, self.position)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a restriction names exactly one of demand, slug, tag, load_kg, position")
        if (self.demand is None) != (self.max is None):
            raise ValueError("a restriction on a demand needs a max, and only that kind has one")
        if self.demand is not None and self.demand not in DEMANDS:
            raise UnknownCode(f"unknown demand {self.demand!r} in a restriction")
        if self.max is not None and not 0 <= self.max <= 4:
            raise ValueError(f"the max of a restriction must be 0 to 4, not {self.max}")

    @property
    def rule(self) -> str:
        """Name the finding this restriction makes, the same whatever the order of entry."""
        kinds = (self.demand, self.slug, self.tag, self.position)
        named = next((kind for kind in kinds if kind is not None), f"load-{self.load_kg or 0:g}-kg")
        return f"R-{named}"


@dataclass(frozen=True, slots=True)
class Patient:
    """What the rules know about a person; the defaults are recorded and unremarkable.

    `stage` wins over dates. `pain_nprs` None is not recorded and counts as pain where a rule asks.
    The surgeon's and the fracture release count as not given until they are. `emergency_sign_logged` stands for a stop
    symptom that no screen has followed yet: pages warn by it, the gate G09 asks `stop_symptom_open`. `suspension_open` says
    that a program is suspended by a log without one which nobody has reviewed: pages block on it.
    `suspected` names conditions that nobody has confirmed: no rule judges by them, and pages say so.
    `red_pain_weeks` and `irritable_weeks` say from when to when, in weeks ago, red pain was logged and irritability was
    high (-inf: it still is): a stage waits for both. `red_zone_logs`
    names (exercise, log) where the red zone comes from a returned log.
    """

    conditions: tuple[PatientCondition, ...] = ()
    stage: Stage | None = None
    weeks_since_onset: float | None = None
    age: float | None = None
    pain_nprs: float | None = 0
    flare: bool = False
    irritability: str = "low"
    sensitivities: frozenset[str] = frozenset()
    directional_preference: str | None = None
    red_flags: frozenset[str] = frozenset()
    red_flags_with_outcome: frozenset[str] = frozenset()
    not_asked_flags: frozenset[str] = frozenset()
    diagnosis_confirmed: bool = True
    suspected: tuple[str, ...] = ()
    clearance_valid: bool = True
    clearance_expires_in_weeks: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    surgeon_release: bool = False
    fracture_release: bool = False
    pregnant_or_postpartum: bool = False
    high_distress: bool = False
    has_baseline_measure: bool = True
    stop_symptom_open: bool = False
    emergency_sign_logged: bool = False
    suspension_open: bool = False
    leg_symptoms_at_baseline: bool = False
    trains_alone: bool = False
    back_extensor_hold_s: int | None = None
    worsens_leg_symptoms: frozenset[str] = frozenset()
    red_zone_pain: frozenset[str] = frozenset()
    red_zone_logs: tuple[tuple[str, str], ...] = ()
    red_pain_weeks: tuple[tuple[float, float], ...] = ()
    irritable_weeks: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        # A stage given as plain text must meet the same rules as one given as a Stage.
        if self.stage is not None and self.stage not in list(Stage):
            raise UnknownCode(f"unknown stage {self.stage!r}")
        if self.stage is not None:
            object.__setattr__(self, "stage", Stage(self.stage))
        check_is_past("weeks_since_onset", self.weeks_since_onset)

    @property
    def red_flags_open(self) -> frozenset[str]:
        """Give the present flags nobody has recorded an outcome for."""
        return self.red_flags - self.red_flags_with_outcome

    @property
    def condition_slugs(self) -> frozenset[str]:
        """Give the slugs of all diagnoses."""
        return frozenset(condition.slug for condition in self.conditions)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that spoke: what it looked at, what it found, why, and on what evidence.

    `held_against` names what in the record contradicts the criteria of an override, which is then not allowed.
    `told_by` names the log that it comes from: another log with the same answer is another finding.
    """

    rule: str
    verdict: Verdict
    reason: str
    condition: str | None = None
    stage: Stage | None = None
    demand: str | None = None
    value: int | float | None = None
    limit: int | float | None = None
    sources: tuple[str, ...] = ()
    strength: str = ""
    overridable: bool = False
    held_against: tuple[str, ...] = ()
    told_by: str = ""

    @property
    def basis(self) -> str:
        """Name the rule and what it speaks for, the diagnosis or the log: overrides and ticks are given for both."""
        if self.told_by:
            return f"{self.rule} by {self.told_by}"
        names_it = self.condition is None or self.condition in self.rule
        return self.rule if names_it else f"{self.rule} for {self.condition}"


@dataclass(frozen=True, slots=True)
class ProgramItem:
    """One exercise placed in a program; `override_recorded` means a reasoned, dated override stands."""

    exercise: Exercise
    section: Section
    dose: Dose | None = None
    override_recorded: bool = False
