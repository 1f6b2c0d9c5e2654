"""A pose as numbers a librarian can move: every angle and measure of its text, named, with its range."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.figures.lint import LIMITS

USUAL = {"trunk": 90, "round": 0, "neck": 0}
POSITIONS = [_("Start"), _("Finish")]
RANGES = {"trunk": (-30, 210), "round": (-60, 60), "neck": (-60, 60), "bend": (-1, 1), "foot": (-90, 270)}
NAMES = {
    "trunk": _("Trunk (90 upright, 180 on the back, 0 face down)"),
    "round": _("Rounding of the back"),
    "neck": _("Head (up is more)"),
    "trunk_fs": _("Trunk seen shortened"),
    "pin": _("Where the body is held"),
    "leg": _("Both legs"),
    "arm": _("Both arms"),
    "far_off": _("Far side set off"),
    "at": "place",
    "off": _("set off"),
    "off2": _("far end set off"),
    "span": _("part of the path"),
    "pts": "point",
    "fs": _("seen shortened"),
    "abd": _("out to the side"),
    "bend": _("bends which way (1 or -1)"),
    "foot": _("foot direction"),
    "toes": _("toes direction"),
    "hand": _("hand direction"),
    "arrows": _("Arrow"),
    "highlight": _("Highlight"),
    "hold": _("Held"),
    "props": _("Thing"),
    "over": _("Thing in front"),
}
LEG_ANGLES, ARM_ANGLES = ("hip", "knee", "ankle"), ("shoulder", "elbow", "hand")
LIMB = re.compile(r"^(leg|arm)(?:_(near|far|left|right))?$")


@dataclass(frozen=True)
class Control:
    """One number of the pose: its path, what it is called, its value and the range of its slider."""

    path: str
    label: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """The numbers of one thing: a limb, a prop, an arrow. `path` names what the remove button takes away."""

    title: str
    path: str
    controls: list[Control]
    can_go: bool


@dataclass(frozen=True)
class Position:
    """The groups of one position, or of what holds in both."""

    title: str
    where: str
    groups: list[Group]


def positions(pose):
    """Return everything of a pose that is a number, position by position."""
    places = [(_position_name(place), f"frames.{place}", frame) for place, frame in enumerate(pose["frames"])]
    shared = [(gettext("In both positions"), "base", pose.get("base", {}))] if pose.get("base") else []
    found = [
        Position(title, where, _groups(frame, where, pose.get("base", {})))
        for title, where, frame in places + shared
    ]
    things = _things(pose.get("props", []), "props", gettext("Thing"))
    return [*found, *([Position(gettext("Things around"), "props", things)] if things else [])]


def _position_name(place):
    return (
        POSITIONS[place] if place < len(POSITIONS) else gettext("Position %(place)s") % {"place": place + 1}
    )


def _groups(frame, where, base):
    body = _body(frame, where, base)
    groups = [Group(gettext("Body"), "", body, can_go=False)] if body else []
    for name, value in frame.items():
        groups += _part_groups(name, value, f"{where}.{name}")
    return groups


def _body(frame, where, base):
    """Return the numbers of trunk and head; what is not stated is offered at its usual value."""
    unsaid = (
        {} if where == "base" else {name: at for name, at in USUAL.items() if name not in {*frame, *base}}
    )
    stated = {name: value for name, value in frame.items() if type(value) in (int, float)}
    order = list(NAMES)
    names = sorted({**unsaid, **stated}, key=lambda name: order.index(name) if name in order else len(order))
    return [
        _control(f"{where}.{name}", NAMES.get(name, name), {**unsaid, **stated}[name], name) for name in names
    ]


def _part_groups(name, value, path):
    if LIMB.match(name):
        return [Group(_limb_title(name, value), path, _limb(name, value, path), can_go=True)]
    if name in ("arrows", "highlight", "hold", "props", "over"):
        return _things(value, path, NAMES[name])
    if name == "pin":
        return [Group(f"{NAMES['pin']}: {value[0]}", path, _numbers(value, path, ""), can_go=True)]
    numbers = _numbers(value, path, "") if isinstance(value, list) else []
    return [Group(NAMES.get(name, name), path, numbers, can_go=True)] if numbers else []


def _things(items, path, title):
    return [
        Group(
            f"{title}: {item['kind'].replace('_', ' ')}" if "kind" in item else title,
            f"{path}.{place}",
            _numbers(item, f"{path}.{place}", ""),
            can_go=True,
        )
        for place, item in enumerate(items)
    ]


def limb_name(name):
    """Say which limb a key of the pose means."""
    kind, side = LIMB.match(name).groups()
    return f"{side.capitalize()} {kind}" if side else NAMES[kind]


def _limb_title(name, value):
    if isinstance(value, list):
        return gettext("%(name)s, by joint angles") % {"name": limb_name(name)}
    at = value.get("at")
    where = gettext("a point") if isinstance(at, list) else at
    return gettext("%(limb)s, to %(where)s") % {"limb": limb_name(name), "where": where}


def _limb(name, value, path):
    if isinstance(value, dict):
        return _numbers(value, path, "")
    joints = LEG_ANGLES if name.startswith("leg") else ARM_ANGLES
    return [
        _control(f"{path}.{place}", joints[place].capitalize(), angle, joints[place])
        for place, angle in enumerate(value)
    ]


def _numbers(value, path, label):
    """Return a control for every number in a value, however deep."""
    if value is None or isinstance(value, bool | str):
        return []
    if isinstance(value, int | float):
        return [_control(path, label or gettext("Value"), value, path.rpartition(".")[2])]
    if isinstance(value, dict):
        parts = [(name, one, NAMES.get(name, name)) for name, one in value.items()]
    elif len(value) == 2 and all(isinstance(one, int | float) for one in value):
        parts = [(0, value[0], "sideways"), (1, value[1], "up")]
    else:
        parts = [(place, one, str(place + 1) if len(value) > 2 else "") for place, one in enumerate(value)]
    return [
        control
        for name, one, called in parts
        for control in _numbers(one, f"{path}.{name}", f"{label} {called}".strip())
    ]


def _control(path, label, value, kind):
    low, high = RANGES.get(kind) or LIMITS.get(kind) or (-90, 90)
    return Control(path, label[:1].upper() + label[1:], value, min(low, value), max(high, value))
