"""Outlines of body parts: a chain of joints with a width profile becomes one closed silhouette."""

import cmath
import math
from collections.abc import Sequence

from .geometry import Point

# One station: the share along the bone, and the width to the left and to the right of it looking along the bone.
Station = tuple[float, float, float]
Profile = Sequence[Station]
CORNER = "corner"
ROUND = "round"


def silhouette(joints: Sequence[Point], profiles: Sequence[Profile], start: str = ROUND, end: str = ROUND) -> list[Point]:
    """The closed outline around a chain; a bent joint gets a crease on its inner and a curve on its outer side."""
    left = _edge(joints, profiles, 1)
    right = _edge(joints, profiles, -1)
    first, last = _heading(joints[0], joints[1]), _heading(joints[-2], joints[-1])
    left[:1], right[:1] = _cap(left[0], right[0], -first, start)
    left[-1:], right[-1:] = _cap(left[-1], right[-1], last, end)
    return [*left, *reversed(right)]


def _heading(start: Point, end: Point) -> Point:
    return (end - start) / (abs(end - start) or 1)


def _cap(left: Point, right: Point, outward: Point, style: str) -> tuple[list[Point], list[Point]]:
    if style == CORNER:
        return [left, left], [right, right]
    # Two more points beyond the end make a round cap.
    out = outward * abs(left - right) * 0.42
    middle = (left + right) / 2
    tips = [middle + (left - middle) * 0.75 + out, middle + (right - middle) * 0.75 + out]
    return ([tips[0], left], [tips[1], right]) if (_is_start(left, right, outward)) else ([left, tips[0]], [right, tips[1]])


def _is_start(left: Point, right: Point, outward: Point) -> bool:
    return ((left - right) / (outward * 1j)).real < 0


def _edge(joints: Sequence[Point], profiles: Sequence[Profile], side: int) -> list[Point]:
    edge: list[Point] = []
    skip = 0.0
    for index, profile in enumerate(profiles):
        start, end = joints[index], joints[index + 1]
        heading, length = _heading(start, end), abs(end - start)
        across = heading * 1j * side
        widths = [(share * length, station[side]) for share, *_ in profile for station in [_pick(profile, share)]]
        turn, cut, width = 0.0, 0.0, widths[-1][1]
        if index + 1 < len(profiles):
            after = _heading(end, joints[index + 2])
            turn = math.degrees(cmath.phase(after / heading)) * side
            cut = _crease(turn, width, min(length, abs(joints[index + 2] - end)))
        edge += [start + heading * along + across * wide for along, wide in widths if skip <= along <= length - cut]
        if turn > 0:
            corner = heading * 1j * side * width - heading * cut
            edge.append(end + corner)
        elif turn < -20:
            knuckle = (across + _heading(end, joints[index + 2]) * 1j * side) / 2
            edge.append(end + knuckle / abs(knuckle) * width * 1.1)
        skip = cut
    return edge


def _pick(profile: Profile, share: float) -> dict[int, float]:
    station = next(entry for entry in profile if entry[0] == share)
    return {1: station[1], -1: station[2]}


def _crease(turn: float, width: float, room: float) -> float:
    """How far from an inner joint the two edges meet."""
    return min(width * math.tan(math.radians(max(turn, 0) / 2)), room * 0.72) if turn > 0 else 0.0
