"""What the record of one person was compared with: sensitivities, direction of ease, clearance limits, responses."""

from collections import namedtuple

from django.utils.translation import gettext as _

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
            hits,
            f"S-{name}",
            _("Sensitive to %(name)s") % {"name": name},
            _sensitivity(name, exercise, screening, stage, table),
        )
        for name in sorted(patient.sensitivities)
    ]
    if patient.directional_preference:
        direction = patient.directional_preference
        lines.append(
            _line(
                hits,
                f"D-{direction}",
                _("Eases with %(direction)s") % {"direction": direction},
                _tagged(direction, exercise, table),
            )
        )
    lines += [_limit_line(limit, exercise, dose, screening) for limit in patient.restrictions]
    if exercise.slug in patient.worsens_leg_symptoms:
        lines.append(
            _line(hits, "Y-leg-symptoms", _("Made leg symptoms worse before"), _("This very exercise"))
        )
    if exercise.slug in patient.red_zone_pain:
        lines.append(_line(hits, "Y-red-zone-pain", _("Pain was in the red zone"), _("This very exercise")))
    return lines


def _limit_line(limit, exercise, dose, screening):
    # Two limits of one kind share a rule's name and differ in their number alone.
    own = {one.rule: one for one in screening.findings if one.limit in (None, limit.max, limit.load_kg)}
    return _line(own, limit.rule, _("Limit in the clearance"), _restriction(limit, exercise, dose, screening))


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
            _("tagged “%(sitting_tag)s”") % {"sitting_tag": words(rules.sitting_tag)}
            if rules.sitting_tag in exercise.tags
            else _("no long sitting")
        )
        return _("Position %(position)s, %(long)s, stage %(stage_value)s") % {
            "position": words(exercise.position),
            "long": long,
            "stage_value": stage.value,
        }
    limits = rules.acute if stage is Stage.ACUTE else rules.later
    demand = rules.demands[name]
    here = f"{DEMANDS[demand]} {screening.demand[demand]}"
    return _("%(here)s: care from %(caution_at)s, leave out from %(avoid_at)s (%(stage_value)s)") % {
        "here": here,
        "caution_at": limits.caution_at,
        "avoid_at": limits.avoid_at,
        "stage_value": stage.value,
    }


def _tagged(direction, exercise, table):
    tag = table.patient.preferences[direction].tag
    said = _("Tagged “%(tag)s”") if tag in exercise.tags else _("Not tagged “%(tag)s”")
    return said % {"tag": words(tag)}


def _restriction(limit, exercise, dose, screening):
    if limit.demand is not None:
        return _("%(demands)s at most %(max)s; here %(demand)s") % {
            "demands": DEMANDS[limit.demand],
            "max": limit.max,
            "demand": screening.demand[limit.demand],
        }
    if limit.load_kg is not None:
        load = dose.load_kg if dose is not None else None
        here = (
            _("no weight is stated") if load is None else _("here %(load)s\u00a0kg") % {"load": f"{load:g}"}
        )
        return _("At most %(load_kg)s\u00a0kg; %(here)s") % {"load_kg": f"{limit.load_kg:g}", "here": here}
    if limit.position is not None:
        return _("Not %(position)s; this one is %(position_2)s") % {
            "position": words(limit.position),
            "position_2": words(exercise.position),
        }
    if limit.tag is not None:
        is_tagged = limit.tag in exercise.tags
        said = (
            _("None tagged “%(tag)s”; this one is")
            if is_tagged
            else _("None tagged “%(tag)s”; this one is not")
        )
        return said % {"tag": words(limit.tag)}
    return _("Not %(slug)s") % {"slug": words(limit.slug)}
