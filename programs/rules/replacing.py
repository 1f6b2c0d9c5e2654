"""Which exercises can stand in for one that is not well suited, best first."""

from collections.abc import Iterator
from dataclasses import dataclass

from programs.rules.dosing import carry_over
from programs.rules.library import Library, is_at_hand
from programs.rules.scales import Stage, Verdict
from programs.rules.screening import Screening, screen
from programs.rules.stages import patient_stage
from programs.rules.table import Table
from programs.rules.values import Dose, Exercise, Finding, Patient

OFFERED = 3


@dataclass(frozen=True, slots=True)
class Replacement:
    """One exercise on offer: its verdict at the dose carried over, why it fits and what changes."""

    slug: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    why: str
    changes: str
    dose: Dose
    dose_note: str


@dataclass(frozen=True, slots=True)
class Replacements:
    """Up to three options, best first; without any, whether the movement should rest in this stage."""

    options: tuple[Replacement, ...]
    rest_pattern: bool
    message: str


def replacements(
    patient: Patient,
    exercise: Exercise,
    library: Library,
    equipment: frozenset[str] | None,
    table: Table,
    exclude: frozenset[str] = frozenset(),
    dose: Dose | None = None,
) -> Replacements:
    """Offer up to three replacements at the given dose; equipment None means everything is at hand.

    Candidates in order: the library's alternatives, easier members of the chain (nearest first), then the same
    movement pattern and region in library order. Dropped are avoid, anything not strictly better than an
    original that is caution or avoid (after an ok original only ok is offered), form faults, missing
    equipment, `exclude`, and anything whose summed demand on the limiting fields is higher than the
    original's, and harder forms of what made leg symptoms worse (section 4, rule 2, asks for easier ones). Limiting fields are all demands that any finding of the original names, at any verdict: on
    those at its own verdict alone a better candidate is lower by definition, so the check would never bite.
    Sorted by verdict, then by the order above.
    """
    original = screen(patient, exercise, dose, table)
    stage = patient_stage(patient, table)
    seen = {exercise.slug, *exclude, *_harder_than_what_worsened(patient, exercise, library)}
    options = []
    for candidate, why in _candidates(exercise, library):
        if candidate.slug in seen or candidate.is_fault or not is_at_hand(candidate, equipment):
            continue
        seen.add(candidate.slug)
        option = _option(patient, exercise, candidate, why, dose, stage, original, table)
        if option is not None:
            options.append(option)
    options.sort(key=lambda option: option.verdict.rank)
    return _answer(exercise, original.verdict, tuple(options[:OFFERED]))


def what_changes(original: Exercise, replacement: Exercise) -> str:
    """Say in one sentence what is different: equipment, position, legs, muscles no longer trained."""
    changes = [
        *_equipment_change(original, replacement),
        *_position_change(original, replacement),
        *_leg_change(original, replacement),
        *_lost_muscles(original, replacement),
    ]
    sentence = "; ".join(changes) or "same equipment, position and muscles"
    return f"{sentence[0].upper()}{sentence[1:]}."


def _candidates(exercise: Exercise, library: Library) -> Iterator[tuple[Exercise, str]]:
    for alternative in exercise.alternatives:
        found = library.get(alternative.slug)
        if found is not None:
            yield found, alternative.why
    for easier in library.easier(exercise):
        yield easier, "an easier step on the same path of progression"
    for alike in library.same_pattern(exercise):
        yield alike, f"trains the same movement ({_words(exercise.movement_pattern)}) in the same region"


def _harder_than_what_worsened(patient: Patient, exercise: Exercise, library: Library) -> Iterator[str]:
    for slug in patient.worsens_leg_symptoms:
        worsening = exercise if slug == exercise.slug else library.get(slug)
        if worsening is not None:
            yield from (one.slug for one in library.harder(worsening))


def _option(
    patient: Patient,
    exercise: Exercise,
    candidate: Exercise,
    why: str,
    dose: Dose | None,
    stage: Stage,
    original: Screening,
    table: Table,
) -> Replacement | None:
    moved, note = carry_over(dose, candidate, stage, table)
    screening = screen(patient, candidate, moved, table)
    if not _is_better(screening, original):
        return None
    return Replacement(
        slug=candidate.slug,
        verdict=screening.verdict,
        findings=screening.findings,
        why=why,
        changes=what_changes(exercise, candidate),
        dose=moved,
        dose_note=note,
    )


def _is_better(candidate: Screening, original: Screening) -> bool:
    if original.verdict is Verdict.OK:
        return candidate.verdict is Verdict.OK
    limiting = original.limiting_demands
    burden = sum(candidate.demand[name] for name in limiting)
    limit = sum(original.demand[name] for name in limiting)
    return candidate.verdict < original.verdict and burden <= limit


def _answer(exercise: Exercise, verdict: Verdict, options: tuple[Replacement, ...]) -> Replacements:
    pattern = _words(exercise.movement_pattern)
    if options:
        return Replacements(options, False, "")
    if verdict is Verdict.OK:
        return Replacements((), False, f"No other {pattern} exercise at hand screens as well.")
    message = f"No listed exercise is kinder to the back: let the {pattern} pattern rest in this stage"
    if verdict is Verdict.CAUTION:
        message += ", or keep this one with the care its findings ask for"
    return Replacements((), True, f"{message}.")


def _equipment_change(original: Exercise, replacement: Exercise) -> list[str]:
    before, after = _equipment(original), _equipment(replacement)
    if before == after:
        return []
    return [f"{after or 'no equipment'} instead of {before or 'no equipment'}"]


def _equipment(exercise: Exercise) -> str:
    return " and ".join(
        " or ".join(sorted(_words(option) for option in options)) for options in exercise.equipment
    )


def _position_change(original: Exercise, replacement: Exercise) -> list[str]:
    if original.position == replacement.position:
        return []
    return [f"{_words(replacement.position)} instead of {_words(original.position)}"]


def _leg_change(original: Exercise, replacement: Exercise) -> list[str]:
    if original.unilateral == replacement.unilateral:
        return []
    return ["one side at a time"] if replacement.unilateral else ["both sides together"]


def _lost_muscles(original: Exercise, replacement: Exercise) -> list[str]:
    trained = {*replacement.primary_muscles, *replacement.secondary_muscles}
    lost = [_words(muscle) for muscle in original.primary_muscles if muscle not in trained]
    return [f"no longer trains {' and '.join(lost)}"] if lost else []


def _words(code: str) -> str:
    return code.replace("_", " ")
