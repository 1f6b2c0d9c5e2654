"""The clinical rules once read and checked: one immutable table the engine evaluates."""

from collections.abc import Mapping
from dataclasses import dataclass

from programs.rules.pacing import Progression
from programs.rules.scales import Family, GateLevel, Stage, Verdict

AWAITING_REVIEW = "awaiting clinical review"


@dataclass(frozen=True, slots=True)
class Review:
    """Who of the clinic's licensed staff signed one rule file, when, and when it is due again."""

    file: str
    title: str
    reviewed_by: str
    reviewed_on: str
    review_due: str

    @property
    def state(self) -> str:
        """Say in words whether this file has been reviewed."""
        if not self.reviewed_by:
            return AWAITING_REVIEW
        return f"reviewed by {self.reviewed_by} on {self.reviewed_on}"


@dataclass(frozen=True, slots=True)
class Threshold:
    """From which ordinal (0-4) a demand needs care and from which it is left out; None is no limit."""

    caution_at: int | None
    avoid_at: int | None

    def verdict(self, value: int) -> Verdict:
        """Judge one demand value against the limits."""
        if self.avoid_at is not None and value >= self.avoid_at:
            return Verdict.AVOID
        if self.caution_at is not None and value >= self.caution_at:
            return Verdict.CAUTION
        return Verdict.OK

    def limit(self, verdict: Verdict) -> int | None:
        """Give the ordinal at which that verdict begins."""
        return {Verdict.AVOID: self.avoid_at, Verdict.CAUTION: self.caution_at}.get(verdict)


@dataclass(frozen=True, slots=True)
class Reason:
    """The clinician's sentence for a hit, with its sources and how strong they are."""

    text: str
    sources: tuple[str, ...]
    strength: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how its stage is counted, its limits by stage and the reasons for them."""

    slug: str
    name: str
    family: Family
    direction: str | None
    thresholds_overridable: bool
    advice: Mapping[Stage, str]
    sources: tuple[str, ...]
    limits: Mapping[Stage, Mapping[str, Threshold]]
    reasons: Mapping[str, Reason]


@dataclass(frozen=True, slots=True)
class Override:
    """When a clinician may lower an avoid to caution, and what must be met and recorded.

    The criteria are confirmed by the clinician. `pain_at_most` (NPRS), `without_leg_symptoms`, `hold_s_at_least` and `supervised`
    are what of them stands in the record, where nothing may contradict them.
    """

    stages: frozenset[Stage]
    criteria: tuple[str, ...]
    pain_at_most: int | None = None
    without_leg_symptoms: bool = False
    hold_s_at_least: int | None = None
    supervised: bool = False


@dataclass(frozen=True, slots=True)
class ExplicitRule:
    """A rule about named exercises or a tag; `conditions` None means whatever the diagnosis."""

    id: str
    conditions: frozenset[str] | None
    stages: frozenset[Stage]
    tag: str | None
    slugs: frozenset[str]
    pain_at_least: int | None
    verdict: Verdict
    reason: str
    sources: tuple[str, ...]
    override: Override | None


@dataclass(frozen=True, slots=True)
class PatientRule:
    """A rule about what one person reacts to: a reason and its evidence."""

    reason: str
    sources: tuple[str, ...]
    strength: str


@dataclass(frozen=True, slots=True)
class Sensitivities:
    """How a recorded sensitivity tightens limits: stricter while acute."""

    demands: Mapping[str, str]
    acute: Threshold
    later: Threshold
    reasons: Mapping[str, PatientRule]
    sitting_position: str
    sitting_tag: str

    @property
    def names(self) -> frozenset[str]:
        """Name every sensitivity that can be recorded."""
        return frozenset({*self.demands, "sitting"})


@dataclass(frozen=True, slots=True)
class Preference:
    """The tag of exercises that go against a directional preference, and what follows by stage."""

    tag: str
    verdicts: Mapping[Stage, Verdict]
    rule: PatientRule


@dataclass(frozen=True, slots=True)
class PatientRules:
    """Everything that depends on one person and not on the diagnosis."""

    sensitivities: Sensitivities
    preferences: Mapping[str, Preference]
    restriction: PatientRule
    worsened_leg_symptoms: PatientRule
    red_zone_pain: PatientRule

    @property
    def all(self) -> Mapping[str, PatientRule]:
        """Name every rule, for listing and checking."""
        return {
            **{f"sensitivity {name}": rule for name, rule in self.sensitivities.reasons.items()},
            **{f"preference {name}": one.rule for name, one in self.preferences.items()},
            "restriction": self.restriction,
            "worsened leg symptoms": self.worsened_leg_symptoms,
            "red zone pain": self.red_zone_pain,
        }


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate's level and the sentence a clinician reads when it closes."""

    id: str
    level: GateLevel
    when: str
    message: str


@dataclass(frozen=True, slots=True)
class GateRules:
    """All gates with their limits: ages in years, pain as NPRS, the fracture in weeks."""

    by_id: Mapping[str, Gate]
    under_age: Gate
    warning_flag_message: str
    youngest_age: float
    adult_age: float
    severe_pain: float
    fracture_release_weeks: float


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One warning sign to ask about, and the gate level when it is present."""

    id: str
    label: str
    level: GateLevel
    group: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class StopSymptom:
    """One symptom that stops training, and what then has to happen."""

    id: str
    label: str
    action: str
    sources: tuple[str, ...]

    @property
    def is_emergency(self) -> bool:
        """Tell whether emergency care comes first."""
        return self.action == "emergency"


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Acute below the first number of weeks, chronic above the second, both ends subacute."""

    acute_below: float
    chronic_above: float
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeavyLoad:
    """From which effort (RPE) or share of 1RM (per cent) a loadable exercise asks more of the back."""

    rpe: float
    percent_1rm: float
    adds: int
    demands: tuple[str, ...]
    highest: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRules:
    """Stage boundaries by family, the levels of irritability and what counts as heavy."""

    weeks: Mapping[Family, Boundaries]
    irritabilities: tuple[str, ...]
    heavy_load: HeavyLoad


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what it is, how much of it was read, where it was found."""

    citation: str
    read_as: str
    found_at: str


@dataclass(frozen=True, slots=True)
class Table:
    """All clinical rules. `digest` names this exact content, whoever signed it."""

    conditions: Mapping[str, Condition]
    explicit: tuple[ExplicitRule, ...]
    patient: PatientRules
    gates: GateRules
    red_flags: Mapping[str, RedFlag]
    stop_symptoms: Mapping[str, StopSymptom]
    stages: StageRules
    progression: Progression
    sources: Mapping[str, Source]
    reviews: tuple[Review, ...]
    digest: str

    @property
    def review_state(self) -> str:
        """Say in words whether every rule file has been reviewed by a licensed clinician."""
        if all(review.reviewed_by for review in self.reviews):
            return "reviewed"
        return AWAITING_REVIEW

    def overdue(self, on: str) -> tuple[Review, ...]:
        """List the rule files whose review was due before the given ISO day."""
        return tuple(r for r in self.reviews if r.review_due and r.review_due < on)
