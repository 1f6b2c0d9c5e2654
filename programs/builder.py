"""Everything the builder page shows, as plain values: templates only format and choose."""

from dataclasses import dataclass, field
from math import ceil

from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.models import Exercise
from programs import recipe
from programs.dose_forms import DoseForm
from programs.dosing import in_words, range_in_words
from programs.languages import BASE, name_of
from programs.models import ExerciseRequest, ProgramItem
from programs.overriding import held_against, may_override
from programs.presenters import badge, banner, finding_lines, item_lines, step_form
from programs.review import review, situation
from programs.rules.library import holds_load, is_at_hand
from programs.rules.scales import Verdict
from programs.sections import longest_session, minutes_of
from programs.training_days import days_in_words
from programs.weeks import cells_of, week_heads
from text.lists import any_of
from text.search import LONGEST

HITS_SHOWN = 12
EMPTY = {
    ProgramItem.Section.WARM_UP: _("No warm-up yet."),
    ProgramItem.Section.CORE: _("No core work yet."),
    ProgramItem.Section.MAIN: _("No leg exercise yet: decide on what the patient wants, or search."),
    ProgramItem.Section.COOL_DOWN: _("No cool-down yet."),
}


def builder_page(request, program, *, wanted="", swapping="", forms=None) -> dict:
    """Return the builder's context. A constant number of queries, however many exercises and weeks."""
    judged = review(program)
    taken = frozenset(item.row.exercise.slug for item in judged.items)
    items = [_item(judged, item, taken, swapping, forms or {}) for item in judged.items]
    return banner(program.case, judged.situation.patient) | {
        "program": program,
        "review": judged,
        "minutes": _minutes(items, judged),
        "language": "" if program.language == BASE else name_of(program.language),
        "step": step_form(request, program),
        "last_step": program.steps.first(),
        "wishes": [_wish(judged, row, taken) for row in program.requests.select_related("exercise")],
        "parts": [_part(program, section, items) for section in recipe.SECTIONS],
        "weeks": week_heads(program),
        "gaps": _gaps(judged, program),
        "wanted": wanted,
        "results": _results(judged.situation, wanted, taken) if wanted else None,
    }


def _minutes(items, judged):
    """Return how long a session takes, "49–74" where later weeks take longer."""
    first, longest = ceil(sum(item["minutes"] for item in items)), longest_session(judged.cells)
    return f"{first}–{longest}" if longest > first else first


def search_page(request, program, wanted) -> dict:
    """Return the context of the search results alone."""
    taken = frozenset(program.items.values_list("exercise__slug", flat=True))
    return {
        "program": program,
        "step": step_form(request, program),
        "wanted": wanted,
        "results": _results(situation(program), wanted, taken) if wanted else None,
    }


@dataclass(frozen=True)
class Option:
    """One swap on offer, ready to print."""

    slug: str
    badge: str
    why: str
    changes: str
    dose_note: str
    label: str
    unwritten: str
    button_id: str


@dataclass(frozen=True)
class Swaps:
    """The swaps on offer for one exercise, or why the pattern should rest."""

    options: list[Option] = field(default_factory=list)
    message: str = ""


def _swaps(judged, row, taken, *, dose, prefix):
    names = judged.situation.library
    offers = judged.situation.swaps(row, taken=taken - {row.slug}, dose=dose)
    options = [
        Option(
            slug=offer.slug,
            badge=badge(offer.verdict, judged.situation.patient),
            why=_sentence(offer.why),
            changes=offer.changes,
            dose_note=offer.dose_note,
            label=names[offer.slug].name,
            unwritten=_unwritten(judged.situation, offer.slug),
            button_id=f"{prefix}-{offer.slug}",
        )
        for offer in offers.options
    ]
    return Swaps(options, offers.message)


def _wish(judged, row, taken):
    dose = recipe.start_dose(judged.situation, judged.situation.facts(row.exercise))
    screening = judged.situation.screen(row.exercise, dose)
    is_open = row.state == ExerciseRequest.State.OPEN
    swaps = Swaps()
    if is_open and screening.verdict is not Verdict.OK:
        swaps = _swaps(judged, row.exercise, taken, dose=dose, prefix=f"wish-{row.pk}")
    return {
        "row": row,
        "verdict": screening.verdict.value,
        "badge": badge(screening.verdict, judged.situation.patient),
        "findings": finding_lines(screening.findings),
        "is_open": is_open,
        "missing": _missing(judged.situation, row.exercise),
        "outcome": "" if is_open else _outcome(judged, row),
        "options": swaps.options,
        "rest_message": swaps.message,
        "may_override": is_open and may_override(screening, judged.situation.table),
        "held_against": is_open and held_against(screening),
        **{
            f"{name}_url": reverse(f"request-{name.replace('_', '-')}", args=[row.program_id, row.pk])
            for name in ("include", "swap", "leave_out", "withdraw", "override")
        },
        **{f"{name}_id": f"wish-{row.pk}-{name}" for name in ("include", "leave_out", "withdraw")},
    }


def _missing(now, row):
    """Name what an exercise needs that is not at hand, or return nothing."""
    exercise = now.facts(row)
    if is_at_hand(exercise, now.equipment):
        return ""
    unmet = [need for need in exercise.equipment if not need & now.equipment]
    return "; ".join(any_of(sorted(one.replace("_", " ") for one in need)) for need in unmet)


def _unwritten(now, slug):
    """Name the language of the handout where an exercise has no words in it, or return nothing."""
    return "" if now.is_written(slug) else name_of(now.program.language)


def _outcome(judged, row):
    instead = [item.row.exercise.name for item in judged.items if item.row.request_id == row.pk]
    if row.state == ExerciseRequest.State.SWAPPED and instead:
        return gettext("Swapped for %(instead)s") % {"instead": ", ".join(instead)}
    return row.get_state_display()


def _item(judged, item, taken, swapping, forms):
    row = item.row
    is_swapping = swapping == str(row.pk)
    swaps = Swaps()
    if item.screening.verdict is not Verdict.OK or is_swapping:
        swaps = _swaps(judged, row.exercise, taken, dose=item.dose, prefix=f"swap-{row.pk}")
    place = [other.row.pk for other in judged.items if other.row.section == row.section]
    return {
        "row": row,
        "words": in_words(row, per_side=row.exercise.per_side),
        "days": days_in_words(row.days_per_week, judged.situation.program.training_days),
        "is_weight_open": holds_load(judged.situation.facts(row.exercise)) and row.load_kg is None,
        "library_dose": range_in_words(row.exercise),
        "verdict": item.verdict.value,
        "badge": badge(item.verdict, judged.situation.patient),
        "findings": item_lines(item),
        "bases": sorted(item.bases),
        "missing": _missing(judged.situation, row.exercise),
        "is_acknowledged": item.verdict is Verdict.CAUTION and not item.unread,
        "must_read": bool(item.unread) or item.verdict is Verdict.AVOID,
        "options": swaps.options,
        "rest_message": swaps.message,
        "may_override": item.verdict is Verdict.AVOID
        and may_override(item.screening, judged.situation.table),
        "held_against": held_against(item.screening),
        "is_overridden": item.is_overridden,
        "is_swapping": is_swapping,
        "is_first": row.pk == place[0],
        "is_last": row.pk == place[-1],
        "minutes": minutes_of(row, per_side=row.exercise.per_side),
        "cells": cells_of(row, judged.cells.get(row.pk, [])),
        "form": forms.get(row.pk) or DoseForm(instance=row),
        **_item_links(row),
    }


def _item_links(row):
    urls = {
        f"{name}_url": reverse(f"item-{name.replace('_', '-')}", args=[row.program_id, row.pk])
        for name in ("swap", "dose", "move", "remove", "acknowledge", "override", "override_withdraw")
    }
    return urls | {
        "up_id": f"up-{row.pk}",
        "up_label": gettext("Move %(row)s up") % {"row": row},
        "down_id": f"down-{row.pk}",
        "down_label": gettext("Move %(row)s down") % {"row": row},
        "override_id": f"override-{row.pk}",
        "remove_id": f"remove-{row.pk}",
        "remove_label": gettext("Remove %(row)s") % {"row": row},
    }


def _part(program, section, items):
    mine = [item for item in items if item["row"].section == section]
    suggests = not mine and section != ProgramItem.Section.MAIN
    return {
        "section": section.value,
        "title": section.label,
        "items": mine,
        "minutes": ceil(sum(item["minutes"] for item in mine)),
        "empty": EMPTY[section],
        "suggest_url": reverse("items-suggest", args=[program.pk]) if suggests else "",
        "suggest_id": f"suggest-{section.value}",
    }


def _gaps(judged, program):
    return [
        {
            "label": gap.goal.capitalize(),
            "add_url": reverse("item-add", args=[program.pk]),
            "candidates": [
                {"slug": slug, "name": judged.situation.library[slug].name, "id": f"gap-{gap.goal}-{slug}"}
                for slug in gap.candidates
            ],
        }
        for gap in judged.not_trained
    ]


def _results(now, wanted, taken):
    called = Case(When(name__icontains=wanted[:LONGEST], then=0), default=1)
    found = list(Exercise.objects.published().search(wanted).order_by(called, "name"))
    return {
        "total": len(found),
        "shown": [_hit(now, row, taken) for row in found[:HITS_SHOWN]],
        "request_url": reverse("request-add", args=[now.program.pk]),
        "add_url": reverse("item-add", args=[now.program.pk]),
    }


def _hit(now, row, taken):
    screening = now.screen(row)
    why_not = ""
    if row.slug in taken:
        why_not = gettext("Already in the programme.")
    elif screening.verdict is Verdict.AVOID:
        why_not = screening.findings[0].reason
    return {
        "slug": row.slug,
        "name": row.name,
        "badge": badge(screening.verdict, now.patient),
        "missing": _missing(now, row),
        "unwritten": _unwritten(now, row.slug),
        "summary": f"{row.movement_pattern.replace('_', ' ').capitalize()}: "
        + ", ".join(muscle.replace("_", " ") for muscle in row.primary_muscles),
        "may_add": not why_not,
        "why_not": why_not,
        "request_id": f"want-{row.slug}",
        "add_id": f"add-{row.slug}",
    }


def _sentence(text):
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
