"""Movement arrows and highlights: what moves, which way, and where to work."""

from collections.abc import Callable
from typing import Any

from .body import Frame, Pose
from .geometry import Point, blend, direction, point, polar
from .pen import Pen

SHAFT, HEAD_LENGTH, HEAD_HALF, HALO = 2.0, 7.0, 5.0, 1.0
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


def draw_arrow(pen: Pen, path: list[Point], *, size: float = 1, both: bool = False) -> None:
    """One outline with a white rim, so that it reads over the body and in black and white."""
    length = HEAD_LENGTH * size
    shaft = _shorten(path, length)
    if both:
        shaft = _shorten(shaft[::-1], length)[::-1]
    left, right = _sides(shaft, SHAFT * size)
    outline = [*_corner(left[0]), *left[1:-1], *_corner(left[-1]), *_head(path, size)]
    outline += [*_corner(right[-1]), *reversed(right[1:-1]), *_corner(right[0])]
    outline += _head(path[::-1], size) if both else []
    pen.see(path, HEAD_HALF * size + HALO)
    pen.blob(outline, "arrow", "halo", HALO)


def draw_highlight(pen: Pen, at: Point, radius: float) -> None:
    """Short rays around the part that works, for exercises in which nothing travels."""
    for turn in range(0, 360, 45):
        pen.stroke([at + polar(turn, radius), at + polar(turn, radius + 3)], "halo", 2.4)
        pen.stroke([at + polar(turn, radius), at + polar(turn, radius + 3)], "arrow", 1.3)


def _before_end(path: list[Point], length: float) -> Point:
    """The last point that lies at least a head's length before the end."""
    return next((at for at in reversed(path) if abs(at - path[-1]) >= length * 0.9), path[0])


def _shorten(path: list[Point], length: float) -> list[Point]:
    """The path without the stretch that the head covers."""
    kept = [at for at in path if abs(at - path[-1]) >= length * 0.9] or path[:1]
    end = path[-1] - polar(direction(_before_end(path, length), path[-1]), length - 0.4)
    if len(kept) > 1 and abs(kept[-1] - end) < length * 0.4:
        # A corner just behind the head would pinch the shaft of a short arrow in two.
        kept.pop()
    return [*kept, end]


def _sides(shaft: list[Point], half: float) -> tuple[list[Point], list[Point]]:
    left, right = [], []
    for index, at in enumerate(shaft):
        before, after = shaft[max(index - 1, 0)], shaft[min(index + 1, len(shaft) - 1)]
        normal = polar(direction(before, after) + 90, half)
        left.append(at + normal)
        right.append(at - normal)
    return left, right


def _head(path: list[Point], size: float) -> list[Point]:
    tip, turn = path[-1], direction(_before_end(path, HEAD_LENGTH * size), path[-1])
    base = tip - polar(turn, HEAD_LENGTH * size)
    side = polar(turn + 90, HEAD_HALF * size)
    return [*_corner(base + side), *_corner(tip), *_corner(base - side)]


def _corner(at: Point) -> list[Point]:
    return [at, at]
