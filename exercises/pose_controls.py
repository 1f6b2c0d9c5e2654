"""A pose as numbers a librarian can move: every angle and measure of its text, named, with its range."""

import json
import math
import re
from copy import deepcopy
from dataclasses import dataclass

from exercises.figures.lint import LIMITS, joint_angles
from exercises.figures.render import merged_frames, solve

LARGEST = 400
LONGEST_TEXT = 20_000
USUAL = {"trunk": 90, "round": 0, "neck": 0}
POSITIONS = ["Start", "Finish"]
STANDING = {
    "props": [{"kind": "floor", "x": [-30, 30]}],
    "frames": [
        {"trunk": 90, "leg_near": [0, 0, 0], "leg_far": [0, 0, 0], "arm_near": [0, 0], "arm_far": [0, 0]},
        {"trunk": 90, "leg_near": [0, 0, 0], "leg_far": [0, 0, 0], "arm_near": [0, 0], "arm_far": [0, 0]},
    ],
}
RANGES = {"trunk": (-30, 210), "round": (-60, 60), "neck": (-60, 60), "bend": (-1, 1), "foot": (-90, 270)}
NAMES = {
    "trunk": "Trunk (90 upright, 180 on the back, 0 face down)",
    "round": "Rounding of the back",
    "neck": "Head (up is more)",
    "trunk_fs": "Trunk seen shortened",
    "pin": "Where the body is held",
    "leg": "Both legs",
    "arm": "Both arms",
    "far_off": "Far side set off",
    "at": "place",
    "off": "set off",
    "off2": "far end set off",
    "span": "part of the path",
    "pts": "point",
    "fs": "seen shortened",
    "abd": "out to the side",
    "bend": "bends which way (1 or -1)",
    "foot": "foot direction",
    "toes": "toes direction",
    "hand": "hand direction",
    "arrows": "Arrow",
    "highlight": "Highlight",
    "hold": "Held",
    "props": "Thing",
    "over": "Thing in front",
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
    shared = [("In both positions", "base", pose.get("base", {}))] if pose.get("base") else []
    found = [
        Position(title, where, _groups(frame, where, pose.get("base", {})))
        for title, where, frame in places + shared
    ]
    things = _things(pose.get("props", []), "props", "Thing")
    return [*found, *([Position("Things around", "props", things)] if things else [])]


def _position_name(place):
    return POSITIONS[place] if place < len(POSITIONS) else f"Position {place + 1}"


def _groups(frame, where, base):
    body = _body(frame, where, base)
    groups = [Group("Body", "", body, can_go=False)] if body else []
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
        return [Group(limb_name(name), path, _limb(name, value, path), can_go=True)]
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
        return [_control(path, label or "Value", value, path.rpartition(".")[2])]
    if isinstance(value, dict):
        parts = [(name, one, NAMES.get(name, name)) for name, one in value.items()]
    elif len(value) == 2 and all(isinstance(one, int | float) for one in value):
        parts = [(0, value[0], "x"), (1, value[1], "y")]
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


def with_numbers(pose, typed):
    """Return the pose with numbers replaced by path. Raises ValueError naming a number that cannot be."""
    changed = deepcopy(pose)
    known = {
        control.path: control
        for position in positions(pose)
        for group in position.groups
        for control in group.controls
    }
    for path, text in typed.items():
        if path in known:
            value = read_number(text, known[path].label)
            if value != known[path].value:
                _put(changed, path, value)
    return changed


def read_number(text, label):
    """Return a typed number, whole where it is. Raises ValueError with a sentence."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(f"{label}: “{text[:20]}” is not a number.") from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"{label}: enter a number from -{LARGEST} to {LARGEST}.")
    return int(value) if value == int(value) else round(value, 2)


def read_pose(text):
    """Return the pose a text holds. Raises ValueError with a sentence when it is none."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"The pose is too long: at most {LONGEST_TEXT} characters.")
    try:
        pose = json.loads(text or "{}", parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"The pose is not well-formed JSON: {error}") from None
    if not isinstance(pose, dict):
        raise ValueError("The pose must be a mapping in braces.")
    _check_sizes(pose)
    return pose


def _no_number(name):
    raise ValueError(f"{name} is not a number")


def _check_sizes(value, depth=0):
    if depth > 12:
        raise ValueError("The pose is nested too deeply.")
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise ValueError(f"The pose has a number beyond {LARGEST}.")
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check_sizes(one, depth + 1)


def without(pose, path):
    """Return the pose without the thing at a path."""
    changed = deepcopy(pose)
    *way, last = path.split(".")
    try:
        holder = _walk(changed, way)
        del holder[int(last) if isinstance(holder, list) else last]
    except (KeyError, IndexError, TypeError, ValueError):
        return pose
    return changed


def with_limb(pose, where, limb, how):
    """Return the pose with a limb of one position bent by angles or led to a point, as it stands at present."""
    changed = deepcopy(pose)
    place = int(where.rpartition(".")[2]) if where.startswith("frames.") else 0
    kind, side = LIMB.match(limb).groups()
    is_side_view = pose.get("view", "side") == "side"
    side = side or ("near" if is_side_view else "left")
    now = solve(pose, merged_frames(pose)[place])
    if how == "reach":
        at = now[f"{side}.sole"] if kind == "leg" else now[f"{side}.wrist"]
        value = {"at": [round(at.real, 1), round(at.imag, 1)]}
    else:
        angles = joint_angles(now, side) if is_side_view else {}
        joints = LEG_ANGLES if kind == "leg" else ARM_ANGLES
        value = [round(angles.get(joint, 0)) for joint in joints]
    _walk(changed, where.split("."))[limb] = value
    return changed


def with_thing(pose, where, thing):
    """Return the pose with one more prop."""
    changed = deepcopy(pose)
    holder = changed if where == "props" else _walk(changed, where.split("."))
    holder.setdefault("props", []).append(deepcopy(thing))
    return changed


def with_arrow(pose, where):
    """Return the pose with an arrow beside the body of one position, pointing down."""
    changed = deepcopy(pose)
    arrows = _walk(changed, where.split(".")).setdefault("arrows", [])
    arrows.append({"pts": [[-24, 60], [-24, 50], [-24, 40]]})
    return changed


def _put(pose, path, value):
    *way, last = path.split(".")
    holder = _walk(pose, way)
    holder[int(last) if isinstance(holder, list) else last] = value


def _walk(value, way):
    for name in way:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
