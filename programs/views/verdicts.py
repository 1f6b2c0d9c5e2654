"""Verdicts a clinician can follow: one exercise over all conditions, and one verdict step by step."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clinic.access import EVERYBODY, PHYSIOTHERAPIST, role
from exercises.access import load_exercise
from programs.dosing import in_words
from programs.facts import dose_facts, exercise_facts, library
from programs.item_review import judge_item
from programs.loaders import load_item
from programs.presenters import badge, banner, item_lines
from programs.review import situation
from programs.rulebook.matrix import counts, matrix_rows, typical
from programs.rulebook.replay import replay
from programs.rulebook.wording import criteria_words
from programs.rules.dosing import starting_dose
from programs.rules.loading import default_table
from programs.rules.scales import Stage


@require_GET
@role(*EVERYBODY)
@load_exercise
def exercise_verdicts(request, exercise):
    rows = matrix_rows(_facts(exercise), default_table())
    context = {
        "nav": "rules",
        "exercise": exercise,
        "stages": [stage.value.capitalize() for stage in Stage],
        "rows": rows,
        "counts": counts(rows),
        "digest": default_table().digest,
        "review": default_table().review_state,
    }
    return render(request, "programs/exercise_verdicts.html", context)


@require_GET
@role(*EVERYBODY)
@load_exercise
def rules_why(request, exercise, condition, stage):
    table = default_table()
    if condition not in table.conditions or stage not in list(Stage):
        raise Http404("No such condition or stage.")
    facts, known = _facts(exercise), table.conditions[condition]
    dose = starting_dose(facts, Stage(stage), table)
    context = {
        "nav": "rules",
        "exercise": exercise,
        "condition": known,
        "stage": stage,
        "dose": _dose_words(dose, exercise),
        "why": replay(typical(known, Stage(stage)), facts, dose, table),
    }
    return render(request, "programs/rules_why.html", context)


@require_GET
@role(PHYSIOTHERAPIST)
@load_item
def item_why(request, item):
    program = item.program
    now, dose = situation(program), dose_facts(item)
    facts = now.facts(item.exercise)
    why = replay(now.patient, facts, dose, now.table)
    judged = judge_item(now, item, list(item.week_doses.select_related("exercise").order_by("week")))
    context = banner(program.case, now.patient) | {
        "program": program,
        "item": item,
        "judged": judged,
        "criteria": criteria_words(item.override_criteria),
        "badge": badge(judged.verdict, now.patient),
        "week_lines": [line for line in item_lines(judged) if "weeks" in line],
        "dose": _dose_words(item, item.exercise),
        "why": why,
    }
    return render(request, "programs/item_why.html", context)


def _facts(exercise):
    return library().get(exercise.slug) or exercise_facts(exercise)


def _dose_words(dose, exercise):
    words = in_words(dose, per_side=exercise.per_side)
    if not dose.rpe:
        return words
    return _("%(dose)s, effort up to %(rpe)s of 10") % {"dose": words, "rpe": f"{dose.rpe:g}"}
