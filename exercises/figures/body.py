"""The person seen from the side: joint angles in, named points out.

Body height is 100 units, the floor lies at y = 0, the person faces +x when upright. Angles are clinical degrees:
hip, knee, shoulder and elbow flexion +, ankle dorsiflexion +; `trunk` is the direction of the spine from pelvis to
neck (90 upright, 180 supine with the head on the left, 0 prone with the head on the right).
"""

from dataclasses import dataclass, field
from typing import Any

from .geometry import Point, direction, point, polar, two_bones

SHANK, THIGH, TRUNK, NECK, HEAD = 24.6, 24.5, 27.5, 5.2, 6.4
UPPER_ARM, FOREARM, HAND = 16.5, 14.0, 3.0
ANKLE_HEIGHT, HEEL_BEHIND, BALL_AHEAD, TOE_AHEAD = 3.9, 3.6, 7.2, 10.8
SEAT_DEPTH, KNEE_DEPTH, BACK_DEPTH = 5.9, 4.0, 6.6
SIDES = ("near", "far")

Frame = dict[str, Any]


@dataclass
class Pose:
    """Named points (`pelvis`, `near.knee`) and the directions of the parts (`trunk`, `near.foot`)."""

    points: dict[str, Point] = field(default_factory=dict)
    turns: dict[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Point:
        return self.points[name]

    def move(self, by: Point) -> None:
        """Shift the whole figure."""
        self.points = {name: at + by for name, at in self.points.items()}

    def named(self, where: Any) -> Point:
        """The point a spec means: a name or an [x, y] pair."""
        return self.points[where] if isinstance(where, str) else point(where)


def solve(frame: Frame) -> Pose:
    """Place the whole body of one frame."""
    pose = Pose()
    _place_trunk(pose, frame)
    for side in SIDES:
        leg, arm = limb(frame, "leg", side), limb(frame, "arm", side)
        if isinstance(leg, list):
            _bend_leg(pose, side, leg)
        if isinstance(arm, list):
            _bend_arm(pose, side, arm)
    name, target = frame.get("pin", ["near.sole", [0, 0]])
    pose.move(point(target) - pose[name])
    for side in SIDES:
        leg, arm = limb(frame, "leg", side), limb(frame, "arm", side)
        if isinstance(leg, dict):
            _reach_leg(pose, side, leg)
        if isinstance(arm, dict):
            _reach_arm(pose, side, arm)
    return pose


def limb(frame: Frame, kind: str, side: str) -> Any:
    """What the frame says about one limb: a list of angles or a mapping with a target."""
    return frame.get(f"{kind}_{side}") or frame.get(kind) or [0, 0, 0]


def _place_trunk(pose: Pose, frame: Frame) -> None:
    trunk, rounding = frame.get("trunk", 90), frame.get("round", 0)
    # The lumbar part takes half of the bend, so that a round back reads as a curve and not as a hinge.
    upper = trunk - rounding
    waist = polar(trunk + rounding * 0.5, TRUNK * 0.45)
    shoulder = waist + polar(upper, TRUNK * 0.55)
    head = upper + frame.get("neck", 0)
    neck = shoulder + polar(head, NECK)
    pose.turns.update(trunk=trunk, upper=upper, head=head)
    pose.points.update(
        pelvis=0j,
        seat=complex(0, -SEAT_DEPTH),
        buttock=polar(trunk + 180, 3) + polar(trunk + 90, 5.5),
        belly=polar(trunk, 6) + polar(trunk - 90, 5.8),
        waist=waist,
        shoulder=shoulder,
        back=shoulder + polar(upper + 90, BACK_DEPTH),
        chest=shoulder + polar(upper + 180, 6) + polar(upper - 90, BACK_DEPTH),
        trap=shoulder + polar(upper, 2.8) + polar(upper + 90, 7.4),
        clavicle=shoulder + polar(upper, 3.5) + polar(upper - 90, 6.5),
        tail=polar(trunk + 90, 7.4) + polar(trunk + 180, 4),
        occiput=neck + polar(head, HEAD) + polar(head + 90, 8.6),
        neck=neck,
        head=neck + polar(head, HEAD),
        crown=neck + polar(head, HEAD + 7),
    )
    for side in SIDES:
        pose.points[f"{side}.hip"] = 0j
        pose.points[f"{side}.shoulder"] = shoulder


def _bend_leg(pose: Pose, side: str, angles: list[float]) -> None:
    hip, knee, ankle = (*angles, 0, 0)[:3]
    thigh = pose.turns["trunk"] + 180 + hip
    shank = thigh - knee
    _finish_leg(
        pose, side, polar(thigh, THIGH), polar(thigh, THIGH) + polar(shank, SHANK), shank + 90 + ankle
    )


def _reach_leg(pose: Pose, side: str, target: dict[str, Any]) -> None:
    foot, part = target.get("foot", 0), target.get("point", "sole")
    ankle = pose.named(target["at"]) - _from_ankle(part, foot)
    bones = _seen(target, THIGH, SHANK)
    knee, ankle = two_bones(pose[f"{side}.hip"], ankle, *bones, target.get("bend", 1))
    _finish_leg(pose, side, knee, ankle, foot)
    if part == "toe":
        # Standing on the ball of the foot: the toes stay flat on the floor, or lie along `toes`, while the heel is up.
        pose.turns[f"{side}.toes"] = target.get("toes", max(foot, min(foot + 60, 0)))


def _seen(target: dict[str, Any], upper: float, lower: float) -> tuple[float, float]:
    """The lengths of two bones as seen: `fs` is the share left of each in a limb that points at the viewer."""
    shares = target.get("fs", [1, 1])
    return upper * shares[0], lower * shares[1]


def _from_ankle(part: str, foot: float) -> Point:
    down = polar(foot - 90, ANKLE_HEIGHT)
    ahead = {"ankle": 0, "sole": 0, "heel": -HEEL_BEHIND, "toe": BALL_AHEAD, "tip": TOE_AHEAD}[part]
    return 0j if part == "ankle" else down + polar(foot, ahead)


def _finish_leg(pose: Pose, side: str, knee: Point, ankle: Point, foot: float) -> None:
    pose.turns[f"{side}.foot"] = pose.turns[f"{side}.toes"] = foot
    pose.points |= {
        f"{side}.knee": knee,
        f"{side}.kneepad": knee - complex(0, KNEE_DEPTH),
        f"{side}.thigh": (pose[f"{side}.hip"] + knee) / 2,
        f"{side}.shin": (knee + ankle) / 2,
        f"{side}.ankle": ankle,
        **{f"{side}.{part}": ankle + _from_ankle(part, foot) for part in ("sole", "heel", "toe", "tip")},
    }


def _bend_arm(pose: Pose, side: str, angles: list[float]) -> None:
    shoulder, elbow, hand = (*angles, 0, 0, 0)[:3]
    upper = pose.turns["upper"] + 180 + shoulder
    forearm = upper + elbow
    at = pose[f"{side}.shoulder"] + polar(upper, UPPER_ARM)
    _finish_arm(pose, side, at, at + polar(forearm, FOREARM), forearm + hand)


def _reach_arm(pose: Pose, side: str, target: dict[str, Any]) -> None:
    wrist = pose.named(target["at"]) + point(target.get("off", [0, 0]))
    # An arm turned out, as under a barbell, bends the other way when seen from the side.
    bend = target.get("bend", 1 if target.get("turned") else -1)
    elbow, wrist = two_bones(pose[f"{side}.shoulder"], wrist, *_seen(target, UPPER_ARM, FOREARM), bend)
    _finish_arm(pose, side, elbow, wrist, target.get("hand", direction(elbow, wrist)))


def _finish_arm(pose: Pose, side: str, elbow: Point, wrist: Point, hand: float) -> None:
    pose.turns[f"{side}.hand"] = hand
    pose.points |= {
        f"{side}.elbow": elbow,
        f"{side}.wrist": wrist,
        f"{side}.hand": wrist + polar(hand, HAND),
        f"{side}.palm": wrist + polar(hand, HAND) - complex(0, 2.2),
    }
