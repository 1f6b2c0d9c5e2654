"""What the record of one person was compared with: sensitivities, direction of ease, clearance limits, responses."""

from collections import namedtuple

from exercises.vocabulary import DEMANDS, words
from programs.rules.scales import Stage, Verdict
from programs.rules.stages import patient_stage

PersonLine = namedtuple("PersonLine", "recorded compared verdict reason sources")
NBSP = "\N{NO-BREAK SPACE}"


def person_lines(patient, exercise, dose, screening, table):
    """Return one line for everything recorded about the person that a rule looked at, silent ones too."""
    hits = {hit.rule: hit for hit in screening.findings}
    stage = patient_stage(patient, table)
    lines = [
        _line(
            hits, f"S-{name}", f"Sensitive to {name}", _sensitivity(name, exercise, screening, stage, table)
        )
        for name in sorted(patient.sensitivities)
    ]
    if patient.directional_preference:
        direction = patient.directional_preference
        lines.append(
            _line(hits, f"D-{direction}", f"Eases with {direction}", _tagged(direction, exercise, table))
        )
    lines += [_limit_line(limit, exercise, dose, screening) for limit in patient.restrictions]
    if exercise.slug in patient.worsens_leg_symptoms:
        lines.append(_line(hits, "Y-leg-symptoms", "Made leg symptoms worse before", "This very exercise"))
    if exercise.slug in patient.red_zone_pain:
        lines.append(_line(hits, "Y-red-zone-pain", "Pain was in the red zone", "This very exercise"))
    return lines


def _limit_line(limit, exercise, dose, screening):
    # Two limits of one kind share a rule's name and differ in their number alone.
    own = {one.rule: one for one in screening.findings if one.limit in (None, limit.max, limit.load_kg)}
    return _line(own, limit.rule, "Limit in the clearance", _restriction(limit, exercise, dose, screening))


def _line(hits, rule, recorded, compared):
    hit = hits.get(rule)
    verdict = hit.verdict if hit else Verdict.OK
    return PersonLine(
        recorded, compared, verdict.value, hit.reason if hit else "", hit.sources if hit else ()
    )


def _sensitivity(name, exercise, screening, stage, table):
    rules = table.patient.sensitivities
    if name == "sitting":
        long = (
            f"tagged “{words(rules.sitting_tag)}”"
            if rules.sitting_tag in exercise.tags
            else "no long sitting"
        )
        return f"Position {words(exercise.position)}, {long}, stage {stage.value}"
    limits = rules.acute if stage is Stage.ACUTE else rules.later
    demand = rules.demands[name]
    here = f"{DEMANDS[demand]} {screening.demand[demand]}"
    return f"{here}: care from {limits.caution_at}, leave out from {limits.avoid_at} ({stage.value})"


def _tagged(direction, exercise, table):
    tag = table.patient.preferences[direction].tag
    return f"{'Tagged' if tag in exercise.tags else 'Not tagged'} “{words(tag)}”"


def _restriction(limit, exercise, dose, screening):
    if limit.demand is not None:
        return f"{DEMANDS[limit.demand]} at most {limit.max}; here {screening.demand[limit.demand]}"
    if limit.load_kg is not None:
        load = dose.load_kg if dose is not None else None
        here = "no weight is stated" if load is None else f"here {load:g}{NBSP}kg"
        return f"At most {limit.load_kg:g}{NBSP}kg; {here}"
    if limit.position is not None:
        return f"Not {words(limit.position)}; this one is {words(exercise.position)}"
    if limit.tag is not None:
        return f"None tagged “{words(limit.tag)}”; this one is{'' if limit.tag in exercise.tags else ' not'}"
    return f"Not {words(limit.slug)}"
