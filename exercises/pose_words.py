"""What is wrong with a pose, as sentences. The figures are plain Python and name frame, joint and key in English of their own."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.figures.schema import NUMBER, PAIR, PLACE, PoseError
from text.shortening import shortened

POSITION_NAMES = (_("Start"), _("Finish"))
FOUND = re.compile(r"^figure(?: frame (\d+))?: (.*)$")
REFUSED = re.compile(r"^figure: (?:(base|frame (\d+)): )?(.*)$", re.DOTALL)
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
        "the %(side)s %(joint)s is at %(angle)s°, but this joint only goes from %(low)s° to %(high)s°."
    ),
    re.compile(r"(?P<side>\w+) (?P<joint>\w+) misses its target by (?P<gap>[\d.]+)"): _(
        "the %(side)s %(joint)s misses its target by %(gap)s (the body is 100 tall)."
    ),
    re.compile(r"(?P<side>\w+) (?P<joint>\w+) lies (?P<depth>[\d.]+) under the floor"): _(
        "the %(side)s %(joint)s lies %(depth)s under the floor (the body is 100 tall)."
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
KEY = "'(?P<key>.*)'"
# What the form of a pose is refused for. Keys stay as they stand in the text of the pose.
REFUSALS = {
    re.compile(r"'frames' must be a list with at least one frame\."): _(
        "“frames” must be a list with at least one position."
    ),
    re.compile(f"unknown key {KEY}\\.", re.DOTALL): _("“%(key)s” is not a word of a pose."),
    re.compile(r"must be a mapping\."): _("must be names and values in braces."),
    re.compile(f"{KEY} must be two or three angles\\.", re.DOTALL): _(
        "“%(key)s” must be two or three angles."
    ),
    re.compile(f"{KEY} must be angles or a mapping\\.", re.DOTALL): _(
        "“%(key)s” must be angles in brackets, or names and values in braces."
    ),
    re.compile(f"{KEY} must be a list of mappings\\.", re.DOTALL): _(
        "“%(key)s” must be a list of names and values in braces."
    ),
    re.compile(r"'arrows' needs 'pts' or 'track'\."): _("an arrow needs “pts” or “track”."),
    re.compile(f"{KEY} needs 'at'\\.", re.DOTALL): _("“%(key)s” needs “at”."),
    re.compile(f"{KEY} must be a list\\.", re.DOTALL): _("“%(key)s” must be a list."),
    re.compile(f"{KEY} has an unknown kind '(?P<kind>.*)'\\.", re.DOTALL): _(
        "“%(key)s” has the unknown kind “%(kind)s”."
    ),
    re.compile(f"{KEY} must be one of (?P<known>.+)\\.", re.DOTALL): _(
        "“%(key)s” must be one of these: %(known)s."
    ),
    re.compile(f"{KEY} must be (?P<form>.+)\\.", re.DOTALL): _("“%(key)s” must be %(form)s."),
}
FORMS = {
    NUMBER: _("a number"),
    PAIR: _("two numbers in brackets"),
    PLACE: _("the name of a point, or two numbers in brackets"),
    "[point, [x, y]]": _("the name of a point and two numbers, in brackets"),
    "a list of [x, y]": _("a list of at least two points, each two numbers in brackets"),
}


def finding_in_words(line):
    """Return one finding of the lint as a sentence that names position and joint."""
    number, words = FOUND.match(line).groups()
    sentence = _sentence(words)
    if number is None:
        return sentence
    return gettext("%(position)s: %(finding)s") % {"position": _position(number), "finding": sentence}


def refusal_in_words(error):
    """Return why a pose is refused or cannot be drawn: of a PoseError what it names, of any other fault what to look for."""
    if isinstance(error, KeyError):
        return gettext(
            "It cannot be drawn: the point or measure “%(name)s” is not there. Look for a misspelt name, a missing measure, "
            "or a limb that is led to a point and holds the body as well."
        ) % {"name": shortened(str(error.args[0]), 80)}
    if not isinstance(error, PoseError):
        return gettext(
            "It cannot be drawn (%(name)s: %(error)s). Look for a name or a measure that is wrong."
        ) % {"name": type(error).__name__, "error": shortened(str(error), 80)}
    place, number, words = REFUSED.match(str(error)).groups()
    sentence = _refusal(words)
    if place is None:
        return sentence
    position = _position(number) if number else gettext("In all positions (base)")
    return gettext("%(position)s: %(finding)s") % {"position": position, "finding": sentence}


def _position(number):
    known = int(number) <= len(POSITION_NAMES)
    return POSITION_NAMES[int(number) - 1] if known else gettext("Position %(number)s") % {"number": number}


def _refusal(words):
    for pattern, sentence in REFUSALS.items():
        found = pattern.fullmatch(words)
        if found:
            values = {name: shortened(value, 60) for name, value in found.groupdict().items()}
            return sentence % (values | {"form": FORMS.get(values.get("form"), values.get("form"))})
    return words


def joint_words(joint):
    return BODY.get(joint, joint)


def _sentence(words):
    for pattern, sentence in SENTENCES.items():
        found = pattern.fullmatch(words)
        if found:
            return sentence % {name: BODY.get(value, value) for name, value in found.groupdict().items()}
    return f"{words}."
