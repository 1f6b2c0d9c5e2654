"""The boxes to tick on one training day, drawn as one picture: hundreds of them as text would be half of the layout."""

from fontTools.misc.transform import Transform
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from programs.handouts.figures import Picture
from programs.handouts.shaping import glyphs

# In mm. Nine and more is what a shaky hand can hit.
WIDTH, HEIGHT, GAP, LINE = 9.4, 9.05, 0.6, 0.3
# Pictures are measured in CSS pixels.
PIXELS = 96 / 25.4
LETTERS = {"standard": 3.2, "large": 3.7}


def tick_boxes(labels, *, per_row, size, is_rtl, words):
    """Return one picture of all boxes, `per_row` in a row; in a script that runs right to left the first is on the right."""
    columns = min(per_row, len(labels))
    rows = -(-len(labels) // columns)
    width, height = columns * (WIDTH + GAP), rows * (HEIGHT + GAP)
    squares, letters = [], []
    for index, label in enumerate(labels):
        row, column = divmod(index, columns)
        x = (columns - 1 - column if is_rtl else column) * (WIDTH + GAP) + GAP / 2
        y = row * (HEIGHT + GAP) + GAP / 2
        squares.append(
            f"M{x * PIXELS:.2f} {y * PIXELS:.2f}h{WIDTH * PIXELS:.2f}v{HEIGHT * PIXELS:.2f}h-{WIDTH * PIXELS:.2f}z"
        )
        letters.append(_label(label, x + 0.7, y + 0.5 + LETTERS[size] * 0.8, LETTERS[size]))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * PIXELS:.2f} {height * PIXELS:.2f}" '
        f'width="{width * PIXELS:.2f}" height="{height * PIXELS:.2f}">'
        f'<path d="{"".join(squares)}" fill="none" stroke="#000000" stroke-width="{LINE * PIXELS:.2f}"/>'
        f'<path d="{"".join(letters)}" fill="#000000"/></svg>'
    )
    return Picture(svg, width / height, "", f"{words}: {', '.join(labels)}")


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
