"""Things held by or fastened to the body: each kind is a small function in `HELD`, listed with its usual layer."""

from collections.abc import Callable
from typing import Any

from .body import Frame, Pose
from .geometry import Point, point, polar
from .outline import heading
from .pen import Pen

Item = dict[str, Any]
Drawer = Callable[[Pen, Pose, Item, Point], None]
LAYERS = ("back", "mid", "front")
# A dark weight or band before dark shorts is told apart by a light edge, in grey as well.
EDGE = "halo", 1.9
HELD: dict[str, tuple[str, Drawer]] = {}


def draw_held(pen: Pen, pose: Pose, frame: Frame, layer: str) -> None:
    """Draw what this frame holds in this layer: behind the body, under the near arm, or in front of all."""
    for item in frame.get("hold", []):
        usual, drawer = HELD[item["kind"]]
        if item.get("layer", usual) == layer:
            drawer(pen, pose, item, start_of(pose, item))
    if layer == "front":
        for item in frame.get("hold", []):
            if item["kind"] == "barbell":
                pen.disc(start_of(pose, item), 1.7, "prop")


def start_of(pose: Pose, item: Item) -> Point:
    """Where the thing sits: its point on the body and an offset."""
    return pose.named(item["at"]) + point(item.get("off", [0, 0]))


def end_of(pose: Pose, item: Item) -> Point:
    """Where a band, strap or cable ends: on the body or at a point in the room."""
    return pose.named(item["to"]) + point(item.get("off2", [0, 0]))


def held(kind: str, layer: str = "mid") -> Callable[[Drawer], Drawer]:
    """Register a kind of thing to hold."""

    def register(drawer: Drawer) -> Drawer:
        HELD[kind] = (layer, drawer)
        return drawer

    return register


@held("kettlebell")
def _kettlebell(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    # Hangs from the hand, or points where `dir` says.
    down = polar(item.get("dir", -90))
    handle = [(-1.6, -2.9), (0.4, -3.4), (1.2, 0), (0.4, 3.4), (-1.6, 2.9)]
    pen.stroke(
        [at - complex(1.5, 0) * down + complex(-y + 2, x) * down for y, x in handle], "load", 2, smooth=True
    )
    pen.disc(at + down * 5.4, 4.9, "load", *EDGE)
    pen.disc(at + down * 5.4, 4.9, "load")


@held("dumbbell")
def _dumbbell(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    along = polar(item.get("dir", 0))
    pen.stroke([at - along * 4, at + along * 4], "load", 1.8)
    for end in (-4.9, 4.9):
        corners = [(-1.6, -3.2), (1.6, -3.2), (1.6, 3.2), (-1.6, 3.2)]
        outline = [at + along * (end + complex(x, y)) for x, y in corners]
        pen.block(outline, "load", *EDGE)
        pen.block(outline, "load")


@held("barbell", "back")
def _barbell(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    # Plates lie behind the body and only the end of the bar in front, so that face and shoulder stay visible.
    radius = item.get("r", 9.5)
    pen.disc(at, radius, "pad")
    pen.disc(at, radius * 0.62, "", "prop", 0.7)


@held("barbell_end", "mid")
def _barbell_end(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    pen.disc(at, item.get("r", 8), "prop")
    pen.disc(at, 1.6, "load", "")


@held("bar_tip", "front")
def _bar_tip(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    pen.disc(at, item.get("r", 1.7), "prop")


@held("roller")
def _roller(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    pen.disc(at, item.get("r", 3.6), "pad")
    pen.disc(at, 1, "prop", "")


@held("band")
def _band(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    ends, width = [at, end_of(pose, item)], item.get("w", 2.2)
    if str(item["to"]).endswith(".knee"):
        # A loop round both thighs lies at the hem of dark shorts.
        pen.stroke(ends, EDGE[0], width + EDGE[1])
    pen.bar(ends, "band", width)


@held("cable")
def _cable(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    pen.stroke([at, end_of(pose, item)], "load", item.get("w", 0.9))


@held("pole")
def _pole(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A stick, a landmine bar or a dowel: to an end point and `above` beyond the hand, or through it along `dir`."""
    along = heading(end_of(pose, item), at) if "to" in item else polar(item.get("dir", 90))
    low = end_of(pose, item) if "to" in item else at - along * item.get("below", 20)
    pen.bar(
        [low, at + along * item.get("above", 3 if "to" in item else 20)],
        item.get("fill", "prop"),
        item.get("w", 2.4),
    )


@held("cushion")
def _cushion(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A machine pad leaning on the body: a thick short bar along `dir`, or from one point to another."""
    half = polar(item.get("dir", 0), item.get("half", 4))
    ends = [at, end_of(pose, item)] if "to" in item else [at - half, at + half]
    pen.bar(ends, item.get("fill", "pad"), item.get("w", 5))


@held("strap")
def _strap(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A cuff, belt or strap around a limb or the hips: a short band across at `dir`."""
    half = polar(item.get("dir", 0), item.get("half", 4))
    pen.bar([at - half, at + half], item.get("fill", "load"), item.get("w", 2.6))


@held("trap_bar", "back")
def _trap_bar(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A hexagonal frame around the person, its handles above the bar; the plates lie behind the body."""
    bar = at - complex(0, item.get("drop", 3))
    radius = item.get("r", 13)
    pen.disc(bar, radius, "pad")
    pen.disc(bar, radius * 0.62, "", "prop", 0.7)
    pen.bar([bar - 19, bar + 19], "prop", 2.4)
    pen.bar([bar - 5, at - 5, at + 5, bar + 5], "prop", 2)


@held("barbell_front", "front")
def _barbell_front(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A barbell seen along the line of sight of the front view: bar across, plates edge-on."""
    half, radius = item.get("half", 40), item.get("r", 12)
    pen.bar([at - half, at + half], "prop", 2)
    for side in (-1, 1):
        for out, tall in ((half - 9, radius), (half - 5, radius * 0.8)):
            middle = at + side * out
            corners = [middle + complex(x, y * tall) for x, y in ((-1.6, -1), (1.6, -1), (1.6, 1), (-1.6, 1))]
            pen.block(corners, "pad")


@held("dumbbell_end", "front")
def _dumbbell_end(pen: Pen, pose: Pose, item: Item, at: Point) -> None:
    """A dumbbell that points at the viewer."""
    pen.disc(at - complex(0, 1), item.get("r", 4.6), "load")
    pen.disc(at - complex(0, 1), 1.4, "prop", "")
