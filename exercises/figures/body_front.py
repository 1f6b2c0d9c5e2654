"""The person seen from the front or the back: abduction, in-plane bend and foreshortening in, named points out.

`abd` is degrees away from the midline, `bend` the in-plane turn of the lower bone towards the midline, `fs` the share
of the true length that is seen of the upper and the lower bone. `trunk: 180` lies the figure on its side.
"""

from typing import Any

from .body import ANKLE_HEIGHT, FOREARM, HAND, HEAD, NECK, SHANK, THIGH, TRUNK, UPPER_ARM, Frame, Pose, limb
from .geometry import Point, direction, point, polar, two_bones

HIP_OUT, SHOULDER_OUT = 4.6, 8.4
# The viewer's right is the person's left.
OUTWARD = {"right": -1, "left": 1}


def solve(frame: Frame) -> Pose:
    """Place the whole body of one frame, then shift it to its pin."""
    trunk, pose = frame.get("trunk", 90), Pose()
    hips, shoulders = frame.get("hips", 0), frame.get("shoulders", 0)
    chest, head = polar(trunk, TRUNK * frame.get("trunk_fs", 1)), trunk + frame.get("neck", 0)
    neck = chest + polar(head, NECK - 1)
    pose.turns.update(trunk=trunk, head=head, hips=hips)
    pose.points.update(pelvis=0j, chest=chest, neck=neck, head=neck + polar(head, HEAD))
    pose.points["waist"] = chest * 0.45
    for side, sign in OUTWARD.items():
        pose.points[f"{side}.hip"] = polar(trunk - 90 + hips, HIP_OUT * sign)
        pose.points[f"{side}.shoulder"] = chest + polar(trunk - 90 + shoulders, SHOULDER_OUT * sign)
        leg, arm = limb(frame, "leg", side), limb(frame, "arm", side)
        if "at" not in leg:
            _hang_leg(pose, side, leg if isinstance(leg, dict) else {})
        if "at" not in arm:
            _hang_arm(pose, side, arm if isinstance(arm, dict) else {})
    _flatten_feet(pose, frame)
    name, target = frame.get("pin", ["left.sole", [0, 0]])
    pose.move(point(target) - pose[name])
    for side in OUTWARD:
        _reach_limbs(pose, side, limb(frame, "leg", side), limb(frame, "arm", side))
    return pose


def _hang_leg(pose: Pose, side: str, leg: dict[str, Any]) -> None:
    sign, lengths = OUTWARD[side], leg.get("fs", [1, 1])
    thigh = pose.turns["trunk"] + 180 + sign * leg.get("abd", 3)
    shank = thigh - sign * leg.get("bend", 0)
    knee = pose[f"{side}.hip"] + polar(thigh, THIGH * lengths[0])
    _finish_leg(pose, side, knee, knee + polar(shank, SHANK * lengths[1]), leg)


def _flatten_feet(pose: Pose, frame: Frame) -> None:
    """Upright, the lower foot stands flat on the floor, and the other one too if it is as low."""
    ankles = {side: pose[f"{side}.ankle"] for side in OUTWARD if f"{side}.ankle" in pose.points}
    lowest = min((at.imag for at in ankles.values()), default=0)
    for side, ankle in ankles.items():
        low = abs(frame.get("trunk", 90) - 90) < 45 and ankle.imag - lowest < 2.5
        leg = limb(frame, "leg", side)
        if leg.get("flat", low) if isinstance(leg, dict) else low:
            pose.turns[f"{side}.down"] = -90
            pose.points[f"{side}.sole"] = ankle - complex(0, ANKLE_HEIGHT)


def _hang_arm(pose: Pose, side: str, arm: dict[str, Any]) -> None:
    sign, lengths = OUTWARD[side], arm.get("fs", [1, 1])
    upper = pose.turns["trunk"] + 180 + sign * arm.get("abd", 12)
    forearm = upper - sign * arm.get("bend", 8)
    elbow = pose[f"{side}.shoulder"] + polar(upper, UPPER_ARM * lengths[0])
    _finish_arm(pose, side, elbow, elbow + polar(forearm, FOREARM * lengths[1]), arm)


def _reach_limbs(pose: Pose, side: str, leg: Any, arm: Any) -> None:
    sign = OUTWARD[side]
    if "at" in leg:
        lengths = leg.get("fs", [1, 1])
        # The target is the sole of a flat foot, the ankle lies straight above it.
        ankle = pose.named(leg["at"]) + complex(0, ANKLE_HEIGHT)
        bones = THIGH * lengths[0], SHANK * lengths[1]
        knee, ankle = two_bones(pose[f"{side}.hip"], ankle, *bones, leg.get("bend", 1) * sign)
        _finish_leg(pose, side, knee, ankle, {"flat": True, **leg})
    if "at" in arm:
        lengths = arm.get("fs", [1, 1])
        wrist = pose.named(arm["at"]) + point(arm.get("off", [0, 0]))
        bones = UPPER_ARM * lengths[0], FOREARM * lengths[1]
        elbow, wrist = two_bones(pose[f"{side}.shoulder"], wrist, *bones, arm.get("bend", 1) * sign)
        _finish_arm(pose, side, elbow, wrist, arm)


def _finish_leg(pose: Pose, side: str, knee: Point, ankle: Point, leg: dict[str, Any]) -> None:
    down = -90.0 if leg.get("flat") else direction(knee, ankle)
    pose.turns[f"{side}.down"] = down
    if leg.get("foot") is not None:
        pose.turns[f"{side}.foot"] = leg["foot"]
    pose.points |= {
        f"{side}.knee": knee,
        f"{side}.thigh": (pose[f"{side}.hip"] + knee) / 2,
        f"{side}.shin": (knee + ankle) / 2,
        f"{side}.ankle": ankle,
        f"{side}.sole": ankle + polar(down, ANKLE_HEIGHT),
    }


def _finish_arm(pose: Pose, side: str, elbow: Point, wrist: Point, arm: dict[str, Any]) -> None:
    hand = arm.get("hand", direction(elbow, wrist))
    pose.turns[f"{side}.hand"] = hand
    pose.points |= {
        f"{side}.elbow": elbow,
        f"{side}.wrist": wrist,
        f"{side}.hand": wrist + polar(hand, HAND),
    }
