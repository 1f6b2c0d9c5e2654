"""The parts of an exercise in the order of the edit page, and the form of each."""

from django.http import Http404
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from exercises.content import WORDS_PART
from exercises.forms.facts import CoachingForm, DemandsForm, DoseForm, FactsForm
from exercises.forms.ordered import AlternativesForm, ChainForm
from exercises.forms.picture import PictureForm
from exercises.forms.words import WordsForm
from exercises.languages import BASE, NAMES

ENGLISH_PART = f"{WORDS_PART}{BASE}"
TITLES = {
    "facts": _("What it is"),
    "demands": _("Demand on the back"),
    "dose": _("Usual dose"),
    "coaching": _("Coaching and caution"),
    ENGLISH_PART: _("What the patient reads"),
    "picture": _("Picture"),
    "alternatives": _("Instead of this"),
    "chain": _("Easier to harder"),
}
TRANSLATIONS = {
    f"{WORDS_PART}{code}": format_lazy(_("{language} text"), language=name)
    for code, name in NAMES.items()
    if code != BASE
}
FORMS = {
    "facts": FactsForm,
    "demands": DemandsForm,
    "dose": DoseForm,
    "coaching": CoachingForm,
    "picture": PictureForm,
    "alternatives": AlternativesForm,
    "chain": ChainForm,
    **dict.fromkeys([ENGLISH_PART, *TRANSLATIONS], WordsForm),
}


def title_of(part):
    """Return the heading of a part. Raises Http404 for no such part."""
    if part not in FORMS:
        raise Http404("An exercise has no such part.")
    return {**TITLES, **TRANSLATIONS}[part]


def part_form(part, data, *, content, slug):
    """Return the form of one part over a content."""
    title_of(part)
    return FORMS[part](data, content=content, part=part, slug=slug)


def part_after(part):
    """Return the part that follows, or None after the last one."""
    names = list(TITLES)
    following = names[names.index(part) + 1 :] if part in names else []
    return following[0] if following else None
