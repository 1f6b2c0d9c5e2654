"""The boxes to tick on one training day, drawn as one picture: hundreds of them as text would be half of the layout."""

from dataclasses import dataclass
from functools import lru_cache

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from programs.handouts.figures import Picture
from programs.handouts.shaping import glyphs

GAP, LINE, MARGIN = 0.6, 0.3, 0.7
# Pictures are measured in CSS pixels.
PIXELS = 96 / 25.4


@dataclass(frozen=True)
class Box:
    """The size of one box and of the em of its label, in mm."""

    width: float
    height: float
    letters: float


# Nine millimetres and more is what a shaky hand can hit; in large print as many stay free below the label.
# The labels are 12 and 18 points, like the words around them.
BOXES = {"standard": Box(9.2, 9.05, 4.23), "large": Box(13.2, 14.2, 6.35)}


# Most days of a plan have the same boxes, and drawing their letters is the dear part.
@lru_cache(maxsize=64)
def tick_boxes(labels, *, per_row, size, is_rtl, words):
    """Return one picture of all boxes, `per_row` in a row; in a script that runs right to left the first is on the right.

    An empty label leaves its place free, so that an exercise has the same place on every day.
    """
    box, columns = BOXES[size], min(per_row, len(labels))
    rows = -(-len(labels) // columns)
    width, height = columns * (box.width + GAP), rows * (box.height + GAP)
    em = _em(labels, box)
    squares, letters = [], []
    for index, label in enumerate(labels):
        if not label:
            continue
        row, column = divmod(index, columns)
        x = (columns - 1 - column if is_rtl else column) * (box.width + GAP) + GAP / 2
        y = row * (box.height + GAP) + GAP / 2
        squares.append(
            f"M{x * PIXELS:.2f} {y * PIXELS:.2f}h{box.width * PIXELS:.2f}v{box.height * PIXELS:.2f}h-{box.width * PIXELS:.2f}z"
        )
        # Where one begins to read: at the side of the box on which the first one stands.
        start = x + box.width - MARGIN - _width(label) * em if is_rtl else x + MARGIN
        letters.append(_label(label, start, y + MARGIN / 2 + em * 0.8, em))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * PIXELS:.2f} {height * PIXELS:.2f}" '
        f'width="{width * PIXELS:.2f}" height="{height * PIXELS:.2f}">'
        f'<path d="{"".join(squares)}" fill="none" stroke="#000000" stroke-width="{LINE * PIXELS:.2f}"/>'
        f'<path d="{"".join(letters)}" fill="#000000"/></svg>'
    )
    return Picture(svg, width / height, "", f"{words}: {', '.join(filter(None, labels))}")


def _em(labels, box):
    """Return the em of the labels, in mm: that of the words around them, unless the widest would leave its box."""
    return min(box.letters, (box.width - 2 * MARGIN) / max(map(_width, labels)))


def _width(label):
    """Return the width of a label in em."""
    return sum(advance / unit for _, _, unit, advance in glyphs(label))


def _label(text, x, y, size):
    """Return the outlines of a short text as path data, its baseline starting at x, y (mm), `size` mm to the em."""
    drawn = []
    for outlines, name, unit, advance in glyphs(text):
        pen = SVGPathPen(outlines, ntos=lambda number: f"{number:.2f}".rstrip("0").rstrip("."))
        scale = size * PIXELS / unit
        outlines[name].draw(TransformPen(pen, Transform(scale, 0, 0, -scale, x * PIXELS, y * PIXELS)))
        drawn.append(pen.getCommands())
        x += size * advance / unit
    return "".join(drawn)
