"""What the clinician wants to know before printing: length, reading grade, gaps, and how fully the exercise is reported."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.handouts.closing import patient_sentences
from programs.handouts.length import about_pages
from programs.handouts.photos import has_picture
from programs.handouts.reporting import reported
from programs.handouts.snapshot import in_language, is_unreviewed_translation, readable, session_minutes
from programs.handouts.texts import BASE, language_name
from programs.handouts.wording import Wording
from text.lists import all_of, listed
from text.reading import GRADES

# The review of handouts in the design study: people do two to five exercises well.
MOST_IN_LEGS = 5
HARDEST_GRADE = 6
MOST_NAMED = 3


@dataclass(frozen=True)
class Check:
    """One line of the panel; `hint` says what to do where something is not as it should be."""

    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True)
class Checks:
    """The panel beside the handout."""

    lines: tuple
    items: tuple

    @property
    def filled(self):
        return sum(item.is_filled for item in self.items)

    @property
    def missing(self):
        return [item for item in self.items if not item.is_filled]


def checks(snapshot, variant, *, pages=None):
    """Return what can be said of a frozen program in this form; `pages` is known once it has been printed."""
    spoken = in_language(readable(snapshot), variant.language)
    items = [item for part in spoken["sections"] for item in part["items"]]
    lines = (
        _pages(pages, spoken, variant),
        _grade(spoken, variant),
        _exercises(spoken, items),
        Check(
            _("Time"),
            _("about %(minutes_per_session)s minutes each time")
            % {"minutes_per_session": session_minutes(spoken["program"])},
        ),
        _gaps(items),
        *_translation(snapshot, variant),
    )
    return Checks(lines, reported(spoken, has_education=variant.extent == "full"))


def _pages(pages, spoken, variant):
    if pages:
        return Check(_("Pages"), str(pages))
    expected = (
        _("1, or 2 where it does not fit")
        if variant.is_fridge
        else _("about %(spoken)s") % {"spoken": about_pages(spoken, variant)}
    )
    return Check(_("Pages"), _("%(expected)s; counted when it is first printed") % {"expected": expected})


def _grade(spoken, variant):
    if variant.language not in GRADES:
        return Check(
            _("Reading level"),
            _("not measured in %(language)s") % {"language": language_name(variant.language)},
        )
    grade = GRADES[variant.language](patient_sentences(spoken, Wording(variant.language)))
    hint = _("Shorten the longest sentences of the texts.") if grade > HARDEST_GRADE else ""
    words = _("US grade %(grade)s") if variant.language == BASE else _("school year %(grade)s")
    return Check(_("Reading level"), words % {"grade": grade}, hint)


def _exercises(spoken, items):
    legs = sum(len(part["items"]) for part in spoken["sections"] if part["section"] == "main")
    hint = ""
    if legs > MOST_IN_LEGS:
        hint = _(
            "%(legs)s are in the leg part. Most people keep up %(most_in_legs)s or fewer: consider a "
            "shorter plan."
        ) % {"legs": legs, "most_in_legs": MOST_IN_LEGS}
    return Check(_("Exercises"), str(len(items)), hint)


def _gaps(items):
    gaps = [
        _("%(name)s: no %(what)s") % {"name": form["text"]["name"] or form["slug"], "what": what}
        for item in items
        for form in (item, *item["variants"])
        for what, is_there in ((_("picture"), has_picture(form)), (_("patient text"), form["text"]["steps"]))
        if not is_there
    ]
    if gaps:
        return Check(
            _("Pictures and texts"),
            ngettext("%(gaps_count)s missing", "%(gaps_count)s missing", len(gaps))
            % {"gaps_count": len(gaps)},
            _("%(gaps)s. Nothing is printed so.") % {"gaps": "; ".join(gaps)},
        )
    return Check(_("Pictures and texts"), _("complete"))


def _translation(snapshot, variant):
    if is_unreviewed_translation(snapshot, variant.language):
        hint = _("Read it with somebody who knows the language before you hand it out.")
        yield Check(
            _("Translation"),
            _("%(language)s: nobody has reviewed it") % {"language": language_name(variant.language)},
            hint,
        )
    for code, names in snapshot.get("untranslated", {}).items():
        yield Check(language_name(code), _("not complete"), _lacking(names))


def _lacking(names):
    left = len(names) - MOST_NAMED
    if left < 1:
        return _("No translation yet of %(some)s.") % {"some": all_of(names)}
    words = ngettext(
        "No translation yet of %(some)s and %(left)s more.",
        "No translation yet of %(some)s and %(left)s more.",
        left,
    )
    return words % {"some": listed(names[:MOST_NAMED]), "left": left}
