"""What an exercise lacks before a patient can be given it. Each problem is a sentence that names the place."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.content import WORDS
from exercises.figures.lint import LIMITS, lint
from exercises.figures.render import frames
from exercises.figures.schema import DRAWING_FAULTS, validate
from exercises.languages import BASE, NAMES
from exercises.models import Exercise
from exercises.pose_words import finding_in_words, joint_words, refusal_in_words
from exercises.presenters import FAULT_TAG
from exercises.sources import named_sources

MOST_STEPS = 5
WORDS_CALLED = {
    "name": _("name"),
    "purpose": _("what it is for"),
    "setup": _("getting ready"),
    "steps": _("steps"),
    "feel": _("what to feel"),
    "easier": _("how to make it easier"),
    "harder": _("how to make it harder"),
    "not_like_this": _("what to watch for"),
    "alt": _("picture in words"),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is missing or wrong, and the part of the exercise it belongs to."""

    part: str
    words: str


def problems(content, published, *, photos=None, seed_refs=()):
    """Return every reason not to publish, in the order of the edit page. `published` are slugs of published ones.

    `seed_refs` are the places in the source article that name the exercise: they are a source of its demands.
    Uploaded pictures that are shown (`photos`) make a drawing unnecessary; one that is there must be right all the same.
    """
    is_fault = FAULT_TAG in content["facts"]["tags"]
    return [
        *_facts(content["facts"]),
        *_coaching(content["coaching"]),
        *_demands(
            content["demands"], is_cited=bool(seed_refs or named_sources(content["coaching"]["notes"]))
        ),
        *_dose(content["dose"]),
        *([] if is_fault else _words(content["words"])),
        *([] if photos and not content["picture"] else _picture(content["picture"])),
        *_alternatives(content["alternatives"], published),
    ]


def _facts(facts):
    needed = {
        "category": gettext("the kind of exercise"),
        "movement_pattern": gettext("the movement pattern"),
        "region": gettext("the region"),
        "position": gettext("the position"),
        "primary_muscles": gettext("the main muscles"),
    }
    return [
        Problem("facts", gettext("Choose %(what)s.") % {"what": what})
        for name, what in needed.items()
        if not facts[name]
    ]


def _coaching(coaching):
    if coaching["caution"] and not coaching["caution_reason"]:
        return [Problem("coaching", gettext("Say why the exercise is to be approached with caution."))]
    return []


def _demands(demands, *, is_cited):
    # The columns start at 0, which would read as “no demand”; without evidence nobody has stated them yet.
    if not demands["demand_evidence"]:
        return [Problem("demands", gettext("State the eight demands on the back and what they rest on."))]
    if demands["demand_evidence"] != Exercise.Evidence.EXPERT and not is_cited:
        # “Measured” with no source would be believed.
        return [
            Problem(
                "demands",
                gettext(
                    "Name the source of the numbers in the notes under “Coaching and caution”, by its code on the page "
                    "of rules, for example HART16, or choose that they rest on expert judgement."
                ),
            )
        ]
    return []


def _dose(dose):
    found = []
    if not dose["sets"]:
        found.append(Problem("dose", gettext("Say how many sets are usual.")))
    if not (dose["reps_min"] or dose["hold_s_min"] or dose["minutes_min"]):
        found.append(
            Problem("dose", gettext("Say how many times, how long a hold or how many minutes are usual."))
        )
    if not (dose["days_min"] and dose["days_max"]):
        found.append(Problem("dose", gettext("Say on how many days a week it is usual.")))
    return found


def _words(words):
    steps = len(words.get(BASE, {}).get("steps", []))
    found = []
    for code, text in {BASE: {}, **words}.items():
        lacking = [name for name in WORDS if not text.get(name)]
        said = [
            gettext("%(words_called)s is missing") % {"words_called": WORDS_CALLED[name]} for name in lacking
        ]
        if steps and "steps" not in lacking and len(text["steps"]) != steps:
            said.append(
                gettext("it has %(steps_count)s steps and the English %(steps)s")
                % {"steps_count": len(text["steps"]), "steps": steps}
            )
        found += [
            Problem(
                f"words-{code}",
                gettext("%(code)s text: %(one)s.") % {"code": NAMES.get(code, code), "one": one},
            )
            for one in said
        ]
    return found


def _picture(pose):
    return [
        Problem("picture", gettext("Picture: %(words)s") % {"words": words}) for words in pose_findings(pose)
    ]


def _alternatives(alternatives, published):
    return [
        Problem(
            "alternatives",
            gettext("The alternative “%(slug)s” is not published: choose another.") % {"slug": one["slug"]},
        )
        for one in alternatives
        if one["slug"] not in published
    ]


def pose_findings(pose):
    """Return what is wrong with a pose, one sentence each, naming position and joint; empty when it can be printed."""
    if not pose:
        return [gettext("There is none yet.")]
    try:
        validate(pose)
        found = lint("figure", pose)
        frames(pose)
    except DRAWING_FAULTS as error:
        return [refusal_in_words(error)]
    return [finding_in_words(line) for line in found]


def joint_limits():
    """Return the limits of the joints in words, for the page that edits a pose."""
    return [
        gettext("%(joint)s %(low)s° to %(high)s°") % {"joint": joint_words(joint), "low": low, "high": high}
        for joint, (low, high) in LIMITS.items()
    ]
