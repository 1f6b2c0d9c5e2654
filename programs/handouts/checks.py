"""What the clinician wants to know before printing: length, reading grade, gaps, and how fully the exercise is reported."""

from dataclasses import dataclass

from programs.handouts.closing import patient_sentences
from programs.handouts.length import about_pages
from programs.handouts.photos import has_picture
from programs.handouts.reading import GRADES
from programs.handouts.reporting import reported
from programs.handouts.snapshot import in_language, is_unreviewed_translation, readable
from programs.handouts.texts import BASE, language_name
from programs.handouts.wording import Wording

# The review of handouts in the design study: people do two to five exercises well.
MOST_IN_LEGS = 5
HARDEST_GRADE = 6


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
        Check("Time", f"about {spoken['program']['minutes_per_session']} minutes each time"),
        _gaps(items),
        *_translation(snapshot, variant),
    )
    return Checks(lines, reported(spoken, has_education=variant.extent == "full"))


def _pages(pages, spoken, variant):
    if pages:
        return Check("Pages", str(pages))
    expected = (
        "1, or 2 where it does not fit" if variant.is_fridge else f"about {about_pages(spoken, variant)}"
    )
    return Check("Pages", f"{expected}; counted when it is first printed")


def _grade(spoken, variant):
    if variant.language not in GRADES:
        return Check("Reading level", f"not measured in {language_name(variant.language)}")
    grade = GRADES[variant.language](patient_sentences(spoken, Wording(variant.language)))
    hint = "Shorten the longest sentences of the texts." if grade > HARDEST_GRADE else ""
    return Check(
        "Reading level", f"{'US grade' if variant.language == BASE else 'school year'} {grade}", hint
    )


def _exercises(spoken, items):
    legs = sum(len(part["items"]) for part in spoken["sections"] if part["section"] == "main")
    hint = ""
    if legs > MOST_IN_LEGS:
        hint = f"{legs} are in the leg part. Most people keep up {MOST_IN_LEGS} or fewer: consider a shorter plan."
    return Check("Exercises", str(len(items)), hint)


def _gaps(items):
    gaps = [
        f"{form['text']['name'] or form['slug']}: no {what}"
        for item in items
        for form in (item, *item["variants"])
        for what, is_there in (("picture", has_picture(form)), ("patient text", form["text"]["steps"]))
        if not is_there
    ]
    if gaps:
        return Check(
            "Pictures and texts", f"{len(gaps)} missing", f"{'; '.join(gaps)}. Nothing is printed so."
        )
    return Check("Pictures and texts", "complete")


def _translation(snapshot, variant):
    if is_unreviewed_translation(snapshot, variant.language):
        hint = "Read it with somebody who knows the language before you hand it out."
        yield Check("Translation", f"{language_name(variant.language)}: nobody has reviewed it", hint)
    for code, names in snapshot.get("untranslated", {}).items():
        some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        yield Check(language_name(code), "not complete", f"No translation yet of {some}.")
