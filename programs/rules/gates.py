"""What stops a program from being issued and what only warns, each with the sentence a clinician reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from programs.rules.scales import Family, GateLevel, GateOutcome, Section, Stage, Verdict
from programs.rules.screening import Screening, screen
from programs.rules.stages import condition_of
from programs.rules.table import Gate, Table
from programs.rules.values import Patient, ProgramItem, UnknownCode

_EMERGENCY_PREFIX = "ces_"


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """One gate that speaks: its id on the evidence page, level, sentence, and the codes it is about."""

    id: str
    level: GateLevel
    message: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gates:
    """The outcome of all gates, severest first, and the warning signs nobody has asked about.

    `not_asked_flags` is not a gate of the evidence page: pages require a complete screen with it, because
    not asked is not no.
    """

    level: GateOutcome
    gates: tuple[ClosedGate, ...]
    not_asked_flags: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        """Tell whether issuing and printing are stopped."""
        return self.level > GateOutcome.ISSUE_WITH_WARNING


@dataclass(frozen=True, slots=True)
class Content:
    """What a program holds, for the gates that judge it.

    `weeks` is the time from today to its last day in weeks; `weeks_above_cap` comes from `planning.weeks_above_cap`;
    `sections_waived` means a reason for a missing warm-up, core or cool-down stands; `has_safety_text` that the handout carries
    the stop list and the emergency line.
    """

    items: tuple[ProgramItem, ...]
    weeks: float
    weeks_above_cap: tuple[int, ...] = ()
    sections_waived: bool = False
    has_safety_text: bool = True


def gates(patient: Patient, table: Table, content: Content | None = None) -> Gates:
    """Judge the patient alone, and the program's content too when it is given. Raises UnknownCode."""
    closed = [*_patient_gates(patient, table)]
    if content is not None:
        closed += _content_gates(patient, content, table)
    closed.sort(key=lambda gate: (-gate.level.rank, gate.id))
    return Gates(_outcome(closed), tuple(closed), tuple(sorted(patient.not_asked_flags)))


def _outcome(closed: list[ClosedGate]) -> GateOutcome:
    if not closed:
        return GateOutcome.ISSUE
    level = max(gate.level for gate in closed)
    return GateOutcome.ISSUE_WITH_WARNING if level is GateLevel.WARN else GateOutcome(level.value)


def _patient_gates(patient: Patient, table: Table) -> Iterator[ClosedGate]:
    yield from _red_flag_gates(patient, table)
    yield from _age_gate(patient, table)
    for gate_id, speaks in _ABOUT_PATIENT.items():
        if speaks(patient, table):
            yield _closed(table.gates.by_id[gate_id])


def _red_flag_gates(patient: Patient, table: Table) -> Iterator[ClosedGate]:
    # A recorded outcome never reopens the way past a cauda equina sign: it has to be absent.
    emergency = sorted(flag for flag in patient.red_flags if flag.startswith(_EMERGENCY_PREFIX))
    unknown = sorted(patient.red_flags - set(table.red_flags))
    if unknown:
        raise UnknownCode(f"unknown red flag {unknown[0]!r}")
    if emergency:
        yield _closed(table.gates.by_id["G01"], *emergency)
    others = sorted(patient.red_flags_open - set(emergency))
    urgent = [flag for flag in others if table.red_flags[flag].level > GateLevel.WARN]
    if urgent:
        yield _closed(table.gates.by_id["G02"], *urgent)
    for flag in others:
        if table.red_flags[flag].level is GateLevel.WARN:
            yield ClosedGate(flag, GateLevel.WARN, table.gates.warning_flag_message, (flag,))


def _age_gate(patient: Patient, table: Table) -> Iterator[ClosedGate]:
    rules = table.gates
    if patient.age is None or patient.age >= rules.adult_age:
        return
    under_age = patient.age < rules.youngest_age
    yield _closed(rules.under_age if under_age else rules.by_id["W02"])


def _needs_surgeon(patient: Patient, table: Table) -> bool:
    families = {condition_of(slug, table).family for slug in patient.condition_slugs}
    return Family.POST_SURGICAL in families and not patient.surgeon_release


def _has_fresh_fracture(patient: Patient, table: Table) -> bool:
    return not patient.fracture_release and any(
        _is_fresh(patient, one.weeks_since_fracture, table)
        for one in patient.conditions
        if condition_of(one.slug, table).family is Family.FRACTURE
    )


def _is_fresh(patient: Patient, weeks: float | None, table: Table) -> bool:
    # Without the date an entered acute stage, or no stage at all, means it may well be fresh.
    if weeks is None:
        return patient.stage in (None, Stage.ACUTE)
    return weeks < table.gates.fracture_release_weeks


def _has_opposite_directions(patient: Patient, table: Table) -> bool:
    directions = {condition_of(slug, table).direction for slug in patient.condition_slugs}
    return {"extension", "flexion"} <= directions


def _has_severe_pain(patient: Patient, table: Table) -> bool:
    return patient.pain_nprs is not None and patient.pain_nprs >= table.gates.severe_pain


_ABOUT_PATIENT: dict[str, Callable[[Patient, Table], bool]] = {
    "G03": lambda patient, table: not patient.diagnosis_confirmed,
    "G04": lambda patient, table: not patient.clearance_valid,
    "G05": _needs_surgeon,
    "G06": _has_fresh_fracture,
    "G09": lambda patient, table: patient.stop_symptom_open,
    "W03": lambda patient, table: patient.pregnant_or_postpartum,
    "W04": lambda patient, table: patient.high_distress,
    "W06": lambda patient, table: patient.irritability == "high",
    "W08": _has_opposite_directions,
    "W09": _has_severe_pain,
    "W10": lambda patient, table: not patient.has_baseline_measure,
}


def _content_gates(patient: Patient, content: Content, table: Table) -> Iterator[ClosedGate]:
    screened = [(item, screen(patient, item.exercise, item.dose, table)) for item in content.items]
    expires = patient.clearance_expires_in_weeks
    subjects = {
        "G07": [item.exercise.slug for item, found in screened if _must_go(item, found)],
        "G08": [item.exercise.slug for item in content.items if item.exercise.is_fault],
        "G10": [] if content.sections_waived else missing_sections(content),
        "G11": [] if content.has_safety_text else ["handout"],
        "W01": [item.exercise.slug for item, found in screened if _needs_care(item, found)],
        "W05": ["clearance"] if expires is not None and expires < content.weeks else [],
        "W07": [f"week {week}" for week in content.weeks_above_cap],
    }
    for gate_id, about in subjects.items():
        if about:
            yield _closed(table.gates.by_id[gate_id], *about)


def _must_go(item: ProgramItem, screening: Screening) -> bool:
    allowed = item.override_recorded and screening.is_overridable
    return screening.verdict is Verdict.AVOID and not allowed


def _needs_care(item: ProgramItem, screening: Screening) -> bool:
    # An overridden avoid has been lowered to caution, so it needs the same tick.
    return screening.verdict is not Verdict.OK and not _must_go(item, screening)


def missing_sections(content: Content) -> list[str]:
    """Name what a session needs beside leg training and this one has not (G10)."""
    present = {item.section for item in content.items}
    needed = (Section.WARM_UP, Section.CORE, Section.COOL_DOWN)
    return [section for section in needed if section not in present]


def _closed(gate: Gate, *subjects: str) -> ClosedGate:
    return ClosedGate(gate.id, gate.level, gate.message, subjects)
