"""Steps that change a pose: numbers moved, limbs led elsewhere, things added or taken away, the text read anew."""

import json
import math
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from exercises.figures.lint import joint_angles
from exercises.figures.render import merged_frames, solve
from exercises.pose_controls import ARM_ANGLES, LEG_ANGLES, LIMB, positions
from text.cleaning import clean_text
from text.shortening import shortened

LARGEST = 400
LONGEST_TEXT = 20_000
MOST_FRAMES = 4
# Feet on the floor: bringing the body down bends hips and knees.
STANDING = {
    "props": [{"kind": "floor", "x": [-30, 30]}],
    "base": {"leg": {"at": [0, 0]}},
    "frames": [{"trunk": 90, "pin": ["pelvis", [0, 52.9]], "arm": [2, 4]} for _ in range(2)],
}


class Unusable(ValueError):
    """What was typed is no pose, or no number of one; the message is a sentence."""


def with_numbers(pose, typed):
    """Return the pose with numbers replaced by path. Raises Unusable naming a number that cannot be."""
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
    """Return a typed number, whole where it is. Raises Unusable with a sentence."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise Unusable(
            gettext("%(label)s: “%(text)s” is not a number.") % {"label": label, "text": shortened(text, 20)}
        ) from None
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise Unusable(
            gettext("%(label)s: enter a number from -%(largest)s to %(largest)s.")
            % {"label": label, "largest": LARGEST}
        )
    return int(value) if value == int(value) else round(value, 2)


def read_pose(text):
    """Return the pose a text holds. Raises Unusable with a sentence when it is none."""
    if len(text) > LONGEST_TEXT:
        raise Unusable(
            gettext("The pose is too long: at most %(longest_text)s characters.")
            % {"longest_text": LONGEST_TEXT}
        )
    try:
        pose = json.loads(text or "{}", parse_constant=_no_number)
    except Unusable:
        raise
    except json.JSONDecodeError as error:
        raise Unusable(
            gettext("The pose is not well-formed JSON: look at line %(line)s, character %(character)s.")
            % {"line": error.lineno, "character": error.colno}
        ) from None
    except RecursionError:
        raise Unusable(gettext("The pose is nested too deeply.")) from None
    except ValueError:  # a number of thousands of digits
        raise Unusable(gettext("The pose has a number beyond %(largest)s.") % {"largest": LARGEST}) from None
    if not isinstance(pose, dict):
        raise Unusable(gettext("The pose must be a mapping in braces."))
    _check_values(pose)
    if isinstance(pose.get("frames"), list) and len(pose["frames"]) > MOST_FRAMES:
        raise Unusable(
            gettext("The pose has more than %(most_frames)s positions.") % {"most_frames": MOST_FRAMES}
        )
    return pose


def _no_number(name):
    raise Unusable(gettext("The pose says %(name)s, which is not a number.") % {"name": name})


def _check_values(value, depth=0):
    if depth > 12:
        raise Unusable(gettext("The pose is nested too deeply."))
    if isinstance(value, str):
        _check_text(value)
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise Unusable(gettext("The pose has a number beyond %(largest)s.") % {"largest": LARGEST})
    inside = (
        (*value, *value.values()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    for one in inside:
        _check_values(one, depth + 1)


def _check_text(text):
    # An escape of JSON spells letters that no database keeps, such as half a surrogate pair.
    try:
        clean_text(text)
    except ValidationError as refused:
        raise Unusable(gettext("The pose: %(message)s") % {"message": refused.messages[0]}) from None


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
