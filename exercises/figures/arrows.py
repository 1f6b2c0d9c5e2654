"""Movement arrows and highlights: what moves, which way, and where to work."""

from collections.abc import Callable
from typing import Any

from .body import Frame, Pose
from .geometry import Point, blend, direction, point, polar
from .pen import Pen

SHAFT, HEAD_LENGTH, HEAD_HALF, HALO = 1.5, 6.6, 4.3, 1.0
SAMPLES = 6
Solver = Callable[[Frame], Pose]


def arrow_path(arrow: dict[str, Any], previous: Frame, frame: Frame, solve: Solver) -> list[Point]:
    """The points of an arrow: given outright, or the path of a named point from the frame before to this one."""
    if "pts" in arrow:
        return [point(pair) for pair in arrow["pts"]]
    low, high = arrow.get("span", [0.08, 1])
    shares = [low + (high - low) * step / SAMPLES for step in range(SAMPLES + 1)]
    offset = point(arrow.get("off", [0, 0]))
    return [solve(blend(previous, frame, share))[arrow["track"]] + offset for share in shares]


def draw_arrow(pen: Pen, path: list[Point], *, both: bool = False) -> None:
    """One outline with a white rim, so that it reads over the body and in black and white."""
    tip_turn = direction(_before_end(path), path[-1])
    shaft = _shorten(path)
    tail_turn = direction(_before_end(path[::-1]), path[0])
    if both:
        shaft = _shorten(shaft[::-1])[::-1]
    left, right = _sides(shaft)
    start = _head(path[0], tail_turn) if both else []
    outline = [
        *_corner(left[0]),
        *left[1:-1],
        *_corner(left[-1]),
        *_head(path[-1], tip_turn),
        *_corner(right[-1]),
    ]
    outline += [*reversed(right[1:-1]), *_corner(right[0]), *start]
    pen.see(path, HEAD_HALF + HALO)
    pen.blob(outline, "arrow", "halo", HALO)


def draw_highlight(pen: Pen, at: Point, radius: float) -> None:
    """Short rays around the part that works, for exercises in which nothing travels."""
    for turn in range(0, 360, 45):
        pen.stroke([at + polar(turn, radius), at + polar(turn, radius + 3)], "halo", 2.4)
        pen.stroke([at + polar(turn, radius), at + polar(turn, radius + 3)], "arrow", 1.3)


def _before_end(path: list[Point]) -> Point:
    """The last point that lies at least a head's length before the end."""
    return next((at for at in reversed(path) if abs(at - path[-1]) >= HEAD_LENGTH * 0.9), path[0])


def _shorten(path: list[Point]) -> list[Point]:
    """The path without the stretch that the head covers."""
    kept = [at for at in path if abs(at - path[-1]) >= HEAD_LENGTH * 0.9] or path[:1]
    return [*kept, path[-1] - polar(direction(_before_end(path), path[-1]), HEAD_LENGTH - 0.4)]


def _sides(shaft: list[Point]) -> tuple[list[Point], list[Point]]:
    left, right = [], []
    for index, at in enumerate(shaft):
        before, after = shaft[max(index - 1, 0)], shaft[min(index + 1, len(shaft) - 1)]
        normal = polar(direction(before, after) + 90, SHAFT)
        left.append(at + normal)
        right.append(at - normal)
    return left, right


def _head(tip: Point, turn: float) -> list[Point]:
    base = tip - polar(turn, HEAD_LENGTH)
    side = polar(turn + 90, HEAD_HALF)
    return [*_corner(base + side), *_corner(tip), *_corner(base - side)]


def _corner(at: Point) -> list[Point]:
    return [at, at]
