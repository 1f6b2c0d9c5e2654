"""What the pose lint finds, as sentences. The lint is plain Python and names frame and joint in English of its own."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

POSITION_NAMES = (_("Start"), _("Finish"))
FOUND = re.compile(r"^figure(?: frame (\d+))?: (.*)$")
BODY = {
    "near": _("near"),
    "far": _("far"),
    "left": _("left"),
    "right": _("right"),
    "hip": _("hip"),
    "knee": _("knee"),
    "ankle": _("ankle"),
    "shoulder": _("shoulder"),
    "elbow": _("elbow"),
    "wrist": _("wrist"),
    "hand": _("hand"),
    "foot": _("foot"),
    "sole": _("sole"),
    "toe": _("toe"),
    "heel": _("heel"),
}
SENTENCES = {
    re.compile(r"(?P<side>\w+) (?P<joint>\w+) (?P<angle>-?\d+) outside (?P<low>-?\d+)\.\.(?P<high>-?\d+)"): _(
        "the %(side)s %(joint)s is at %(angle)s°, but a %(joint)s only goes from %(low)s° to %(high)s°."
    ),
    re.compile(r"(?P<side>\w+) (?P<joint>\w+) misses its target by (?P<gap>[\d.]+)"): _(
        "%(side)s %(joint)s misses its target by %(gap)s."
    ),
    re.compile(r"(?P<side>\w+) (?P<joint>\w+) lies (?P<depth>[\d.]+) under the floor"): _(
        "%(side)s %(joint)s lies %(depth)s under the floor."
    ),
    re.compile(r"nothing of the body touches a support \(nearest (?P<gap>[\d.]+)\)"): _(
        "nothing of the body touches a support (nearest %(gap)s)."
    ),
    re.compile(r"spine rounded by (?P<bend>.+) although it should stay neutral"): _(
        "spine rounded by %(bend)s although it should stay neutral."
    ),
    re.compile(r"hardly moves \((?P<travel>[\d.]+)\)"): _("The figure hardly moves (%(travel)s)."),
    re.compile(r"has no arrow"): _("The figure has no arrow."),
}


def finding_in_words(line):
    """Return one finding of the lint as a sentence that names position and joint."""
    number, words = FOUND.match(line).groups()
    sentence = _sentence(words)
    if number is None:
        return sentence
    position = (
        POSITION_NAMES[int(number) - 1]
        if int(number) <= len(POSITION_NAMES)
        else gettext("Position %(number)s") % {"number": number}
    )
    return gettext("%(position)s: %(finding)s") % {"position": position, "finding": sentence}


def joint_words(joint):
    return BODY.get(joint, joint)


def _sentence(words):
    for pattern, sentence in SENTENCES.items():
        found = pattern.fullmatch(words)
        if found:
            return sentence % {name: BODY.get(value, value) for name, value in found.groupdict().items()}
    return f"{words}."
