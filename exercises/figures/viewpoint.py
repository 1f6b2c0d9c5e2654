"""From where a picture is seen, read from its spec, so that words can say what a flat drawing leaves open."""

from .body import Pose
from .geometry import Point, point
from .props import Item, primitives
from .render import Spec, merged_frames, solve

MAT = "mat"
# The tip of a shoe may stand out over the edge of the mat.
EDGE = 2.0


def is_seen_from_above(spec: Spec) -> bool:
    """Tell whether the figure lies, in every frame, on a mat drawn as a plate: seen from above.

    Without that word a person on such a mat is taken for one who stands in front of a wall.
    """
    return all(
        any(
            _holds(plate, solve(spec, frame))
            for plate in _mats(spec.get("props", []) + frame.get("props", []))
        )
        for frame in merged_frames(spec)
    )


def _mats(items: list[Item]) -> list[list[Point]]:
    """Return the corners of each plate that is filled like a mat; a mat seen from its edge is no plate."""
    return [
        [point(pair) for pair in item["pts"]]
        for item in primitives(items)
        if item["kind"] == "plate" and item.get("fill") == MAT
    ]


def _holds(corners: list[Point], pose: Pose) -> bool:
    across, along = [corner.real for corner in corners], [corner.imag for corner in corners]
    return all(
        min(across) - EDGE <= at.real <= max(across) + EDGE
        and min(along) - EDGE <= at.imag <= max(along) + EDGE
        for at in pose.points.values()
    )
