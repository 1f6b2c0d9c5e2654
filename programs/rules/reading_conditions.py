"""How a condition file and the file of explicit rules are read."""

from types import MappingProxyType

from programs.rules.entries import Entry
from programs.rules.scales import Family, Stage, Verdict
from programs.rules.table import Condition, ExplicitRule, Override, Reason, Threshold
from programs.rules.values import DEMANDS

_DIRECTIONS = ("extension", "flexion", "")


def read_condition(entry: Entry) -> Condition:
    """Read one condition; every limit needs a reason and every reason a limit."""
    direction = entry.text("direction")
    if direction not in _DIRECTIONS:
        raise entry.fault(f"direction knows no {direction!r}")
    condition = Condition(
        slug=entry.sentence("slug"),
        name=entry.sentence("name"),
        family=entry.word("family", Family),
        direction=direction or None,
        thresholds_overridable=entry.truth("thresholds_overridable"),
        advice=_advice(entry.inner("advice")),
        sources=entry.texts("sources"),
        limits=_limits(entry.inner("limits")),
        reasons=_reasons(entry.inner("reasons")),
    )
    entry.close()
    _check_reasons(entry, condition)
    return condition


def read_threshold(entry: Entry) -> Threshold:
    """Read a pair of limits; caution comes before avoid and one of them is given."""
    caution_at = entry.whole_or_none("caution_at", 1, 4)
    avoid_at = entry.whole_or_none("avoid_at", 1, 4)
    entry.close()
    if caution_at is None and avoid_at is None:
        raise entry.fault("needs caution_at or avoid_at")
    if caution_at is not None and avoid_at is not None and caution_at >= avoid_at:
        raise entry.fault("caution_at must be below avoid_at")
    return Threshold(caution_at, avoid_at)


def read_explicit_rules(entry: Entry) -> tuple[ExplicitRule, ...]:
    """Read the rules about named exercises or tags; an id stands once."""
    rules = tuple(_explicit_rule(one) for one in entry.each("rule"))
    ids = [rule.id for rule in rules]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise entry.fault(f"rule {rule_id} stands twice")
    return rules


def _advice(entry: Entry) -> MappingProxyType[Stage, str]:
    advice = {stage: entry.sentence(stage) for stage in Stage}
    entry.close()
    return MappingProxyType(advice)


def _limits(entry: Entry) -> MappingProxyType[Stage, MappingProxyType[str, Threshold]]:
    limits = {stage: _stage_limits(entry.inner(stage)) for stage in Stage}
    entry.close()
    return MappingProxyType(limits)


def _stage_limits(entry: Entry) -> MappingProxyType[str, Threshold]:
    _check_demands(entry)
    return MappingProxyType({key: read_threshold(entry.inner(key)) for key in entry.keys})


def _reasons(entry: Entry) -> MappingProxyType[str, Reason]:
    _check_demands(entry)
    return MappingProxyType({key: _reason(entry.inner(key)) for key in entry.keys})


def _reason(entry: Entry) -> Reason:
    reason = Reason(entry.sentence("text"), entry.texts("sources"), entry.sentence("strength"))
    entry.close()
    if not reason.sources:
        raise entry.fault("sources must not be empty")
    return reason


def _check_demands(entry: Entry) -> None:
    for key in entry.keys:
        if key not in DEMANDS:
            raise entry.fault(f"unknown demand {key!r}")


def _check_reasons(entry: Entry, condition: Condition) -> None:
    limited = {demand for limits in condition.limits.values() for demand in limits}
    for demand in DEMANDS:
        if (demand in limited) != (demand in condition.reasons):
            raise entry.fault(f"{demand} needs both a limit in some stage and a reason")


def _explicit_rule(entry: Entry) -> ExplicitRule:
    if entry.has("tag") == entry.has("slugs"):
        raise entry.fault("needs either tag or slugs")
    rule = ExplicitRule(
        id=entry.sentence("id"),
        conditions=None if entry.is_all("conditions") else frozenset(entry.texts("conditions")),
        stages=entry.words("stages", Stage),
        tag=entry.sentence("tag") if entry.has("tag") else None,
        slugs=frozenset(entry.texts("slugs") if entry.has("slugs") else ()),
        pain_at_least=entry.whole_or_none("pain_at_least", 0, 10),
        verdict=entry.word("verdict", Verdict),
        reason=entry.sentence("reason"),
        sources=entry.texts("sources"),
        override=_override(entry.inner("override")) if entry.has("override") else None,
    )
    entry.close()
    if rule.verdict is Verdict.OK:
        raise entry.fault("verdict must be caution or avoid")
    return rule


def _override(entry: Entry) -> Override:
    override = Override(
        stages=entry.words("stages", Stage),
        criteria=entry.texts("criteria"),
        pain_at_most=entry.whole_or_none("pain_at_most", 0, 10),
        without_leg_symptoms=entry.has("without_leg_symptoms") and entry.truth("without_leg_symptoms"),
        hold_s_at_least=entry.whole_or_none("hold_s_at_least", 0, 600),
    )
    entry.close()
    return override
