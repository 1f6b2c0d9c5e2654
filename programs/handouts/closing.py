"""The last pages: what waits for now, good to know, and the colophon."""

from dataclasses import dataclass

from programs.handouts.cards import items
from programs.handouts.digest import digest_of
from programs.handouts.snapshot import is_unreviewed_translation

SHORT_DIGEST = 12
# The question that page 1 answers.
WHEN_TO_STOP = "when_stop"
UNREVIEWED_RULES = "awaiting clinical review"


@dataclass(frozen=True)
class Block:
    """One topic of the good-to-know pages."""

    title: str
    paragraphs: tuple
    points: tuple
    after: tuple


def left_out(snapshot, wording):
    """Return one encouraging sentence for each exercise that waits, swapped ones included; what some week gives waits no more."""
    given = {week["slug"] for item in items(snapshot) for week in item["weeks"]}
    found = {entry["slug"]: (entry["name"], entry["instead"]) for entry in snapshot["left_out"]}
    for item in items(snapshot):
        swapped = item["replaces"]
        if swapped and swapped["slug"] not in found:
            found[swapped["slug"]] = (swapped["name"], [item["text"]["name"]])
    return tuple(
        wording.say("left_out.with_replacement", name=name, instead=wording.listing(instead))
        if instead
        else wording.say("left_out.without_replacement", name=name)
        for slug, (name, instead) in found.items()
        if slug not in given
    )


def education(wording):
    """Return the good-to-know topics."""
    return tuple(
        Block(
            title=block["title"],
            paragraphs=tuple(block.get("paragraphs", ())),
            points=tuple(block.get("points", ())),
            after=tuple(block.get("after", ())),
        )
        for block in wording.at("education.blocks")
    )


def questions(stop, wording):
    """Return the five questions, each with its paragraphs: what is said, and what to do, which stands out. When to stop is said as on the first page, for this patient."""
    return tuple(
        (
            entry["question"],
            (*stop.answers, (wording.at("stop.no_answer"), ""))
            if entry["id"] == WHEN_TO_STOP
            else ((entry["answer"], ""),),
        )
        for entry in wording.at("faq.items")
    )


def colophon(snapshot, content, wording):
    """Return who made this from what, and what it is not; `content` is the hash of the snapshot as it is stored."""
    program, words = snapshot["program"], wording.words["colophon"]
    lines = [
        words["not_a_substitute"],
        wording.say("colophon.who_decides", clinician=snapshot["clinician"]["name"]),
        wording.say("colophon.only_for_you", name=snapshot["patient"]["name"]),
        wording.say(
            "colophon.made_on",
            program=program_number(program),
            version=program["version"],
            date=wording.date(program["issued_on"]),
        ),
        f"{review_state(snapshot, wording)}.",
    ]
    codes = [
        wording.say("colophon.rules", rules_version=snapshot["rules"]["digest"][:SHORT_DIGEST]),
        wording.say("colophon.library", library_version=digest_of(snapshot["library"])[:SHORT_DIGEST]),
        wording.say("colophon.content", hash=content[:SHORT_DIGEST]),
    ]
    return tuple(lines), tuple(codes)


def program_number(program):
    """Return the number without the version: "BK-00012"."""
    return program["code"].rpartition(" v")[0] or program["code"]


def review_state(snapshot, wording):
    """Return who has still to read these words, or who has read them."""
    texts = [form["text"] for item in items(snapshot) for form in (item, *item["variants"])]
    if is_unreviewed_translation(snapshot, wording.language):
        return wording.say("colophon.translation_awaiting_review")
    return (
        wording.say("colophon.awaiting_review")
        if _awaits(snapshot, texts, wording)
        else snapshot["rules"]["review"]
    )


def _awaits(snapshot, texts, wording):
    is_reviewed = all(text["reviewed"] for text in texts) and wording.words["meta"]["reviewed"]
    return snapshot["rules"]["review"] in ("", UNREVIEWED_RULES) or not is_reviewed


def patient_sentences(snapshot, wording):
    """Return what the patient reads as sentences, for measuring how hard it is."""
    sentences = []
    for item in items(snapshot):
        text = item["text"]
        sentences += [text["purpose"], text["setup"], *text["steps"], text["feel"], text["not_like_this"]]
    for block in education(wording):
        sentences += [*block.paragraphs, *block.points, *block.after]
    return sentences
