"""One exercise on one page: what the patient reads, and everything the clinician wants to know."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from exercises.access import LIBRARIAN, visible_to
from exercises.completeness import badges, contents_of, translations
from exercises.demand_scale import EVIDENCE
from exercises.dose_words import dose_facts
from exercises.languages import BASE, NAMES, direction
from exercises.models import Alternative
from exercises.presenters import FAULT_TAG, demand_rows, pictures, profile
from exercises.sources import sources_of
from exercises.vocabulary import words


@dataclass(frozen=True)
class Step:
    """One place in a progression chain."""

    name: str
    url: str
    place: int
    is_this: bool


@dataclass(frozen=True)
class PatientText:
    """One language's text with its state of review."""

    language: str
    direction: str
    text: object
    review: str
    review_url: str


def detail_page(exercise, user):
    """Return what the page of one exercise shows. Six queries, seven where a text is reviewed, and three more for librarians."""
    texts = _patient_texts(exercise, user)
    text = texts[0].text if texts else None
    return {
        "exercise": exercise,
        "is_fault": FAULT_TAG in exercise.tags,
        "texts": texts,
        "pictures": pictures(exercise, text),
        "facts": _facts(exercise),
        "dose": dose_facts(exercise),
        "demands": demand_rows(exercise),
        "profile": profile(exercise),
        "evidence": EVIDENCE.get(exercise.demand_evidence, ""),
        "alternatives": _alternatives(exercise, user),
        "replaces": _replaces(exercise, user),
        "chain": _chain(exercise, user),
        "tags": [words(tag) for tag in exercise.tags],
        "sources": sources_of(exercise),
        "badges": _badges(exercise, user),
    }


def _badges(exercise, user):
    """Return what librarians see of the exercise's completeness; others see nothing of it."""
    if user.role != LIBRARIAN:
        return []
    return badges(contents_of(exercise), translations())


def _patient_texts(exercise, user):
    # English is the base of every other language, so it stands first.
    rows = sorted(
        exercise.texts.select_related("reviewed_by"), key=lambda text: (text.language != BASE, text.language)
    )
    readers = _readers(exercise) if any(row.reviewed_on for row in rows) else {}
    return [
        PatientText(
            language=NAMES.get(text.language, text.language),
            direction=direction(text.language),
            text=text,
            review=_review(text, readers.get(text.language)),
            review_url=_review_url(text, user),
        )
        for text in rows
    ]


def _review(text, reader):
    if text.reviewed_on is None:
        return _("Awaiting clinical review")
    return _("Reviewed by %(reader)s on %(reviewed_on)s") % {
        "reader": reader or text.reviewed_by,
        "reviewed_on": f"{text.reviewed_on:%d-%b-%Y}",
    }


def _readers(exercise):
    """Return {language: the last person who read it, with qualification}, of confirmed reviews."""
    confirmed = exercise.text_reviews.exclude(confirmed_by=None).order_by("confirmed_at")
    return {one.language: str(one) for one in confirmed}


def _review_url(text, user):
    return reverse("text-review", args=[text.exercise.slug, text.language]) if user.role == LIBRARIAN else ""


def _facts(exercise):
    """Return [(what, value)] for the summary, in the order a clinician asks."""
    return [
        (_("Main muscles"), _listed(map(words, exercise.primary_muscles))),
        (_("Also work"), _listed(map(words, exercise.secondary_muscles)) or _("None listed")),
        (_("Kind"), exercise.get_category_display()),
        (_("Movement pattern"), words(exercise.movement_pattern).capitalize()),
        (_("Position"), words(exercise.position).capitalize()),
        (_("Sides"), _("One side at a time") if exercise.unilateral else _("Both sides together")),
        (_("Back"), _("Supported") if exercise.back_supported else _("Not supported")),
        (_("Weight"), _("Can be added") if exercise.externally_loadable else _("Body weight or fixed")),
        (_("Equipment"), _listed(thing.name for thing in exercise.equipment.all()) or _("None")),
    ]


def _listed(things):
    found = ", ".join(thing[:1].lower() + thing[1:] for thing in things)
    return found[:1].upper() + found[1:]


def _alternatives(exercise, user):
    rows = exercise.alternatives.select_related("replacement").filter(replacement__in=visible_to(user))
    return [(row.replacement, row.why) for row in rows]


def _replaces(exercise, user):
    rows = Alternative.objects.filter(replacement=exercise, exercise__in=visible_to(user))
    return [row.exercise for row in rows.select_related("exercise").order_by("exercise__name")]


def _chain(exercise, user):
    if not exercise.chain:
        return []
    members = visible_to(user).filter(chain=exercise.chain).order_by("chain_order", "name")
    return [
        Step(one.name, one.get_absolute_url(), place, one.pk == exercise.pk)
        for place, one in enumerate(members, start=1)
    ]
