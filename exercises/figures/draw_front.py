"""Draws a figure seen from the front or from behind."""

from . import people
from .body import Frame, Pose
from .body_front import OUTWARD
from .draw_side import face_in_profile, grips
from .geometry import Point, direction, polar
from .held import draw_held
from .outline import heading, silhouette
from .pen import LINE, Pen

SHIN_SKIN = [(0.1, 3.8, 3.8), (0.3, 3.9, 3.9), (0.55, 3.2, 3.2), (0.85, 2.4, 2.4), (1, 2.4, 2.4)]
THIGH_SKIN = [(0.4, 4.9, 4.9), (0.8, 4.4, 4.4), (1, 4.0, 4.0)]


def draw(pen: Pen, pose: Pose, frame: Frame) -> None:
    """Draw the whole person with everything held."""
    order = frame.get("order", ["right", "left"])
    behind = [side for side in order if side in frame.get("arm_behind", [])]
    draw_held(pen, pose, frame, "back")
    for side in behind:
        _arm(pen, pose, frame, side)
    if "look" in frame:
        # Eyes that follow a hand take the head with them.
        face_in_profile(pen, pose, OUTWARD[frame["look"]])
    else:
        _head(pen, pose, from_behind=frame["seen_from"] == "back")
    for side in order:
        _leg(pen, pose, side)
    _shorts(pen, pose)
    _shirt(pen, pose)
    draw_held(pen, pose, frame, "mid")
    for side in order:
        if side not in behind:
            _arm(pen, pose, frame, side)
    draw_held(pen, pose, frame, "front")


def _leg(pen: Pen, pose: Pose, side: str) -> None:
    hip, knee, ankle = (pose[f"{side}.{joint}"] for joint in ("hip", "knee", "ankle"))
    pen.blob(silhouette([hip, knee, ankle], [THIGH_SKIN, SHIN_SKIN]), "skin")
    if f"{side}.foot" in pose.turns:
        pen.blob(people.placed(people.SHOE, ankle, pose.turns[f"{side}.foot"]), "shoe")
        pen.stroke(people.placed(people.SOLE, ankle, pose.turns[f"{side}.foot"]), "line", 1.1)
    else:
        turn, mirror = pose.turns[f"{side}.down"] + 90, 1 if side == "left" else -1
        pen.blob(people.placed(people.SHOE_FRONT, ankle, turn, mirror), "shoe")
        pen.stroke(people.placed([(-3, -3.8), (4.5, -3.8)], ankle, turn, mirror), "line", 1.1)


def _shorts(pen: Pen, pose: Pose) -> None:
    up = pose.turns["trunk"]
    top, crotch = pose["pelvis"] + polar(up, 8), pose["pelvis"] - polar(up, 6.5)
    across = heading(pose["right.hip"], pose["left.hip"])
    left, right = _short_leg(pose, "left"), _short_leg(pose, "right")
    waist = [top - across * 7.4, top - across * 7.4, top + across * 7.4, top + across * 7.4]
    if _meet(left, right) or _meet(right, left):
        # Two thighs side by side: a crotch between hems that overlap would show as a dark notch.
        lowest = max((left[-1], right[-1]), key=lambda corner: abs(corner - crotch))
        pen.blob([*waist, *left[:-2], lowest, lowest, *reversed(right[:-2])], "shorts")
        pen.stroke([lowest, (lowest + crotch) / 2], "line", LINE)
    else:
        pen.blob([*waist, *left, crotch, *reversed(right)], "shorts")


def _meet(one: list[Point], other: list[Point]) -> bool:
    """Whether the inner corner of one hem lies on the other leg of the shorts."""
    outer, inner = other[-3], other[-1]
    seen = (one[-1] - inner) / heading(inner, outer)
    along = (other[1] - outer) / heading(inner, outer)
    return 0 < seen.real < abs(outer - inner) and 0 < seen.imag / along.imag < 1


def _short_leg(pose: Pose, side: str) -> list[Point]:
    """One leg of the shorts from the outer hip down to the hem and across it."""
    hip, knee = pose[f"{side}.hip"], pose[f"{side}.knee"]
    down = heading(hip, knee)
    out = down * (1j if side == "left" else -1j)
    hem = hip + (knee - hip) * people.SHORTS_SHARE
    return [
        hip + out * 5.5,
        hip + out * 5.6 + (hem - hip) * 0.4,
        *[hem + out * 5.4] * 2,
        *[hem - out * 5] * 2,
    ]


def _shirt(pen: Pen, pose: Pose) -> None:
    up, chest = pose.turns["trunk"], pose["chest"]
    across = polar(up - 90)
    hem = pose["pelvis"] + polar(up, 5)

    def beside(side: str, out: float, rise: float) -> Point:
        return pose[f"{side}.shoulder"] + across * out * (1 if side == "left" else -1) + polar(up, rise)

    right = [
        hem - across * 7.9,
        hem - across * 7.9,
        hem - across * 6.9 + polar(up, 8),
        beside("right", -0.4, -7),
    ]
    right += [beside("right", 2.2, -1), beside("right", 1.4, 3.4), beside("right", -4, 4.4)]
    collar = (
        [chest - across * 3.4 + polar(up, 5.2)] * 2
        + [chest + polar(up, 2.6)]
        + [chest + across * 3.4 + polar(up, 5.2)] * 2
    )
    left = [
        beside("left", -4, 4.4),
        beside("left", 1.4, 3.4),
        beside("left", 2.2, -1),
        beside("left", -0.4, -7),
    ]
    left += [hem + across * 6.9 + polar(up, 8), hem + across * 7.9, hem + across * 7.9]
    pen.blob([*right, *collar, *left], "shirt")


def _arm(pen: Pen, pose: Pose, frame: Frame, side: str) -> None:
    shoulder, elbow, wrist, hand = (
        pose[f"{side}.{joint}"] for joint in ("shoulder", "elbow", "wrist", "hand")
    )
    grip = people.FIST if grips(frame, side) else people.OPEN_HAND
    if direction(elbow, wrist) % 360 > 180 and side == "left" or side == "right":
        grip = _thumb_inside(grip, side)
    skin = silhouette([shoulder, elbow, wrist, hand], [people.UPPER_ARM_SKIN, people.FOREARM_SKIN, grip])
    pen.blob(skin, "skin")
    cuff = shoulder + (elbow - shoulder) * people.SLEEVE_SHARE
    pen.blob(silhouette([shoulder, cuff], [people.SLEEVE], square_end=True), "shirt")


def _thumb_inside(grip: list[tuple[float, float, float]], side: str) -> list[tuple[float, float, float]]:
    """The thumb lies towards the midline: on the left looking down the right arm."""
    return grip if side == "right" else [(share, right, left) for share, left, right in grip]


def _head(pen: Pen, pose: Pose, *, from_behind: bool) -> None:
    at, turn = pose["head"], pose.turns["head"] - 90
    pen.blob(people.placed(people.NECK_FRONT, at, turn), "skin")
    pen.blob(people.placed(people.FACE_FRONT, at, turn), "skin")
    if from_behind:
        pen.blob(people.placed(people.HAIR_BEHIND, at, turn), "hair")
        return
    pen.blob(people.placed(people.HAIR_FRONT, at, turn), "hair")
    for eye in people.placed(people.EYES_FRONT, at, turn):
        pen.disc(eye, 0.8, "line", "")
    pen.stroke(people.placed(people.MOUTH_FRONT, at, turn), "line", 0.6, smooth=True)
