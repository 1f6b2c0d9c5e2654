"""Turns the frozen snapshot into the words and pictures of one handout, ready to print."""

from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from programs.handouts import cards, closing, safety, things
from programs.handouts.days import first_day
from programs.handouts.digest import digest_of
from programs.handouts.errors import HandoutError
from programs.handouts.foot import Foot, foot
from programs.handouts.fridge import Fridge, fridge
from programs.handouts.glance import Glance, at_a_glance
from programs.handouts.log import Log, log
from programs.handouts.opening import WHOLE, Opening
from programs.handouts.roominess import with_roomy_pictures
from programs.handouts.snapshot import (
    in_language,
    is_unreviewed_translation,
    minutes_of_session,
    readable,
    review_day,
    superseded,
)
from programs.handouts.texts import Words
from programs.handouts.typed import Typed, typed
from programs.handouts.variant import Variant
from programs.handouts.wording import Wording

# The page of large print on which the order of the exercises stands; render.py looks where it does.
USUAL_START = 2
NO_FILES = MappingProxyType({})


@dataclass(frozen=True)
class Head:
    """Who, by whom, when and where to."""

    clinic: str
    address: str
    phone: str
    number: str
    status: str
    replaces: str
    facts: tuple
    clinician: str
    things: str
    goal: Typed | None
    note: Typed | None
    review: str


@dataclass(frozen=True)
class Handout:
    """Everything the template prints, in its order."""

    variant: Variant
    words: Words
    title: str
    subject: str
    issued_on: str
    head: Head
    foot: Foot
    stop: safety.Stop
    light: safety.PainLight
    glance: Glance
    effort: safety.Effort
    sections: tuple
    left_out: tuple
    log: Log
    fridge: Fridge | None
    education: tuple
    questions: tuple
    colophon: tuple
    codes: tuple
    front: str = ""
    is_week_one_apart: bool = False
    is_log_about_whole: bool = False
    opening: Opening = WHOLE

    @classmethod
    def from_snapshot(cls, snapshot, variant, files=NO_FILES):
        """Return the handout with the photographs in `files` (bytes by sha256), or raise HandoutError with one sentence that says what is missing."""
        try:
            spoken = in_language(readable(snapshot), variant.language)
            return _present(spoken, variant, digest_of(snapshot), files)
        except (KeyError, TypeError, ValueError, IndexError) as fault:
            raise HandoutError(
                f"The issued program is incomplete ({type(fault).__name__}: {fault}): issue a new version."
            ) from fault

    @property
    def cards(self):
        return [card for section in self.sections for card in section.cards]

    def closer(self, places):
        """Return the handout with the cards at `places`, counted from 0, set closer."""
        return self.with_cards(lambda place, card: replace(card, is_close=place in places))

    def with_cards(self, change):
        """Return the handout with each card as `change` makes it from its place, counted from 0, and itself."""
        counted = count()
        return replace(
            self,
            sections=tuple(
                replace(section, cards=tuple(change(next(counted), card) for card in section.cards))
                for section in self.sections
            ),
        )

    def going_on(self, page):
        """Return the handout with a line on page 1 that says on which page the order of the exercises stands; None: without."""
        wording = Wording(self.variant.language)
        heading = wording.at("fridge.do")
        sentence = wording.say("glance.go_on", page=page, heading=heading) if page else ""
        if sentence == self.glance.go_on:
            return self
        return replace(self, glance=replace(self.glance, go_on=sentence))

    @property
    def pictures(self):
        """Return every drawing and photograph of the handout."""
        if self.fridge:
            return self.fridge.pictures
        return [picture for card in self.cards for picture in card.pictures] + [
            self.log.picture,
            *self.log.boxes,
        ]


def _present(snapshot, variant, content, files):
    wording = Wording(variant.language)
    colophon, codes = closing.colophon(snapshot, content, wording)
    sections = cards.sections(snapshot, variant, wording, files)
    if variant.is_large and not variant.is_fridge:
        sections = with_roomy_pictures(sections, variant, wording)
    glance = replace(
        at_a_glance(snapshot, variant, wording), weights=cards.open_weights(sections, variant, wording)
    )
    is_full = variant.extent == "full"
    stop = safety.stop_list(snapshot, wording)
    handout = Handout(
        variant=variant,
        words=wording.words,
        title=_title(snapshot, variant, wording),
        subject=wording.say("document.subject"),
        issued_on=snapshot["program"]["issued_on"],
        head=_head(snapshot, wording),
        foot=foot(snapshot, wording),
        stop=stop,
        light=safety.pain_light(snapshot, wording),
        sections=sections,
        glance=glance,
        effort=safety.effort(snapshot, variant, wording),
        left_out=closing.left_out(snapshot, wording),
        log=log(snapshot, variant, wording),
        fridge=fridge(snapshot, sections, glance, wording) if variant.is_fridge else None,
        education=closing.education(wording) if is_full else (),
        questions=closing.questions(stop, wording) if is_full else (),
        colophon=colophon,
        codes=codes,
    )
    return handout.going_on(USUAL_START) if variant.is_large and not variant.is_fridge else handout


def _title(snapshot, variant, wording):
    program = snapshot["program"]
    return wording.say(
        "document.title_short" if variant.is_fridge else "document.title",
        name=snapshot["patient"]["name"],
        program=closing.program_number(program),
        version=program["version"],
    )


def _head(snapshot, wording):
    clinic, program = snapshot["clinic"], snapshot["program"]
    return Head(
        clinic=wording.apart(clinic["name"]),
        address=wording.apart(clinic["address"]),
        phone=wording.apart(clinic["phone"]),
        number=wording.say(
            "head.program_version", program=closing.program_number(program), version=program["version"]
        ),
        status=program["status_words"],
        replaces=_replaces(program, wording),
        facts=_facts(snapshot, wording),
        clinician=_clinician(snapshot["clinician"], wording),
        things=_things(snapshot, wording),
        goal=typed(snapshot["case"]["goal"], snapshot, wording),
        note=typed(program["note"], snapshot, wording),
        review=_review(snapshot, wording),
    )


def _review(snapshot, wording):
    """Return the honest line of a translation that nobody has read; the English text says it in the colophon."""
    is_unreviewed = is_unreviewed_translation(snapshot, wording.language)
    return wording.say("colophon.translation_awaiting_review") if is_unreviewed else ""


def _facts(snapshot, wording):
    """Return the short facts as label and value, in reading order."""
    words, program = wording.words["head"], snapshot["program"]
    days = [wording.day(day, short=len(program["training_days"]) > 2) for day in program["training_days"]]
    review = review_day(program)
    facts = (
        (words["name"], wording.apart(snapshot["patient"]["name"])),
        (words["reference"], wording.apart(snapshot["patient"]["reference"])),
        (words["issued_on"], wording.date(program["issued_on"])),
        (words["training_days"], wording.at("dates.list_comma").join(days)),
        (
            words["minutes_label"],
            wording.say("head.minutes", minutes=wording.span(*minutes_of_session(program))),
        ),
        (words["weeks_label"], _length(program, wording)),
        (words["review_on"], wording.date(review) if review else words["review_none"]),
        (words["cleared_on"], _cleared_on(snapshot, wording)),
    )
    return tuple((label, value) for label, value in facts if value)


def _length(program, wording):
    """Return the weeks, with the first day where that is later; a fact of its own would take a line more of page 1."""
    weeks, starts = wording.count("head.weeks", program["weeks"]), first_day(program, wording)
    return wording.say("head.weeks_from", weeks=weeks, date=starts) if starts else weeks


def _cleared_on(snapshot, wording):
    clearance = snapshot["clearance"]
    return wording.date(clearance["issued_on"]) if clearance and clearance["issued_on"] else ""


def _replaces(program, wording):
    """Say which papers at home this one takes the place of, and what to do with them."""
    replaced = superseded(program)
    if not replaced:
        return ""
    named = [_replaced(one, program, wording) for one in replaced]
    do = wording.words["head"]["replaces_do" if len(named) == 1 else "replaces_do_all"]
    return f"{'. '.join(named)}. {do}"


def _replaced(one, program, wording):
    said = {"version": one["version"], "date": wording.date(one["issued_on"])}
    if one.get("number", program["number"]) == program["number"]:
        return wording.say("head.replaces", **said)
    return wording.say("head.replaces_other", program=closing.program_number(one), **said)


def _clinician(clinician, wording):
    named = (clinician[key] for key in ("name", "qualification", "registration"))
    return wording.at("dates.list_comma").join(wording.apart(name) for name in named if name)


def _things(snapshot, wording):
    """Return what to have ready: what the exercises are planned with, and what else their texts ask to lay ready."""
    texts = [form["text"] for item in cards.items(snapshot) for form in (item, *item["variants"])]
    named = things.named_in([text["setup"] for text in texts], wording.language)
    found = things.without_doubles({*snapshot["equipment"], *named}, wording.language)
    listed = wording.at("dates.list_comma").join(sorted(found, key=str.casefold))
    # German writes an adjective small inside the list.
    return listed[:1].upper() + listed[1:] or wording.at("head.at_hand_none")
