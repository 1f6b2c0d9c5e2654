"""The shapes of the figure: width profiles of its parts and the outlines of head, hair and shoe, in body units."""

from collections.abc import Sequence

from .geometry import Point, polar

# Profiles run down the limb; left is the front of a leg and the inside of the elbow.
TRUNK_LOW = [(-0.1, 6.0, 5.6), (0.5, 5.5, 5.9), (1, 5.7, 6.2)]
TRUNK_HIGH = [(0.3, 6.6, 6.7), (0.65, 7.2, 6.7), (0.95, 5.9, 4.9), (1.08, 3.6, 3.2)]
SHORTS_TOP = [(0, 6.1, 5.9), (0.5, 6.1, 6.9), (1, 6.0, 7.0)]
SHORTS_LEG = [(0.18, 6.1, 6.8), (0.55, 5.9, 6.0), (1, 5.5, 5.3)]
THIGH_SKIN = [(0.4, 4.9, 4.9), (0.8, 4.5, 4.4), (1, 4.1, 3.8)]
SHANK_SKIN = [(0.1, 3.9, 3.7), (0.3, 3.4, 4.7), (0.55, 2.9, 4.1), (0.85, 2.3, 2.5), (1, 2.4, 2.5)]
UPPER_ARM_SKIN = [(0.3, 2.9, 2.9), (0.8, 2.9, 2.7), (1, 2.8, 2.7)]
FOREARM_SKIN = [(0.2, 2.9, 2.9), (0.45, 2.7, 2.6), (0.85, 2.0, 1.9), (1, 2.0, 1.9)]
OPEN_HAND = [
    (0.3, 2.1, 2.0),
    (0.75, 4.1, 2.3),
    (1.1, 3.7, 2.4),
    (1.2, 2.3, 2.3),
    (1.8, 2.0, 2.1),
    (2.1, 1.4, 1.6),
]
FIST = [(0.2, 2.2, 2.1), (0.7, 3.0, 2.7), (1.4, 3.1, 2.6)]
SLEEVE = [(0, 3.7, 3.9), (0.4, 3.7, 3.7), (1, 3.7, 3.5)]
SLEEVE_SHARE, SHORTS_SHARE, WAISTBAND = 0.52, 0.62, 6.5

# Shoe in side view: x towards the toes, y up, from the ankle joint.
SHOE = [
    (-3.2, 2.2),
    (-3.2, 2.2),
    (3.1, 2.2),
    (3.1, 2.2),
    (4.6, -0.3),
    (8, -0.7),
    (12.2, -1.2),
    (12, -4.1),
    (11.2, -4.1),
]
SHOE += [(-4.1, -4.1), (-4.1, -4.1), (-4.6, -2), (-3.4, 0)]
SOLE = [(-4.1, -3.8), (7.2, -3.8), (11.3, -3.8)]
SHOE_FRONT = [
    (-2.4, 1.9),
    (-2.4, 1.9),
    (2.4, 1.9),
    (2.4, 1.9),
    (3.6, -1),
    (4.9, -3.9),
    (4.6, -4.1),
    (-3.2, -4.1),
]
SHOE_FRONT += [(-3.4, -3.9), (-2.9, -1)]

# Head in side view: x towards the face, y to the crown, from the middle of the head.
FACE = [
    (2.6, -13),
    (2.4, -9.5),
    (2.5, -7),
    (5.2, -7.6),
    (6.4, -5.4),
    (5.6, -3.4),
    (6.6, -2.6),
    (8.3, -1.8),
    (6.6, 0.8),
]
FACE += [(6.3, 3), (5.6, 7), (0, 8.4), (-6, 6.6), (-7.2, 0), (-4.6, -4.6), (-3.6, -8), (-3.8, -13)]
HAIR = [
    (6.2, 4.2),
    (6.2, 4.2),
    (6.6, 7.6),
    (2, 9.4),
    (-5.2, 8.4),
    (-8.2, 4),
    (-7.9, -2.4),
    (-6.2, -5.2),
    (-4.2, -5),
]
HAIR += [(-3.2, -2.4), (-2.2, 1.6), (-0.3, 0.6), (0.6, 3.6), (3, 4.6)]
EAR, EYE, MOUTH = (-1.2, -1), (3.9, 0.7), [(3.6, -3.7), (4.6, -5), (6, -4.4)]
FACE_FRONT = [
    (0, 8.2),
    (5.4, 7.2),
    (6.6, 1),
    (6, -4),
    (2.4, -7.4),
    (-2.4, -7.4),
    (-6, -4),
    (-6.6, 1),
    (-5.4, 7.2),
]
NECK_FRONT = [(-2.9, -4), (2.9, -4), (3, -12), (-3, -12)]
HAIR_FRONT = [
    (-6.4, -1.6),
    (-7.6, 0),
    (-7.6, 6),
    (-3.6, 9.8),
    (3.6, 9.8),
    (7.6, 6),
    (7.6, 0),
    (6.4, -1.6),
    (6, 2.6),
]
HAIR_FRONT += [(2.6, 4.8), (-1.8, 5.2), (-5.6, 3.4)]
HAIR_BEHIND = [
    (-6.4, -3.4),
    (-7.6, 0),
    (-7.6, 6),
    (-3.6, 9.8),
    (3.6, 9.8),
    (7.6, 6),
    (7.6, 0),
    (6.4, -3.4),
    (2, -5),
]
HAIR_BEHIND += [(-2, -5)]
EYES_FRONT, MOUTH_FRONT = [(-2.4, 0), (2.4, 0)], [(-1.7, -3.7), (0, -4.5), (1.7, -3.7)]

Shape = Sequence[tuple[float, float]]


def placed(shape: Shape, at: Point, ahead: float, mirror: int = 1) -> list[Point]:
    """A shape put at a point, its x axis turned to this direction; mirror -1 flips it about its y axis."""
    turn = polar(ahead)
    return [at + complex(x * mirror, y) * turn for x, y in shape]
