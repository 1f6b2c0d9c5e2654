"""How the shared rule files are read: patient rules, gates, flags, stop symptoms, stages."""

from types import MappingProxyType

from programs.rules.entries import Entry
from programs.rules.reading_conditions import read_threshold
from programs.rules.scales import Family, GateLevel, Stage, Verdict
from programs.rules.table import (
    Boundaries,
    Gate,
    GateRules,
    HeavyLoad,
    PatientRule,
    PatientRules,
    Preference,
    RedFlag,
    Sensitivities,
    StageRules,
    StopSymptom,
)
from programs.rules.values import DEMANDS

DIRECTIONS = ("extension", "flexion")
# A gate nobody finds in the file would be a warning nobody reads.
_GATES = (*(f"G{number:02}" for number in range(1, 12)), *(f"W{number:02}" for number in range(1, 11)))


def read_patient_rules(entry: Entry) -> PatientRules:
    """Read the rules about sensitivities, preference, clearance and symptom response."""
    preferences = entry.inner("preference")
    for name in preferences.keys:
        if name not in DIRECTIONS:
            raise preferences.fault(f"unknown direction {name!r}")
    return PatientRules(
        sensitivities=_sensitivities(entry.inner("sensitivity"), entry.inner("sitting")),
        preferences=MappingProxyType(
            {name: _preference(preferences.inner(name)) for name in preferences.keys}
        ),
        restriction=_closed_rule(entry.inner("restriction")),
        worsened_leg_symptoms=_closed_rule(entry.inner("worsened_leg_symptoms")),
        red_zone_pain=_closed_rule(entry.inner("red_zone_pain")),
    )


def read_gates(entry: Entry) -> GateRules:
    """Read the gates and their limits."""
    by_id = {gate.id: gate for gate in map(_gate, entry.each("gate"))}
    for gate_id in _GATES:
        if gate_id not in by_id:
            raise entry.fault(f"gate {gate_id} is missing")
    return GateRules(
        by_id=MappingProxyType(by_id),
        under_age=_gate(entry.inner("under_age")),
        warning_flag_message=_only_message(entry.inner("warning_flag")),
        youngest_age=entry.number("youngest_age"),
        adult_age=entry.number("adult_age"),
        severe_pain=entry.number("severe_pain", 0, 10),
        fracture_release_weeks=entry.number("fracture_release_weeks"),
    )


def read_red_flags(entry: Entry) -> dict[str, RedFlag]:
    """Read the warning signs, by id."""
    return {flag.id: flag for flag in map(_red_flag, entry.each("flag"))}


def read_stop_symptoms(entry: Entry) -> dict[str, StopSymptom]:
    """Read the symptoms that stop training, by id."""
    return {symptom.id: symptom for symptom in map(_stop_symptom, entry.each("symptom"))}


def read_stages(entry: Entry) -> StageRules:
    """Read the stage boundaries, the irritability levels and what counts as heavy."""
    weeks = entry.inner("weeks")
    return StageRules(
        weeks=MappingProxyType({family: _boundaries(weeks.inner(family)) for family in Family}),
        irritabilities=entry.inner("irritability").texts("levels"),
        heavy_load=_heavy_load(entry.inner("heavy_load")),
    )


def _sensitivities(entry: Entry, sitting: Entry) -> Sensitivities:
    kinds = entry.inner("of")
    demands, reasons = {}, {}
    for name in kinds.keys:
        kind = kinds.inner(name)
        demands[name] = _demand(kind, kind.text("demand"))
        reasons[name] = _closed_rule(kind)
    position, tag = sitting.sentence("position"), sitting.sentence("avoid_tag_in_acute")
    return Sensitivities(
        demands=MappingProxyType(demands),
        acute=read_threshold(entry.inner("acute")),
        later=read_threshold(entry.inner("later")),
        reasons=MappingProxyType({**reasons, "sitting": _closed_rule(sitting)}),
        sitting_position=position,
        sitting_tag=tag,
    )


def _preference(entry: Entry) -> Preference:
    verdicts = {stage: entry.word(stage, Verdict) for stage in Stage}
    tag = entry.sentence("tag")
    return Preference(tag, MappingProxyType(verdicts), _closed_rule(entry))


def _closed_rule(entry: Entry) -> PatientRule:
    rule = PatientRule(entry.sentence("reason"), entry.texts("sources"), entry.sentence("strength"))
    entry.close()
    return rule


def _demand(entry: Entry, name: str) -> str:
    if name not in DEMANDS:
        raise entry.fault(f"unknown demand {name!r}")
    return name


def _gate(entry: Entry) -> Gate:
    gate = Gate(
        entry.sentence("id"),
        entry.word("level", GateLevel),
        entry.sentence("when"),
        entry.sentence("message"),
    )
    entry.close()
    return gate


def _only_message(entry: Entry) -> str:
    message = entry.sentence("message")
    entry.close()
    return message


def _red_flag(entry: Entry) -> RedFlag:
    flag = RedFlag(
        entry.sentence("id"),
        entry.sentence("label"),
        entry.word("level", GateLevel),
        entry.sentence("group"),
        entry.texts("sources"),
        entry.text("note") if entry.has("note") else "",
    )
    entry.close()
    return flag


def _stop_symptom(entry: Entry) -> StopSymptom:
    symptom = StopSymptom(
        entry.sentence("id"),
        entry.sentence("label"),
        entry.sentence("action"),
        entry.texts("sources"),
    )
    entry.close()
    return symptom


def _boundaries(entry: Entry) -> Boundaries:
    found = Boundaries(entry.number("acute_below"), entry.number("chronic_above"), entry.texts("sources"))
    entry.close()
    if found.acute_below > found.chronic_above:
        raise entry.fault("acute_below must not be above chronic_above")
    return found


def _heavy_load(entry: Entry) -> HeavyLoad:
    demands = tuple(_demand(entry, name) for name in entry.texts("demands"))
    heavy = HeavyLoad(
        rpe=entry.number("rpe", 0, 10),
        percent_1rm=entry.number("percent_1rm", 1, 100),
        adds=entry.whole("adds", 0, 4),
        demands=demands,
        highest=entry.whole("highest", 0, 4),
        sources=entry.texts("sources"),
    )
    entry.close()
    return heavy
