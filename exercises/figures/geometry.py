"""Plane geometry for the figures: points are complex numbers, x to the right, y up, angles in degrees."""

import cmath
import math
from collections.abc import Sequence
from typing import Any

Point = complex


def point(pair: Sequence[float] | complex) -> Point:
    """Turn an [x, y] pair from a spec into a point."""
    return pair if isinstance(pair, complex) else complex(pair[0], pair[1])


def polar(degrees: float, length: float = 1.0) -> Point:
    """A vector of this length in this direction."""
    return cmath.rect(length, math.radians(degrees))


def direction(start: Point, end: Point) -> float:
    """The direction in degrees from one point to another."""
    return math.degrees(cmath.phase(end - start))


def half_turn(degrees: float) -> float:
    """The same angle, brought to -180..180."""
    return (degrees + 180) % 360 - 180


def blend(first: Any, second: Any, share: float) -> Any:
    """A value between two spec values: numbers, lists and mappings blend, anything else switches half way."""
    if isinstance(first, int | float) and isinstance(second, int | float):
        return first + (second - first) * share
    if isinstance(first, list) and isinstance(second, list):
        return [blend(a, b, share) for a, b in zip(first, second, strict=False)]
    if isinstance(first, dict) and isinstance(second, dict):
        return {key: blend(first[key], second.get(key, first[key]), share) for key in first}
    return first if share < 0.5 else second


def two_bones(root: Point, target: Point, upper: float, lower: float, side: float) -> tuple[Point, Point]:
    """Middle and end joint of a two-bone chain reaching for a target; side +1 or -1 says which way it bends."""
    reach = abs(target - root)
    reach = max(min(reach, upper + lower - 0.01), abs(upper - lower) + 0.01)
    spread = math.degrees(math.acos((upper**2 + reach**2 - lower**2) / (2 * upper * reach)))
    towards = direction(root, target)
    return root + polar(towards + side * spread, upper), root + polar(towards, reach)


def segment_distance(at: Point, start: Point, end: Point) -> float:
    """How far a point lies from a line segment."""
    along = end - start
    share = ((at - start) * along.conjugate()).real / (abs(along) ** 2 or 1)
    return abs(at - start - along * min(1, max(0, share)))
