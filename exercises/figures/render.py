"""Turns a pose spec into SVG: one picture per frame, all frames of a figure at one scale."""

from dataclasses import dataclass
from typing import Any

from . import body, body_front, draw_front, draw_side
from .arrows import Solver, arrow_path, draw_arrow, draw_highlight
from .body import Frame, Pose
from .palette import PALETTES
from .pen import LINE, SCALE, Pen
from .props import draw_props

Spec = dict[str, Any]
MARGIN = 2
ARROW_WIDTH, MOST_ARROW = 80, 1.35


@dataclass(frozen=True)
class FrameSvg:
    """One frame: its SVG, and the width of the picture divided by its height."""

    svg: str
    aspect: float


def frames(spec: Spec, palette: str = "colour") -> list[FrameSvg]:
    """Draw every frame; HTML captions them in any language and lays them out in either reading direction."""
    pens = _draw(spec, palette)
    low, high = _extent(pens)
    size = high - low
    opening = _opening(low, high, pens[0])
    return [
        FrameSvg(f"{opening}{''.join(pen.shapes)}</svg>", round(size.real / size.imag, 3)) for pen in pens
    ]


def render(spec: Spec, palette: str = "colour", gap: float = 8) -> str:
    """Draw all frames side by side in one SVG, for contact sheets and previews."""
    pens = _draw(spec, palette)
    low, high = _extent(pens)
    stride = high.real - low.real + gap
    groups = "".join(
        f'<g transform="translate({stride * index * SCALE:.0f} 0)">{"".join(pen.shapes)}</g>'
        for index, pen in enumerate(pens)
    )
    return f"{_opening(low, high + stride * (len(pens) - 1), pens[0])}{groups}</svg>"


def merged_frames(spec: Spec) -> list[Frame]:
    """The frames, each with what the spec says once for all of them."""
    return [{**spec.get("base", {}), **frame} for frame in spec["frames"]]


def solve(spec: Spec, frame: Frame) -> Pose:
    """Place the body of one merged frame."""
    pose: Pose = _view(spec)[0].solve(frame)
    return pose


def _view(spec: Spec) -> Any:
    return (body, draw_side) if spec.get("view", "side") == "side" else (body_front, draw_front)


def _draw(spec: Spec, palette: str) -> list[Pen]:
    solver, drawing = _view(spec)
    merged, pens = merged_frames(spec), []
    for frame in merged:
        pen = Pen(PALETTES[palette])
        draw_props(pen, spec.get("props", []) + frame.get("props", []))
        drawing.draw(pen, solver.solve(frame), {**frame, "seen_from": spec.get("view", "side")})
        draw_props(pen, frame.get("over", []))
        pens.append(pen)
    low, high = _extent(pens)
    # A wide picture is printed smaller, so its arrows are drawn larger.
    size = min(MOST_ARROW, max(1, (high - low).real / ARROW_WIDTH))
    for index, (frame, pen) in enumerate(zip(merged, pens, strict=True)):
        _mark(pen, merged[index - 1], frame, solver.solve, size)
    return pens


def _mark(pen: Pen, previous: Frame, frame: Frame, solve_frame: Solver, size: float) -> None:
    """Add what is no part of the scene: where to work and what moves which way."""
    pose = solve_frame(frame)
    for mark in frame.get("highlight", []):
        draw_highlight(pen, pose.named(mark["at"]) + complex(*mark.get("off", (0, 0))), mark.get("r", 5))
    for arrow in frame.get("arrows", []):
        path = arrow_path(arrow, previous, frame, solve_frame)
        draw_arrow(pen, path, size=size, both=arrow.get("both", False))


def _extent(pens: list[Pen]) -> tuple[complex, complex]:
    low = complex(min(pen.low.real for pen in pens) - MARGIN, min(pen.low.imag for pen in pens) - MARGIN)
    high = complex(max(pen.high.real for pen in pens) + MARGIN, max(pen.high.imag for pen in pens) + MARGIN)
    return low, high


def _opening(low: complex, high: complex, pen: Pen) -> str:
    box = f"{low.real * SCALE:.0f} {-high.imag * SCALE:.0f} {(high - low).real * SCALE:.0f} {(high - low).imag * SCALE:.0f}"
    paint = f'fill="none" stroke="{pen.colours["line"]}" stroke-width="{LINE * SCALE:.0f}"'
    caps = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {paint} {caps}>'
