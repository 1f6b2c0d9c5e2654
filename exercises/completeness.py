"""What an exercise still lacks before everybody is served by it: one badge for each part."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from exercises.fixture_check import TEXT_KEYS
from exercises.languages import BASE, NAMES
from exercises.models import Exercise, ExerciseText
from exercises.models.photo import shown_photos
from exercises.sources import sources_of

MOST_STEPS = 5
TRANSLATION = "translation-"


@dataclass(frozen=True)
class Wording:
    """One language's text, as far as completeness asks about it."""

    is_whole: bool
    has_alt: bool
    steps: int
    is_reviewed: bool


@dataclass(frozen=True)
class Contents:
    """What is kept of one exercise."""

    has_picture: bool
    demand_evidence: str
    sources: int
    alternatives: int
    wordings: dict[str, Wording]


@dataclass(frozen=True)
class Badge:
    """One part of an exercise: there, or lacking and why that matters."""

    code: str
    label: str
    is_there: bool
    lacks: str


def badges(contents, translations=()):
    """Return the badges of one exercise, `translations` being the languages the library is translated into.

    A number without a source counts as stated when it is marked as expert judgement.
    """
    base = contents.wordings.get(BASE)
    is_judged = contents.demand_evidence == Exercise.Evidence.EXPERT
    return [
        Badge("picture", _("Picture"), contents.has_picture, _("the handout cannot show it")),
        Badge(
            "alt", _("Picture in words"), bool(base and base.has_alt), _("who cannot see it is told nothing")
        ),
        Badge(
            "steps", _("Steps"), bool(base and 1 <= base.steps <= MOST_STEPS), _("there must be one to five")
        ),
        Badge(
            "demands",
            _("Demands"),
            contents.demand_evidence in Exercise.Evidence.values,
            _("nobody said what they rest on"),
        ),
        Badge(
            "source",
            _("Source"),
            bool(contents.sources) or is_judged,
            _("neither named, nor marked as expert judgement"),
        ),
        Badge(
            "alternatives", _("Alternatives"), contents.alternatives > 0, _("nothing kinder can be offered")
        ),
        *(_translation(contents.wordings.get(language), language) for language in translations),
        Badge("review", _("Review"), _is_reviewed(contents.wordings), _("a text awaits it")),
    ]


def choices(translations):
    """Return [(code, what is lacking)] for everything that may lack."""
    nothing = Contents(False, "", 0, 0, {})
    return [(badge.code, badge.label) for badge in badges(nothing, translations)]


def translations():
    """Return the languages that patients' texts exist in, apart from English."""
    found = ExerciseText.objects.exclude(language=BASE).order_by("language")
    return list(found.values_list("language", flat=True).distinct())


def with_contents(exercises):
    """Fetch what badges ask about, in three queries more whatever the number of exercises."""
    return exercises.select_related("figure", "photos").prefetch_related(
        "texts", "alternatives", "photos__words"
    )


def contents_of(exercise):
    """Return the contents of an exercise fetched by `with_contents`."""
    pair = shown_photos(exercise)
    return Contents(
        has_picture=hasattr(exercise, "figure") or pair is not None,
        demand_evidence=exercise.demand_evidence,
        sources=len(sources_of(exercise)),
        alternatives=len(exercise.alternatives.all()),
        wordings={text.language: _wording(text, pair) for text in exercise.texts.all()},
    )


def ids_lacking(code, exercises):
    """Return the keys of the exercises that lack one part."""
    languages = translations()
    return [
        one.pk
        for one in with_contents(exercises)
        if any(badge.code == code and not badge.is_there for badge in badges(contents_of(one), languages))
    ]


def _translation(wording, language):
    return Badge(
        f"{TRANSLATION}{language}",
        NAMES.get(language, language),
        bool(wording and wording.is_whole),
        _("the text is not there or not whole"),
    )


def _wording(text, pair):
    is_described = pair is None or pair.words_in(text.language) is not None
    return Wording(
        is_whole=all(getattr(text, field) for field in TEXT_KEYS) and is_described,
        has_alt=bool(text.alt.strip()),
        steps=len([step for step in text.steps if step.strip()]),
        is_reviewed=text.reviewed_on is not None,
    )


def _is_reviewed(wordings):
    return bool(wordings) and all(wording.is_reviewed for wording in wordings.values())
