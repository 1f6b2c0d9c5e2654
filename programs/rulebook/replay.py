"""One verdict step by step: what was looked at, what it was compared with, and what followed. Judges nothing itself."""

from collections import namedtuple

from django.utils.translation import gettext as _

from exercises.vocabulary import DEMANDS, words
from programs.errors import Refused
from programs.overriding import override_terms
from programs.presenters import finding_lines
from programs.rulebook.replay_person import person_lines
from programs.rulebook.wording import DAY_ZERO, criteria_words, stage_words
from programs.rules.demands import is_heavy
from programs.rules.scales import Family, Verdict
from programs.rules.screening import screen
from programs.rules.stages import dated_stage, effective_stage, held_stage, patient_stage
from text.lists import all_of

StageLine = namedtuple("StageLine", "slug name counted moved stage")
DemandLine = namedtuple("DemandLine", "label own effective")
LimitGroup = namedtuple("LimitGroup", "slug name stage lines")
LimitLine = namedtuple("LimitLine", "label value limit verdict reason sources")
RuleLine = namedtuple("RuleLine", "id verdict speaks checks reason sources")
Check = namedtuple("Check", "words holds")
WEEKS = {
    Family.GENERAL: "weeks_since_onset",
    Family.POST_SURGICAL: "weeks_since_surgery",
    Family.FRACTURE: "weeks_since_fracture",
}
NBSP = "\N{NO-BREAK SPACE}"


def replay(patient, exercise, dose, table) -> dict:
    """Return every step from the record to the verdict of one exercise, ready to print."""
    screening = screen(patient, exercise, dose, table)
    rules = rule_lines(patient, exercise, screening, table)
    return {
        "screening": screening,
        "verdict": screening.verdict.value,
        "findings": finding_lines(screening.findings),
        "stages": stage_lines(patient, table),
        "earliest": patient_stage(patient, table).value,
        "demands": demand_lines(exercise, screening),
        "heavy": _heavy_words(exercise, dose, table),
        "limits": limit_groups(patient, screening, table),
        "rules": rules,
        "other_rules": len(table.explicit) - len(rules),
        "person": person_lines(patient, exercise, dose, screening, table),
        "terms": _terms(screening, table),
        "digest": table.digest,
        "review": table.review_state,
    }


def stage_lines(patient, table):
    """Return, for each diagnosis, how its stage was counted and what moved it."""
    return [_stage_line(patient, one, table) for one in patient.conditions]


def demand_lines(exercise, screening):
    """Return the eight demands, as the library has them and at this dose."""
    return [
        DemandLine(label, exercise.demand[name], screening.demand[name]) for name, label in DEMANDS.items()
    ]


def limit_groups(patient, screening, table):
    """Return every limit that was compared, by diagnosis. A demand without a limit in the stage is not compared."""
    return [_limit_group(patient, one, screening, table) for one in patient.conditions]


def rule_lines(patient, exercise, screening, table):
    """Return the explicit rules that name this exercise, each with what it asks and whether it spoke."""
    spoke = {hit.rule for hit in screening.findings}
    return [
        RuleLine(
            rule.id,
            rule.verdict.value,
            rule.id in spoke,
            _checks(rule, patient, exercise, table),
            rule.reason,
            rule.sources,
        )
        for rule in sorted(table.explicit, key=lambda rule: rule.id)
        if exercise.slug in rule.slugs or rule.tag in exercise.tags
    ]


def _stage_line(patient, one, table):
    condition = table.conditions[one.slug]
    counted, stage = dated_stage(patient, one, table), effective_stage(patient, one, table)
    weeks = getattr(one, WEEKS[condition.family])
    since = DAY_ZERO[condition.family]
    if patient.stage is not None:
        said = _("Taken as %(counted_value)s") % {"counted_value": counted.value}
    elif weeks is None:
        said = _("No date of %(since)s is recorded: acute is assumed") % {"since": since}
    else:
        said = _("%(weeks)s\u00a0weeks since %(since)s: %(counted_value)s") % {
            "weeks": f"{weeks:.1f}",
            "since": since,
            "counted_value": counted.value,
        }
    moved = []
    held = held_stage(patient, one, table)
    if held is not counted:
        moved.append(
            _("It stays %(held)s until irritability and red pain have settled") % {"held": held.value}
        )
    if counted is not None and patient.flare:
        moved.append(_("A flare is recorded: the limits of the acute stage apply"))
    elif counted is not None and patient.irritability == "high":
        moved.append(_("Irritability is high: one stage earlier"))
    return StageLine(one.slug, condition.name, said, ". ".join(moved), stage.value)


def _heavy_words(exercise, dose, table):
    heavy = table.stages.heavy_load
    named = all_of(DEMANDS[name].lower() for name in heavy.demands)
    line = _("RPE %(rpe)s or %(percent_1rm)s\u00a0%% of 1RM") % {
        "rpe": f"{heavy.rpe:g}",
        "percent_1rm": f"{heavy.percent_1rm:g}",
    }
    if not exercise.externally_loadable:
        return _("It takes no added weight, so the load step never applies.")
    if is_heavy(exercise, dose, table):
        return _(
            "This dose is heavy (at or above %(line)s): %(named)s count %(adds)s more, where there is any."
        ) % {"line": line, "named": named, "adds": heavy.adds}
    return _("This dose is below %(line)s, so the demands count as they are.") % {"line": line}


def _limit_group(patient, one, screening, table):
    condition, stage = table.conditions[one.slug], effective_stage(patient, one, table)
    lines = [
        LimitLine(
            label,
            screening.demand[name],
            condition.limits[stage][name],
            condition.limits[stage][name].verdict(screening.demand[name]).value,
            condition.reasons[name].text,
            condition.reasons[name].sources,
        )
        for name, label in DEMANDS.items()
        if name in condition.limits[stage]
    ]
    return LimitGroup(one.slug, condition.name, stage.value, lines)


def _checks(rule, patient, exercise, table):
    named = (
        _("Names this exercise")
        if exercise.slug in rule.slugs
        else _("Names exercises tagged “%(tag)s”") % {"tag": words(rule.tag)}
    )
    checks = [Check(named, True)]
    if rule.conditions is None:
        stages = [patient_stage(patient, table)]
        checks.append(Check(_("For any condition"), True))
    else:
        stages = [
            effective_stage(patient, one, table) for one in patient.conditions if one.slug in rule.conditions
        ]
        who = ", ".join(sorted(table.conditions[slug].name for slug in rule.conditions))
        checks.append(Check(_("For %(who)s") % {"who": who}, bool(stages)))
    if stages:
        here = ", ".join(sorted({stage.value for stage in stages}))
        in_stage = any(stage in rule.stages for stage in stages)
        checks.append(
            Check(
                _("%(stages)s; here %(here)s") % {"stages": stage_words(rule.stages), "here": here}, in_stage
            )
        )
    if rule.pain_at_least is not None:
        pain = (
            _("not recorded, which counts as pain") if patient.pain_nprs is None else f"{patient.pain_nprs:g}"
        )
        hurts = patient.pain_nprs is None or patient.pain_nprs >= rule.pain_at_least
        checks.append(
            Check(
                _("Usual pain now at least %(pain_at_least)s of 10; here %(pain)s")
                % {"pain_at_least": rule.pain_at_least, "pain": pain},
                hurts,
            )
        )
    return checks


def _terms(screening, table):
    """Say whether this avoid could be overridden: the criteria, or why not. None when there is nothing to override."""
    if screening.verdict is not Verdict.AVOID:
        return None
    try:
        return {"criteria": criteria_words(override_terms(screening, table).criteria), "refusal": ""}
    except Refused as refusal:
        return {"criteria": (), "refusal": str(refusal)}
