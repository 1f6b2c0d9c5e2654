"""Draws a figure seen from the side, far limbs first."""

from . import people
from .body import BALL_AHEAD, Frame, Pose
from .geometry import Point, polar
from .held import draw_held
from .outline import silhouette
from .pen import Pen

FAR_SHIFT = complex(1.6, 1.0)
FAR_ROOTS = {"far.hip", "far.shoulder"}
FIST_HOLDERS = {"hand", "wrist", "palm"}


def draw(pen: Pen, pose: Pose, frame: Frame) -> None:
    """Draw the whole person with everything held."""
    far = _far_limbs(pose, frame)
    if frame.get("far_leg", True):
        _leg(pen, far, "far")
    draw_held(pen, far, frame, "back")
    if frame.get("far_arm", True):
        _arm(pen, far, frame, "far")
    face_in_profile(pen, pose)
    _trunk(pen, pose)
    if frame.get("arm_behind"):
        _arm(pen, pose, frame, "near")
    _leg(pen, pose, "near")
    _shorts(pen, pose, "near")
    draw_held(pen, far, frame, "mid")
    if not frame.get("arm_behind"):
        _arm(pen, pose, frame, "near")
    draw_held(pen, far, frame, "front")


def _far_limbs(pose: Pose, frame: Frame) -> Pose:
    # The far side is shifted a little, so that a symmetric posture still shows two legs and two arms; its roots
    # hardly move, or a dark edge would run along hip and shoulder.
    shift = complex(*frame["far_off"]) if "far_off" in frame else FAR_SHIFT
    points = dict(pose.points)
    for name, at in pose.points.items():
        if name.startswith("far."):
            points[name] = at + shift * (0.1 if name in FAR_ROOTS else 1)
    return Pose(points, pose.turns)


def _paint(name: str, side: str) -> str:
    return f"{name}_far" if side == "far" else name


def _leg(pen: Pen, pose: Pose, side: str) -> None:
    hip, knee, ankle = (pose[f"{side}.{joint}"] for joint in ("hip", "knee", "ankle"))
    skin = silhouette([hip, knee, ankle], [people.THIGH_SKIN, people.SHANK_SKIN])
    pen.blob(skin, _paint("skin", side))
    pen.blob(_flexed(people.SHOE, pose, side), _paint("shoe", side))
    pen.stroke(_flexed(people.SOLE, pose, side), "line", 1.1)
    if side == "far":
        _shorts(pen, pose, side)


def _flexed(shape: people.Shape, pose: Pose, side: str) -> list[Point]:
    """The shoe, bent at the ball of the foot when the heel is up."""
    ankle, foot, toes = (
        pose[f"{side}.ankle"],
        polar(pose.turns[f"{side}.foot"]),
        polar(pose.turns[f"{side}.toes"]),
    )
    ball = complex(BALL_AHEAD, -3.9)
    points = [complex(x, y) for x, y in shape]
    return [
        ankle + (ball * foot + (at - ball) * toes if at.real > BALL_AHEAD else at * foot) for at in points
    ]


def _shorts(pen: Pen, pose: Pose, side: str) -> None:
    hip, knee = pose[f"{side}.hip"], pose[f"{side}.knee"]
    # The waistband belongs to the near side; of the far side only the thigh shows.
    top = hip + polar(pose.turns["trunk"], 1.5 if side == "far" else people.WAISTBAND)
    hem = hip + (knee - hip) * people.SHORTS_SHARE
    outline = silhouette(
        [top, hip, hem], [people.SHORTS_TOP, people.SHORTS_LEG], square_start=True, square_end=True
    )
    pen.blob(outline, _paint("shorts", side))


def _trunk(pen: Pen, pose: Pose) -> None:
    joints = [pose["pelvis"], pose["waist"], pose["shoulder"]]
    pen.blob(silhouette(joints, [people.TRUNK_LOW, people.TRUNK_HIGH]), "shirt")


def _arm(pen: Pen, pose: Pose, frame: Frame, side: str) -> None:
    shoulder, elbow, wrist, hand = (
        pose[f"{side}.{joint}"] for joint in ("shoulder", "elbow", "wrist", "hand")
    )
    grip = people.FIST if grips(frame, side) else people.OPEN_HAND
    skin = silhouette([shoulder, elbow, wrist, hand], [people.UPPER_ARM_SKIN, people.FOREARM_SKIN, grip])
    pen.blob(skin, _paint("skin", side))
    cuff = shoulder + (elbow - shoulder) * people.SLEEVE_SHARE
    pen.blob(silhouette([shoulder, cuff], [people.SLEEVE], square_end=True), _paint("shirt", side))


def grips(frame: Frame, side: str) -> bool:
    """Whether this hand is closed: asked for, or something is held in it."""
    fists = frame.get("fist", [])
    ends = [str(item.get(end, "")) for item in frame.get("hold", []) for end in ("at", "to")]
    held = any(end.partition(".")[2] in FIST_HOLDERS for end in ends)
    return fists is True or side in (fists or []) or (held and fists != [])


def face_in_profile(pen: Pen, pose: Pose, mirror: int = 1) -> None:
    """The head from the side; mirror -1 turns the face the other way."""
    at, turn = pose["head"], pose.turns["head"] - 90
    pen.blob(people.placed(people.FACE, at, turn, mirror), "skin")
    pen.blob(people.placed(people.HAIR, at, turn, mirror), "hair")
    pen.disc(people.placed([people.EAR], at, turn, mirror)[0], 1.5, "skin")
    pen.disc(people.placed([people.EYE], at, turn, mirror)[0], 0.8, "line", "")
    pen.stroke(people.placed(people.MOUTH, at, turn, mirror), "line", 0.6, smooth=True)
