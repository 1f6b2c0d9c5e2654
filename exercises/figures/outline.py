"""Outlines of body parts: a chain of joints with a width profile becomes one closed silhouette."""

import cmath
import math
from collections.abc import Sequence

from .geometry import Point

# One station: the share along the bone, then the width to its left and to its right, looking along the bone.
Station = tuple[float, float, float]
Profile = Sequence[Station]
LEFT, RIGHT = 1, -1
# A crease between two bones never eats more than this share of the shorter one.
LONGEST_CREASE = 0.72


def silhouette(
    joints: Sequence[Point],
    profiles: Sequence[Profile],
    *,
    square_start: bool = False,
    square_end: bool = False,
) -> list[Point]:
    """The closed outline around a chain; a bent joint gets a crease on its inner and a curve on its outer side."""
    left, right = _edge(joints, profiles, LEFT), _edge(joints, profiles, RIGHT)
    backward, forward = heading(joints[1], joints[0]), heading(joints[-2], joints[-1])
    start = _cap(left[0], right[0], backward, square_start)
    end = _cap(left[-1], right[-1], forward, square_end)
    return [start[0], *left, end[0], end[1], *reversed(right), start[1]]


def heading(start: Point, end: Point) -> Point:
    """The unit vector from one point to another."""
    return (end - start) / (abs(end - start) or 1)


def _cap(left: Point, right: Point, outward: Point, square: bool) -> tuple[Point, Point]:
    if square:
        return left, right  # a point given twice is a corner
    middle, bulge = (left + right) / 2, outward * abs(left - right) * 0.42
    return middle + (left - middle) * 0.75 + bulge, middle + (right - middle) * 0.75 + bulge


def _edge(joints: Sequence[Point], profiles: Sequence[Profile], side: int) -> list[Point]:
    edge: list[Point] = []
    crease_before = -math.inf
    for index, profile in enumerate(profiles):
        start, end = joints[index], joints[index + 1]
        ahead, length = heading(start, end), abs(end - start)
        across = ahead * 1j * side
        stations = [(share * length, left if side == LEFT else right) for share, left, right in profile]
        width = stations[-1][1]
        crease_after = -math.inf
        joint_points: list[Point] = []
        if index + 1 < len(profiles):
            following = joints[index + 2]
            crease_after, joint_points = _joint(end, ahead, heading(end, following), width, side)
            crease_after = min(crease_after, LONGEST_CREASE * min(length, abs(following - end)))
            if crease_after > 0:
                joint_points = [end + across * width - ahead * crease_after]
        edge += [
            start + ahead * along + across * wide
            for along, wide in stations
            if crease_before <= along <= length - crease_after
        ]
        edge += joint_points
        crease_before = crease_after
    return edge


def _joint(at: Point, ahead: Point, after: Point, width: float, side: int) -> tuple[float, list[Point]]:
    """The length of the crease on the inner side of a bend, or the knuckle on its outer side."""
    turn = math.degrees(cmath.phase(after / ahead)) * side
    if turn > 0:
        return width * math.tan(math.radians(turn / 2)), []
    if turn > -20:
        return -math.inf, []
    outward = (ahead + after) * 1j * side
    return -math.inf, [at + outward / (abs(outward) or 1) * width * 1.12]
