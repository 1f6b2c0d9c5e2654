"""Furniture and gym machines, each a small function that builds a thing from primitive props."""

import math
from collections.abc import Callable
from typing import Any

Item = dict[str, Any]
Pair = list[float]
MACHINES: dict[str, Callable[[Item], list[Item]]] = {}


def machine(kind: str) -> Callable[[Callable[[Item], list[Item]]], Callable[[Item], list[Item]]]:
    """Register a machine."""

    def register(builder: Callable[[Item], list[Item]]) -> Callable[[Item], list[Item]]:
        MACHINES[kind] = builder
        return builder

    return register


def _tube(*points: Pair, w: float = 2.6, fill: str = "frame") -> Item:
    return {"kind": "bar", "pts": list(points), "w": w, "fill": fill}


def _pad(start: Pair, end: Pair, w: float = 3) -> Item:
    return {"kind": "pad", "a": start, "b": end, "w": w}


def _beside(at: Pair, turn: float, ahead: float, across: float = 0) -> Pair:
    """A pair reached from `at` by going ahead and to the left in a frame turned to this direction."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return [at[0] + c * ahead - s * across, at[1] + s * ahead + c * across]


@machine("bench")
def _bench(item: Item) -> list[Item]:
    (left, right), height = item["x"], item["h"]
    legs = [_tube([x, height - 3], [x, 1], w=2) for x in (left + 4, right - 4)]
    return [*legs, _pad([left + 2, height - 2.2], [right - 2, height - 2.2], 2.2)]


@machine("chair")
def _chair(item: Item) -> list[Item]:
    """A kitchen chair: `x` back edge, `h` seat height, `depth`, `side` 1 when it opens to the right, `arms`."""
    x, height, side = item["x"], item["h"], item.get("side", 1)
    front = x + side * item.get("depth", 24)
    back_height = height + item.get("back", 34)
    parts = [
        _tube([x, 0.8], [x - side * 1.5, back_height]),
        _tube([front - side * 2, 0.8], [front - side * 2, height]),
    ]
    parts.append({"kind": "box", "x": sorted([x, front]), "y": [height - 3, height]})
    if item.get("arms"):
        rest = height + 15
        parts.append(_tube([x, rest], [front - side * 2, rest], [front - side * 2, height]))
    return parts


@machine("rail")
def _rail(item: Item) -> list[Item]:
    """A hand rail seen end on: a post at `x`, `h` high, with a short grip across its top. A chair is drawn as one."""
    x, height = item["x"], item["h"]
    grip = [x - 4, height], [x + 4, height]
    return [_tube([x, 0.8], [x, height]), _tube([x - 5, 0.8], [x + 5, 0.8]), _tube(*grip, w=3)]


@machine("post")
def _post(item: Item) -> list[Item]:
    """A fixed post to tie a band to."""
    return [_tube([item["x"], 0], [item["x"], item.get("h", 60)], w=item.get("w", 4))]


@machine("rack")
def _rack(item: Item) -> list[Item]:
    """A squat rack from the side: one upright with a hook or safety pins at `pins`."""
    x, height = item["x"], item.get("h", 92)
    parts = [_tube([x - 9, 1], [x + 9, 1]), _tube([x, 1], [x, height], w=3.2)]
    if "pins" in item:
        reach = item.get("reach", -14)
        parts.append(_tube([x, item["pins"]], [x + reach, item["pins"]], w=2.4))
    return parts


@machine("cable_column")
def _cable_column(item: Item) -> list[Item]:
    """A cable machine: a weight stack between posts with a pulley at height `y` on the side `dir`."""
    x, side, height = item["x"], item.get("side", -1), item.get("h", 88)
    far = x - side * 12
    return [
        _tube([x, 1], [x, height], [far, height], [far, 1]),
        _tube([x + side * 5, 1], [far - side * 5, 1]),
        {"kind": "stack", "x": sorted([x - side * 2.4, far + side * 2.4]), "n": 8, "y": 2.4},
        _tube([(x + far) / 2, 28], [(x + far) / 2, height], w=0.9, fill="load"),
        {"kind": "hub", "at": [x + side * 2, item["y"]], "r": 2.8},
    ]


@machine("leg_press")
def _leg_press(item: Item) -> list[Item]:
    """A seated leg press with the foot plate at `at`, its face towards the soles that point along `tilt`."""
    at, tilt, low = item["at"], item.get("tilt", 75), item.get("low", -11)
    plate = [
        _beside(at, tilt, along, -deep) for along, deep in ((low, 0.2), (22, 0.2), (22, 3.4), (low, 3.4))
    ]
    carriage = [at[0] + 8, 13]
    return [
        _tube([-34, 1], [67, 1]),
        _tube([-3, 1], [-3, 20], w=3),
        _tube([-34, 1], [-24, 38], w=3),
        _tube([30, 13], [65, 13], w=2),
        _tube([65, 1], [65, 13]),
        _pad([-5, 21.5], [9, 21.5]),
        _pad([-10.5, 27], [-35, 51.5]),
        {"kind": "plate", "pts": plate},
        _tube(_beside(at, tilt, -2, -3.6), carriage),
        {"kind": "hub", "at": carriage, "r": 2},
    ]


@machine("lever_chair")
def _lever_chair(item: Item) -> list[Item]:
    """A seated machine whose lever turns about the knee; `lever` is the knee angle it follows."""
    pivot, turn = [24.5, 36], -item["lever"]
    tip = _beside(pivot, turn, 20.5)
    return [
        _tube([-22, 1], [46, 1]),
        _tube([4, 1], [4, 24], w=3),
        _tube([-9, 32], [-16, 1], w=3),
        _pad([-6, 27], [15, 27]),
        _pad([-10.2, 33], [-18, 66]),
        _tube([4, 26], [9, 12], [26, 10], w=2),
        _tube(pivot, _beside(tip, turn, 0, item.get("across", -5.5)), w=2.4),
    ]


@machine("curl_bench")
def _curl_bench(item: Item) -> list[Item]:
    """A prone leg-curl bench, head to the right: knees at `knee`, `lever` is the knee angle it follows."""
    knee, turn = item["knee"], 180 - item["lever"]
    height = knee[1] - 8
    end = knee[0] + 5
    return [
        _tube([end - 14, 1], [end + 66, 1]),
        _tube([end + 6, 1], [end + 6, height], w=3),
        _tube([end + 56, 1], [end + 56, height], w=3),
        _pad([end, height], [end + 66, height]),
        _tube([end, height - 1], knee, _beside(knee, turn, 21, -6), w=2.4),
    ]


@machine("roman_chair")
def _roman_chair(item: Item) -> list[Item]:
    """A 45-degree back extension bench for a person whose soles stand at `sole` and whose legs rise to the right."""
    sole, slope = item["sole"], item.get("slope", 45)
    pad = _beside(sole, slope, 40, -9.5)
    return [
        _tube([sole[0] - 8, 1], [pad[0] + 14, 1]),
        _tube(_beside(sole, slope, -4, -12), pad, w=3),
        _tube(pad, [pad[0] + 6, 1], w=3),
        _tube(_beside(sole, slope, -2, -10), [sole[0] + 2, 1], w=3),
        {
            "kind": "plate",
            "pts": [_beside(sole, slope, a, b) for a, b in ((0, 6), (0, -13), (-3, -13), (-3, 6))],
        },
        _pad(_beside(sole, slope, 34, -9.4), _beside(sole, slope, 46, -9.4), 3.4),
        _tube(_beside(sole, slope, -2, 4), _beside(sole, slope, 4, 9), w=2),
        {"kind": "hub", "at": _beside(sole, slope, 6, 6.4), "r": 3.4, "fill": "pad"},
    ]


@machine("knee_rollers")
def _knee_rollers(item: Item) -> list[Item]:
    """A glute-ham bench: a round pad under the knees at `knee`, a foot plate and ankle rollers behind it."""
    x, y = item["knee"]
    return [
        _tube([x - 34, 1], [x + 16, 1]),
        _tube([x + 2, 1], [x + 2, y - 8], w=3.4),
        _tube([x - 28, 1], [x - 30, y + 4], w=3),
        _tube([x - 30, y - 12], [x + 2, y - 12], w=2.4),
        {
            "kind": "plate",
            "pts": [[x - 31.5, y - 16], [x - 28.6, y - 16], [x - 28.6, y + 6], [x - 31.5, y + 6]],
        },
        {"kind": "hub", "at": [x - 22, y - 6.2], "r": 3.4, "fill": "pad"},
        {"kind": "hub", "at": [x - 22, y + 6.2], "r": 3.4, "fill": "pad"},
        {"kind": "hub", "at": [x + 3, y - 11], "r": 7, "fill": "pad"},
    ]


@machine("step")
def _step(item: Item) -> list[Item]:
    """An aerobics step: a low board on two feet."""
    (left, right), height = item["x"], item["h"]
    feet = [
        {"kind": "box", "x": [x, x + 5], "y": [0, height - 3], "fill": "pad"} for x in (left + 2, right - 7)
    ]
    return [*feet, {"kind": "box", "x": [left, right], "y": [height - 3, height], "fill": "prop"}]


@machine("sled")
def _sled(item: Item) -> list[Item]:
    """A weight sled: runners from `x`, posts on the `side` towards the person, weight plates between."""
    x, side, height = item["x"], item.get("side", -1), item.get("h", 62)
    far = x - side * 28
    return [
        _tube([x - side * 14, 3], [x - side * 14, 26]),
        {"kind": "box", "x": sorted([x - side * 7, x - side * 21]), "y": [6, 10], "fill": "pad"},
        {"kind": "box", "x": sorted([x - side * 7, x - side * 21]), "y": [10.6, 14.6], "fill": "pad"},
        _tube([x + side * 3, 5], [x, 1.6], [far, 1.6], [far - side * 3, 5], w=3.2),
        _tube([x - side * 2, 3], [x - side * 2, height], w=3),
    ]
