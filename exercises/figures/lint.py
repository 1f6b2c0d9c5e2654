"""Pose lint: a figure must be anatomically plausible, in reach, on its support, and must show its movement."""

from .body import SIDES, Frame, Pose, limb
from .body_front import OUTWARD
from .geometry import direction, half_turn, point, segment_distance
from .props import Surface, surfaces
from .render import Spec, merged_frames, solve

LIMITS = {
    "hip": (-35, 140),
    "knee": (-3, 155),
    "ankle": (-60, 35),
    "shoulder": (-75, 195),
    "elbow": (-5, 155),
}
NEUTRAL_ROUND = 10
REACH, SUPPORT, BURIED, TRAVEL = 1.0, 1.5, -1.2, 6.0
SLACK = 0.5
CONTACTS = (
    "sole",
    "toe",
    "heel",
    "kneepad",
    "hand",
    "palm",
    "wrist",
    "elbow",
    "ankle",
    "knee",
    "hip",
    "shoulder",
)
BODY_CONTACTS = ("seat", "buttock", "back", "belly", "chest", "crown")
# How far the skin lies from the joint: contact is measured from the skin.
FLESH = {
    "hip": 5.9,
    "knee": 4,
    "ankle": 2.6,
    "shoulder": 3.6,
    "elbow": 2.7,
    "wrist": 2,
    "hand": 2.2,
    "crown": 0,
}
MOVERS = ("knee", "ankle", "sole", "tip", "heel", "hip", "wrist", "elbow", "hand")


def lint(slug: str, spec: Spec) -> list[str]:
    """Every finding as one line naming figure, frame and joint."""
    merged = merged_frames(spec)
    poses = [solve(spec, frame) for frame in merged]
    findings: list[str] = []
    for number, (frame, pose) in enumerate(zip(merged, poses, strict=True), start=1):
        found = _joints(frame, pose) if spec.get("view", "side") == "side" else []
        found += _misses(frame, pose) + _buried(spec, frame, pose) + _unsupported(spec, frame, pose)
        found += _spine(spec, frame)
        findings += [f"{slug} frame {number}: {text}" for text in found]
    return findings + [f"{slug}: {text}" for text in _movement(spec, merged, poses)]


def joint_angles(pose: Pose, side: str) -> dict[str, float]:
    """The clinical angles of one side, measured on the drawn figure (side view)."""
    names = ("hip", "knee", "ankle", "shoulder", "elbow", "wrist")
    hip, knee, ankle, shoulder, elbow, wrist = (pose[f"{side}.{name}"] for name in names)
    thigh, shank = direction(hip, knee), direction(knee, ankle)
    upper, forearm = direction(shoulder, elbow), direction(elbow, wrist)
    angles = {
        "hip": half_turn(thigh - pose.turns["trunk"] - 180),
        "knee": half_turn(thigh - shank),
        "ankle": half_turn(pose.turns[f"{side}.foot"] - shank - 90),
        "shoulder": half_turn(upper - pose.turns["upper"] - 180),
        "elbow": half_turn(forearm - upper),
    }
    # An arm held overhead may pass 180 degrees; read it as just beyond, not as far behind the back.
    return angles | {"shoulder": angles["shoulder"] + (360 if angles["shoulder"] < -160 else 0)}


def _joints(frame: Frame, pose: Pose) -> list[str]:
    findings = []
    for side in SIDES:
        limits = _limits(frame, side)
        for joint, angle in joint_angles(pose, side).items():
            low, high = limits[joint]
            if not low - SLACK <= angle <= high + SLACK:
                findings.append(f"{side} {joint} {angle:.0f} outside {low}..{high}")
    return findings


def _limits(frame: Frame, side: str) -> dict[str, tuple[int, int]]:
    """The limits as seen: a limb turned out bends the other way, and the tilt of its foot cannot be read."""
    mirrored = {joint: (-high, -low) for joint, (low, high) in LIMITS.items()}
    arm, leg = limb(frame, "arm", side), limb(frame, "leg", side)
    limits = dict(LIMITS)
    if isinstance(arm, dict) and arm.get("turned"):
        limits["elbow"] = mirrored["elbow"]
    if isinstance(leg, dict) and leg.get("turned"):
        limits |= {"knee": mirrored["knee"], "ankle": (-180, 180)}
    return limits


def _sides(pose: Pose) -> tuple[str, ...]:
    return SIDES if "near.hip" in pose.points else tuple(OUTWARD)


def _misses(frame: Frame, pose: Pose) -> list[str]:
    """Hands and feet that cannot get to where the spec puts them."""
    findings = []
    for side in _sides(pose):
        leg, arm = limb(frame, "leg", side), limb(frame, "arm", side)
        if isinstance(leg, dict) and "at" in leg:
            gap = abs(pose.named(leg["at"]) - pose[f"{side}.{leg.get('point', 'sole')}"])
            findings += [f"{side} foot misses its target by {gap:.1f}"] if gap > REACH else []
        if isinstance(arm, dict) and "at" in arm:
            gap = abs(pose.named(arm["at"]) + point(arm.get("off", [0, 0])) - pose[f"{side}.wrist"])
            findings += [f"{side} hand misses its target by {gap:.1f}"] if gap > REACH else []
    return findings


def _buried(spec: Spec, frame: Frame, pose: Pose) -> list[str]:
    props = spec.get("props", []) + frame.get("props", [])
    if any(item["kind"] == "mat3d" for item in props):
        return []  # a mat drawn in perspective reaches below the line of the floor
    findings = []
    for side in _sides(pose):
        for joint in ("sole", "toe", "heel", "knee", "elbow", "wrist", "hand"):
            name = f"{side}.{joint}"
            depth = pose[name].imag - FLESH.get(joint, 0) if name in pose.points else 0
            if depth < BURIED:
                findings.append(f"{side} {joint} lies {-depth:.1f} under the floor")
    return findings


def _unsupported(spec: Spec, frame: Frame, pose: Pose) -> list[str]:
    if frame.get("airborne"):
        return []  # the flight of a jump
    faces = surfaces(spec.get("props", []) + frame.get("props", []) + frame.get("over", []))
    gap = min((_gap(pose, name, face) for name in _contacts(pose) for face in faces), default=99.0)
    return [] if gap <= SUPPORT else [f"nothing of the body touches a support (nearest {gap:.1f})"]


def _contacts(pose: Pose) -> list[str]:
    names = [f"{side}.{part}" for side in _sides(pose) for part in CONTACTS] + list(BODY_CONTACTS)
    return [name for name in names if name in pose.points]


def _gap(pose: Pose, name: str, face: Surface) -> float:
    start, end, thick = face
    return abs(segment_distance(pose[name], start, end) - thick - FLESH.get(name.partition(".")[2], 0))


def _spine(spec: Spec, frame: Frame) -> list[str]:
    bend = frame.get("round", 0)
    if spec.get("spine", "neutral") == "neutral" and abs(bend) > NEUTRAL_ROUND:
        return [f"spine rounded by {bend} although it should stay neutral"]
    return []


def _movement(spec: Spec, merged: list[Frame], poses: list[Pose]) -> list[str]:
    findings = []
    travel = max((_travel(a, b) for a, b in zip(poses, poses[1:], strict=False)), default=0)
    if travel < TRAVEL and not spec.get("static"):
        findings.append(f"hardly moves ({travel:.1f})")
    if not any(frame.get("arrows") or (spec.get("static") and frame.get("highlight")) for frame in merged):
        findings.append("has no arrow")
    return findings


def _travel(before: Pose, after: Pose) -> float:
    names = [f"{side}.{part}" for side in _sides(before) for part in MOVERS] + ["head", "pelvis"]
    return max(abs(after[name] - before[name]) for name in names if name in before.points)
