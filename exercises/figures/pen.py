"""The pen: writes compact SVG shapes and remembers how far they reach.

One body unit is ten SVG units and every control point falls on an even number, so that the curves need no decimals:
a closed curve is a uniform quadratic B-spline, whose `t` commands reflect the last control point without any drift.
"""

from collections.abc import Iterable, Sequence

from .geometry import Point
from .palette import Palette

SCALE = 10
LINE = 0.7
Curve = Sequence[Point]


class Pen:
    """Collects the shapes of one frame."""

    def __init__(self, palette: Palette) -> None:
        self.colours = palette
        self.shapes: list[str] = []
        self.low, self.high = complex(1e9, 1e9), complex(-1e9, -1e9)

    def see(self, points: Iterable[Point], margin: float = 0) -> None:
        """Make room in the picture for these points."""
        for at in points:
            self.low = complex(min(self.low.real, at.real - margin), min(self.low.imag, at.imag - margin))
            self.high = complex(max(self.high.real, at.real + margin), max(self.high.imag, at.imag + margin))

    def blob(self, curve: Curve, fill: str, line: str = "line", width: float = LINE) -> None:
        """A closed smooth shape with an outline; a point given twice makes a corner."""
        self.see(curve)
        self._path(_closed_curve(curve), fill, line, width)

    def block(self, corners: Curve, fill: str, line: str = "line", width: float = LINE) -> None:
        """A closed straight-edged shape with an outline."""
        self.see(corners)
        self._path(_polyline(corners) + "z", fill, line, width)

    def stroke(self, points: Curve, colour: str, width: float, *, smooth: bool = False) -> None:
        """An open line."""
        self.see(points, width / 2)
        self._path(
            _open_curve(points) if smooth and len(points) > 2 else _polyline(points), "", colour, width
        )

    def bar(self, points: Curve, fill: str, width: float) -> None:
        """An open line with an outline of its own, such as a tube."""
        self.stroke(points, "line", width + LINE)
        self._path(_polyline(points), "", fill, width - LINE)

    def disc(self, at: Point, radius: float, fill: str, line: str = "line", width: float = LINE) -> None:
        """A circle."""
        self.see([at], radius)
        x, y = _grid(at)
        self.shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{radius * SCALE:.0f}"{self._paint(fill, line, width)}/>'
        )

    def _path(self, data: str, fill: str, line: str, width: float) -> None:
        self.shapes.append(f'<path d="{data}"{self._paint(fill, line, width)}/>')

    def _paint(self, fill: str, line: str, width: float) -> str:
        # Fill none, the outline colour and its width are set once for the whole picture.
        paint = f' fill="{self.colours[fill]}"' if fill else ""
        if not line or width <= 0:
            return paint + ' stroke="none"'
        if line != "line":
            paint += f' stroke="{self.colours[line]}"'
        return paint + (f' stroke-width="{width * SCALE:.0f}"' if width != LINE else "")


def _grid(at: Point) -> tuple[int, int]:
    return round(at.real * SCALE / 2) * 2, -round(at.imag * SCALE / 2) * 2


def _step(dx: int, dy: int) -> str:
    return f"{dx}{'' if dy < 0 else ' '}{dy}"


def _polyline(points: Curve) -> str:
    grid = [_grid(at) for at in points]
    data = "M" + _step(*grid[0]) + "l"
    steps = [_step(x - px, y - py) for (px, py), (x, y) in zip(grid, grid[1:], strict=False)]
    return data + _join(steps)


def _join(steps: Iterable[str]) -> str:
    data = ""
    for step in steps:
        data += step if not data or step.startswith("-") else " " + step
    return data


def _closed_curve(curve: Curve) -> str:
    grid = [_grid(at) for at in curve]
    middles = [_middle(a, b) for a, b in zip(grid, grid[1:] + grid[:1], strict=True)]
    start = middles[-1]
    return "M" + _step(*start) + _spline(grid[0], start, middles) + "z"


def _open_curve(curve: Curve) -> str:
    grid = [_grid(at) for at in curve]
    middles = [_middle(a, b) for a, b in zip(grid[1:-1], grid[2:-1], strict=False)] + [grid[-1]]
    return "M" + _step(*grid[0]) + _spline(grid[1], grid[0], middles)


def _spline(control: tuple[int, int], start: tuple[int, int], ends: list[tuple[int, int]]) -> str:
    steps = [_step(x - px, y - py) for (px, py), (x, y) in zip([start, *ends], ends, strict=False)]
    first = _join([_step(control[0] - start[0], control[1] - start[1]), steps[0]])
    return f"q{first}" + (f"t{_join(steps[1:])}" if steps[1:] else "")


def _middle(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return (a[0] + b[0]) // 2, (a[1] + b[1]) // 2
