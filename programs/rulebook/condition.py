"""What the page of one condition shows: its limits, why, and what is left of the library."""

from collections import namedtuple

from django.utils.translation import gettext as _

from clinic.models import Condition
from exercises.vocabulary import DEMANDS
from programs.facts import library
from programs.rulebook.overview import explicit_rows, library_names
from programs.rulebook.wording import DAY_ZERO, strength_words
from programs.rules.scales import Stage, Verdict
from programs.rules.screening import screen
from programs.rules.values import Patient, PatientCondition

LimitRow = namedtuple("LimitRow", "demand cells reason sources strength")
StageRow = namedtuple("StageRow", "name weeks advice ok caution avoid total")


def condition_page(table, condition):
    """Return what the page of one condition shows. Six queries, whatever the size of the library."""
    names = library_names()
    own = [rule for rule in table.explicit if rule.conditions and condition.slug in rule.conditions]
    general = [rule for rule in table.explicit if rule.conditions is None]
    return {
        "condition": condition,
        "row": Condition.objects.filter(slug=condition.slug).first(),
        "day_zero": DAY_ZERO[condition.family],
        "review": next(one for one in table.reviews if one.file == f"conditions/{condition.slug}.toml"),
        "digest": table.digest,
        "stages": [stage.value.capitalize() for stage in Stage],
        "limits": limit_rows(condition),
        "own_rules": explicit_rows(table, own, names),
        "general_rules": explicit_rows(table, general, names),
        "by_stage": stage_rows(table, condition, tuple(library())),
        "sources": [(code, table.sources[code]) for code in _cited(condition)],
    }


def limit_rows(condition):
    """Return one row per demand that has a limit in some stage or a reason on record."""
    return [
        LimitRow(
            DEMANDS[demand],
            [condition.limits[stage].get(demand) for stage in Stage],
            condition.reasons[demand].text,
            condition.reasons[demand].sources,
            strength_words(condition.reasons[demand].strength),
        )
        for demand in DEMANDS
        if demand in condition.reasons
    ]


def stage_rows(table, condition, exercises):
    """Return, by stage, the advice and how the whole library fares for this condition alone."""
    return [_stage_row(table, condition, stage, exercises) for stage in Stage]


def _stage_row(table, condition, stage, exercises):
    patient = Patient(conditions=(PatientCondition(condition.slug),), stage=stage)
    found = {verdict: [] for verdict in Verdict}
    for exercise in exercises:
        found[screen(patient, exercise, None, table).verdict].append((exercise.slug, exercise.name))
    return StageRow(
        stage.value.capitalize(),
        _weeks(table.stages.weeks[condition.family], stage),
        condition.advice[stage],
        *(sorted(found[verdict], key=lambda pair: pair[1]) for verdict in Verdict),
        len(exercises),
    )


def _weeks(boundaries, stage):
    acute, chronic = f"{boundaries.acute_below:g}", f"{boundaries.chronic_above:g}"
    words = {
        Stage.ACUTE: _("less than %(acute)s weeks"),
        Stage.SUBACUTE: _("%(acute)s to %(chronic)s weeks"),
        Stage.CHRONIC: _("more than %(chronic)s weeks"),
    }
    return words[stage] % {"acute": acute, "chronic": chronic}


def _cited(condition):
    cited = [*condition.sources, *(code for reason in condition.reasons.values() for code in reason.sources)]
    return list(dict.fromkeys(cited))
