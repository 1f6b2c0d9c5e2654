"""Checks the form of a pose spec before it is stored or drawn: known keys, right types, known kinds."""

from typing import Any

from .held import HELD, LAYERS
from .machines import MACHINES
from .props import PROPS

VIEWS = ("side", "front", "back")
SPINES = ("neutral", "flexed", "extended", "moving")
# Where the face turns in the front view; without it, to the viewer.
LOOKS = ("left", "right")
NUMBER, PAIR, PLACE = "a number", "[x, y]", "a point name or [x, y]"

# `to_and_fro` says that neither of two positions is the start or the finish: a pedal goes round, a pelvis rocks.
SPEC_KEYS = {"view", "props", "base", "frames", "static", "spine", "to_and_fro"}
FRAME_KEYS = {
    "trunk": NUMBER,
    "round": NUMBER,
    "neck": NUMBER,
    "hips": NUMBER,
    "shoulders": NUMBER,
    "far_off": PAIR,
}
FRAME_KEYS |= {"trunk_fs": NUMBER, "airborne": "", "look": ""}
FRAME_KEYS |= {
    "pin": "[point, [x, y]]",
    "far_leg": "",
    "far_arm": "",
    "arm_behind": "",
    "fist": "",
    "order": "",
}
LIMB_NAMES = {f"{kind}{side}" for kind in ("leg", "arm") for side in ("", "_near", "_far", "_left", "_right")}
LEG_KEYS = {
    "at": PLACE,
    "off": PAIR,
    "foot": NUMBER,
    "toes": NUMBER,
    "bend": NUMBER,
    "point": "",
    "abd": NUMBER,
    "fs": PAIR,
    "flat": "",
    "turned": "",
}
ARM_KEYS = {"at": PLACE, "off": PAIR, "bend": NUMBER, "hand": NUMBER, "abd": NUMBER, "fs": PAIR, "turned": ""}
ARROW_KEYS = {"pts": "a list of [x, y]", "track": "", "off": PAIR, "span": PAIR, "both": ""}
HIGHLIGHT_KEYS = {"at": PLACE, "off": PAIR, "r": NUMBER}
HELD_KEYS = {
    "kind": "",
    "at": PLACE,
    "off": PAIR,
    "to": PLACE,
    "off2": PAIR,
    "layer": "",
    "r": NUMBER,
    "w": NUMBER,
}
HELD_KEYS |= {"dir": NUMBER, "half": NUMBER, "above": NUMBER, "below": NUMBER, "drop": NUMBER}
HELD_KEYS |= {"fill": "", "hot": ""}
# A pose may be well formed and still name a point that is not there or leave out a measure that the drawing needs.
DRAWING_FAULTS = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
    AttributeError,
)


class PoseError(ValueError):
    """A pose spec that cannot be drawn; the message names the figure, the frame and the key."""


def validate(spec: Any, slug: str = "figure") -> None:
    """Raise PoseError with one line about the first thing that is wrong."""
    if not isinstance(spec, dict) or not isinstance(spec.get("frames"), list) or not spec["frames"]:
        raise PoseError(f"{slug}: 'frames' must be a list with at least one frame.")
    for key in spec:
        if key not in SPEC_KEYS:
            raise PoseError(f"{slug}: unknown key '{key}'.")
    _one_of(spec.get("view", "side"), VIEWS, slug, "view")
    _one_of(spec.get("spine", "neutral"), SPINES, slug, "spine")
    _kinds(spec.get("props", []), {**PROPS, **MACHINES}, slug, "props")
    _frame(spec.get("base", {}), f"{slug}: base")
    for number, frame in enumerate(spec["frames"], start=1):
        _frame(frame, f"{slug}: frame {number}")


def _frame(frame: Any, where: str) -> None:
    if not isinstance(frame, dict):
        raise PoseError(f"{where}: must be a mapping.")
    if "look" in frame:
        _one_of(frame["look"], LOOKS, where, "look")
    parts = {"arrows": ARROW_KEYS, "highlight": HIGHLIGHT_KEYS, "hold": HELD_KEYS}
    for key, value in frame.items():
        if key in LIMB_NAMES:
            _limb(value, where, key)
        elif key in ("props", "over"):
            _kinds(value, {**PROPS, **MACHINES}, where, key)
        elif key in parts:
            _parts(value, parts[key], where, key)
        elif key in FRAME_KEYS:
            _value(value, FRAME_KEYS[key], where, key)
        else:
            raise PoseError(f"{where}: unknown key '{key}'.")


def _limb(value: Any, where: str, key: str) -> None:
    if isinstance(value, list):
        if not 2 <= len(value) <= 3 or not all(_fits(angle, NUMBER) for angle in value):
            raise PoseError(f"{where}: '{key}' must be two or three angles.")
        return
    if not isinstance(value, dict):
        raise PoseError(f"{where}: '{key}' must be angles or a mapping.")
    _mapping(value, LEG_KEYS if key.startswith("leg") else ARM_KEYS, where, key)


def _parts(value: Any, known: dict[str, str], where: str, key: str) -> None:
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise PoseError(f"{where}: '{key}' must be a list of mappings.")
    for part in value:
        _mapping(part, known, where, key)
        if key == "arrows" and not ("pts" in part or "track" in part):
            raise PoseError(f"{where}: 'arrows' needs 'pts' or 'track'.")
        if key != "arrows" and "at" not in part:
            raise PoseError(f"{where}: '{key}' needs 'at'.")
    if key == "hold":
        _kinds(value, HELD, where, key)
        for part in value:
            _one_of(part.get("layer", "mid"), LAYERS, where, "hold.layer")


def _mapping(value: dict[str, Any], known: dict[str, str], where: str, key: str) -> None:
    for name, entry in value.items():
        if name not in known:
            raise PoseError(f"{where}: unknown key '{key}.{name}'.")
        _value(entry, known[name], where, f"{key}.{name}")


def _kinds(value: Any, known: dict[str, Any], where: str, key: str) -> None:
    if not isinstance(value, list):
        raise PoseError(f"{where}: '{key}' must be a list.")
    for item in value:
        if not isinstance(item, dict) or item.get("kind") not in known:
            kind = item.get("kind") if isinstance(item, dict) else item
            raise PoseError(f"{where}: '{key}' has an unknown kind '{kind}'.")


def _value(value: Any, form: str, where: str, key: str) -> None:
    # An explicit null means the usual value, such as a foot that points at the viewer.
    if form and value is not None and not _fits(value, form):
        raise PoseError(f"{where}: '{key}' must be {form}.")


def _fits(value: Any, form: str) -> bool:
    if form == NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if form == PLACE and isinstance(value, str):
        return True
    if not isinstance(value, list):
        return False
    if form in (PAIR, PLACE):
        return len(value) == 2 and all(_fits(part, NUMBER) for part in value)
    if form.startswith("[point"):
        return len(value) == 2 and isinstance(value[0], str) and _fits(value[1], PAIR)
    return len(value) >= 2 and all(_fits(part, PAIR) for part in value)


def _one_of(value: Any, known: tuple[str, ...], where: str, key: str) -> None:
    if value not in known:
        raise PoseError(f"{where}: '{key}' must be one of {', '.join(known)}.")
