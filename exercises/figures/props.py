"""Scenery: each primitive prop is a small function in `PROPS` and may name the surfaces that bear weight.

Machines and furniture (`machines.py`) are built from these primitives.
"""

from collections.abc import Callable, Iterable
from typing import Any

from .geometry import Point, point
from .machines import MACHINES
from .pen import Pen

Item = dict[str, Any]
# A surface is a line with a thickness: start, end, distance from the line to the face.
Surface = tuple[Point, Point, float]
PROPS: dict[str, Callable[[Pen, Item], None]] = {}
MAT_DEPTH = 2.2


def prop(kind: str) -> Callable[[Callable[[Pen, Item], None]], Callable[[Pen, Item], None]]:
    """Register a primitive."""

    def register(drawer: Callable[[Pen, Item], None]) -> Callable[[Pen, Item], None]:
        PROPS[kind] = drawer
        return drawer

    return register


def primitives(items: Iterable[Item]) -> list[Item]:
    """The items with every machine taken apart into primitives."""
    found: list[Item] = []
    for item in items:
        found += primitives(MACHINES[item["kind"]](item)) if item["kind"] in MACHINES else [item]
    return found


def draw_props(pen: Pen, items: Iterable[Item]) -> None:
    """Draw scenery in the order given."""
    for item in primitives(items):
        PROPS[item["kind"]](pen, item)


def surfaces(items: Iterable[Item]) -> list[Surface]:
    """Everything in these items that can bear weight."""
    return [surface for item in primitives(items) for surface in _faces(item)]


def _faces(item: Item) -> list[Surface]:
    kind = item["kind"]
    if kind in ("floor", "mat"):
        height = item.get("y", 0)
        return [(complex(item["x"][0], height), complex(item["x"][1], height), 0)]
    faces = {"box": _box_faces, "wall": _wall_faces, "ball": _ball_faces, "pad": _pad_faces}
    faces |= {"plate": _plate_faces, "bar": _bar_faces, "mat3d": _mat3d_faces}
    return faces[kind](item) if kind in faces else []


def _box_faces(item: Item) -> list[Surface]:
    return _outline(_rectangle(item["x"], item["y"]))


def _wall_faces(item: Item) -> list[Surface]:
    return [(complex(item["x"], 0), complex(item["x"], item.get("h", 95)), 0)]


def _ball_faces(item: Item) -> list[Surface]:
    return [(point(item["at"]), point(item["at"]), item["r"])]


def _pad_faces(item: Item) -> list[Surface]:
    return [(point(item["a"]), point(item["b"]), item.get("w", 2.4))]


def _plate_faces(item: Item) -> list[Surface]:
    return _outline([point(pair) for pair in item["pts"]])


def _bar_faces(item: Item) -> list[Surface]:
    points = [point(pair) for pair in item["pts"]]
    return [(a, b, item.get("w", 2.2) / 2) for a, b in zip(points, points[1:], strict=False)]


def _mat3d_faces(item: Item) -> list[Surface]:
    # A mat in perspective bears weight anywhere between its near and its far edge.
    low, high = sorted(item["y"])
    return [(complex(item["x"][0], y), complex(item["x"][1], y), 0) for y in range(int(low), int(high) + 2)]


def _outline(corners: list[Point]) -> list[Surface]:
    return [(a, b, 0) for a, b in zip(corners, corners[1:] + corners[:1], strict=True)]


def _rectangle(x: list[float], y: list[float]) -> list[Point]:
    return [complex(x[0], y[0]), complex(x[1], y[0]), complex(x[1], y[1]), complex(x[0], y[1])]


@prop("floor")
def _floor(pen: Pen, item: Item) -> None:
    y = item.get("y", 0)
    pen.stroke([complex(item["x"][0], y - 0.4), complex(item["x"][1], y - 0.4)], "floor", 1.2)


@prop("mat")
def _mat(pen: Pen, item: Item) -> None:
    pen.block(_rectangle(item["x"], [-MAT_DEPTH, 0]), "mat", "frame")


@prop("mat3d")
def _mat3d(pen: Pen, item: Item) -> None:
    (x1, x2), (y1, y2) = item["x"], item["y"]
    pen.block([complex(x1, y1), complex(x2, y1), complex(x2 + 7, y2), complex(x1 - 7, y2)], "mat", "frame")


@prop("box")
def _box(pen: Pen, item: Item) -> None:
    pen.block(_rectangle(item["x"], item["y"]), item.get("fill", "wood"), "line")


@prop("wall")
def _wall(pen: Pen, item: Item) -> None:
    x, height = item["x"], item.get("h", 95)
    behind = item.get("side", -1) * 3.5
    pen.stroke([complex(x, 0), complex(x, height)], "floor", 1.6)
    for y in range(6, int(height), 9):
        pen.stroke([complex(x, y), complex(x + behind, y - abs(behind))], "floor", 0.6)


@prop("ball")
def _ball(pen: Pen, item: Item) -> None:
    pen.disc(point(item["at"]), item["r"], item.get("fill", "prop"))


@prop("pad")
def _pad(pen: Pen, item: Item) -> None:
    pen.bar([point(item["a"]), point(item["b"])], item.get("fill", "pad"), item.get("w", 2.4) * 2)


@prop("bar")
def _bar(pen: Pen, item: Item) -> None:
    width = item.get("w", 2.2)
    points = [point(pair) for pair in item["pts"]]
    if item.get("outline"):
        pen.bar(points, item.get("fill", "prop"), width)
    else:
        pen.stroke(points, item.get("fill", "frame"), width)


@prop("plate")
def _plate(pen: Pen, item: Item) -> None:
    pen.block([point(pair) for pair in item["pts"]], item.get("fill", "prop"))


@prop("hub")
def _hub(pen: Pen, item: Item) -> None:
    pen.disc(point(item["at"]), item.get("r", 2.6), item.get("fill", "prop"))


@prop("weight")
def _weight(pen: Pen, item: Item) -> None:
    """A weight plate seen flat on."""
    radius = item.get("r", 9)
    pen.disc(point(item["at"]), radius, "pad")
    pen.disc(point(item["at"]), radius * 0.62, "", "prop", 0.7)
    pen.disc(point(item["at"]), 1.5, "prop")


@prop("stack")
def _stack(pen: Pen, item: Item) -> None:
    foot = item.get("y", 0)
    for row in range(item.get("n", 7)):
        pen.block(_rectangle(item["x"], [foot + row * 3.2, foot + row * 3.2 + 2.6]), "prop", "frame")


@prop("dots")
def _dots(pen: Pen, item: Item) -> None:
    """A dashed line, for an imagined limit or a line of sight."""
    start, end = point(item["a"]), point(item["b"])
    steps = max(1, round(abs(end - start) / 5))
    for step in range(steps):
        first = start + (end - start) * (step / steps)
        pen.stroke(
            [first, first + (end - start) * (0.55 / steps)], item.get("fill", "floor"), item.get("w", 0.9)
        )


@prop("ring")
def _ring(pen: Pen, item: Item) -> None:
    """A circle around the spot to look at."""
    pen.disc(point(item["at"]), item.get("r", 9), "", "halo", 2.6)
    pen.disc(point(item["at"]), item.get("r", 9), "", "arrow", 1.4)
