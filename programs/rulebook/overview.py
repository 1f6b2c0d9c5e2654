"""What the page of all rules shows."""

from collections import namedtuple
from itertools import groupby

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.models import Exercise
from exercises.vocabulary import DEMANDS, words
from programs.rulebook.pacing_facts import mode_rows, pacing_facts
from programs.rulebook.wording import (
    DAY_ZERO,
    STOP_ACTIONS,
    criteria_words,
    gate_words,
    plain,
    stage_words,
    strength_words,
)
from programs.rules.scales import GateLevel, Stage
from programs.rules.table import AWAITING_REVIEW
from text.lists import all_of

SENSITIVE_TO = {"neural": _("nerve stretch"), "rotation": "twist"}
ConditionRow = namedtuple("ConditionRow", "slug name day_zero direction limits review")
RuleRow = namedtuple("RuleRow", "id verdict applies_to stages condition reason sources override")
PersonRow = namedtuple("PersonRow", "when effect reason sources strength")
GateGroup = namedtuple("GateGroup", "words blocks gates")


def overview(table, today):
    """Return what the page of all rules shows. One query, for the names of the exercises."""
    library = library_names()
    return {
        "digest": table.digest,
        "unsigned": [review for review in table.reviews if not review.reviewed_by],
        "reviews": table.reviews,
        "overdue": table.overdue(today.isoformat()),
        "conditions": condition_rows(table),
        "stages": _stage_rows(table),
        "heavy": _heavy(table),
        "explicit": explicit_rows(table, table.explicit, library),
        "person": person_rows(table),
        "gate_groups": _gate_groups(table),
        "flag_groups": _flag_groups(table),
        "stops": [(one.label, STOP_ACTIONS.get(one.action, one.action), one) for one in _stops(table)],
        "modes": mode_rows(table.progression),
        "pacing": pacing_facts(table.progression),
        "sources": sorted(table.sources.items()),
    }


def library_names():
    """Return (slug, name, tags) of every published exercise."""
    return list(Exercise.objects.published().values_list("slug", "name", "tags"))


def condition_rows(table):
    """Return the conditions by name, with the number of limits each states."""
    review_of = {review.file: review.state for review in table.reviews}
    rows = [
        ConditionRow(
            one.slug,
            one.name,
            DAY_ZERO[one.family],
            one.direction or gettext("none usual"),
            sum(len(limits) for limits in one.limits.values()),
            review_of.get(f"conditions/{one.slug}.toml", AWAITING_REVIEW),
        )
        for one in table.conditions.values()
    ]
    return sorted(rows, key=lambda row: row.name)


def explicit_rows(table, rules, library):
    """Return rules about named exercises, each with the names it speaks about."""
    return [
        RuleRow(
            rule.id,
            rule.verdict.value,
            _applies_to(rule, library),
            stage_words(rule.stages),
            _for_whom(rule, table),
            rule.reason,
            rule.sources,
            criteria_words(rule.override.criteria) if rule.override else [],
        )
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]


def _applies_to(rule, library):
    return [
        (slug, name) for slug, name, tags in library if slug in rule.slugs or (rule.tag and rule.tag in tags)
    ]


def _for_whom(rule, table):
    named = sorted(table.conditions[slug].name for slug in rule.conditions or ())
    pain = (
        gettext("usual pain now at least %(pain_at_least)s of 10") % {"pain_at_least": rule.pain_at_least}
        if rule.pain_at_least
        else ""
    )
    whom = gettext("Any condition") if rule.conditions is None else "; ".join(named)
    return "; ".join(filter(None, [whom, pain]))


def person_rows(table):
    """Return the rules that depend on one person and not on the diagnosis."""
    rules = table.patient
    acute, later = rules.sensitivities.acute, rules.sensitivities.later
    limits = gettext("acute %(acute)s; later %(later)s") % {"acute": _from(acute), "later": _from(later)}
    rows = [
        _person(
            gettext("Sensitive to %(name)s") % {"name": SENSITIVE_TO.get(name, name)},
            f"{DEMANDS[demand]}: {limits}",
            rules.sensitivities.reasons[name],
        )
        for name, demand in rules.sensitivities.demands.items()
    ]
    tag = words(rules.sensitivities.sitting_tag)
    sitting = gettext("Seated exercises need care; in the acute stage %(tag)s is left out") % {"tag": tag}
    rows.append(_person(gettext("Sensitive to sitting"), sitting, rules.sensitivities.reasons["sitting"]))
    rows += [
        _person(
            gettext("Eases with %(name)s") % {"name": name},
            f"{words(one.tag).capitalize()}: {_by_stage(one)}",
            one.rule,
        )
        for name, one in rules.preferences.items()
    ]
    rows.append(
        _person(
            gettext("Limit in the clearance"), gettext("Above it: leave out, no override"), rules.restriction
        )
    )
    worse = gettext("Leave out until a clinician has reviewed it")
    rows.append(_person(gettext("Exercise made leg symptoms worse"), worse, rules.worsened_leg_symptoms))
    rows.append(
        _person(
            gettext("Pain in the red zone during it"),
            gettext("Needs care, and steps back"),
            rules.red_zone_pain,
        )
    )
    return rows


def _person(when, effect, rule):
    return PersonRow(when, effect, rule.reason, rule.sources, strength_words(rule.strength))


def _from(threshold):
    return gettext("needs care from %(caution_at)s, leave out from %(avoid_at)s") % {
        "caution_at": threshold.caution_at,
        "avoid_at": threshold.avoid_at,
    }


def _by_stage(preference):
    said = {"ok": gettext("fine"), "caution": gettext("needs care"), "avoid": gettext("leave out")}
    return ", ".join(f"{stage.value} {said[preference.verdicts[stage].value]}" for stage in Stage)


def _stage_rows(table):
    return [
        (DAY_ZERO[family], f"{weeks.acute_below:g}", f"{weeks.chronic_above:g}", weeks.sources)
        for family, weeks in table.stages.weeks.items()
    ]


def _heavy(table):
    heavy = table.stages.heavy_load
    demands = all_of(DEMANDS[name].lower() for name in heavy.demands)
    return {
        "when": gettext("RPE %(rpe)s or more, or %(percent_1rm)s\u00a0%% of 1RM or more")
        % {"rpe": f"{heavy.rpe:g}", "percent_1rm": f"{heavy.percent_1rm:g}"},
        "effect": gettext("adds %(adds)s to %(demands)s, up to %(highest)s, where the exercise has any")
        % {"adds": heavy.adds, "demands": demands, "highest": heavy.highest},
        "sources": heavy.sources,
    }


def _gate_groups(table):
    """Return the gates by what they do, severest first."""
    rules = table.gates
    gates = sorted([*rules.by_id.values(), rules.under_age], key=lambda gate: (-gate.level.rank, gate.id))
    return [
        GateGroup(
            gate_words(level),
            level is not GateLevel.WARN,
            [(one.id, plain(one.when), one.message) for one in members],
        )
        for level, members in groupby(gates, key=lambda gate: gate.level)
    ]


def _flag_groups(table):
    flags = table.red_flags.values()
    return [
        (group.capitalize(), [(flag, gate_words(flag.level)) for flag in members])
        for group, members in groupby(flags, key=lambda flag: flag.group)
    ]


def _stops(table):
    return sorted(table.stop_symptoms.values(), key=lambda one: not one.is_emergency)
