"""Puts a figure into the PDF as one form object: converted to drawing operators once per process, not once per page."""

import zlib
from functools import lru_cache
from xml.etree import ElementTree

import pydyf
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from programs.handouts.errors import RenderFailed

# Figures are plain paths without opacity; the operators below are all that they need.
OPAQUE = {"a1": {"ca": 1}, "A1": {"CA": 1}, "a1.0": {"ca": 1}, "A1.0": {"CA": 1}}


class FormFigure:
    """A figure for WeasyPrint's image cache. Measures come from the drawing's viewBox."""

    def __init__(self, picture):
        self.id = picture.name.replace(":", "-")
        self.content, self.width, self.height = operators(picture.svg)

    def get_intrinsic_size(self, _resolution, _font_size):
        return self.width, self.height, self.width / self.height

    def draw(self, stream, width, height, _style):
        """Place the form; WeasyPrint asks `get_x_object` for it once, when it writes the file."""
        stream.transform(width / self.width, 0, 0, height / self.height, 0, 0)
        stream.draw_x_object(stream.add_image(self, False, 1))

    def get_x_object(self, _interpolate, _dpi_ratio):
        states = {name: pydyf.Dictionary(state) for name, state in OPAQUE.items()}
        extra = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array((0, 0, self.width, self.height)),
            "Resources": pydyf.Dictionary({"ExtGState": pydyf.Dictionary(states)}),
            "Filter": "/FlateDecode",
        }
        return pydyf.Stream([self.content], pydyf.Dictionary(extra))


@lru_cache(maxsize=1024)
def operators(svg):
    """Return the compressed drawing operators of an SVG with its width and height."""
    # Drawn by our own code from numbers; no text of anybody is in it.
    drawing = SVG(ElementTree.fromstring(svg), "figure:", None, None)  # noqa: S314
    _, _, width, height = drawing.get_viewbox()
    states = {}
    resources = {"ExtGState": states, "XObject": {}, "Pattern": {}, "Shading": {}, "ColorSpace": {}}
    stream = Stream({}, (0, 0, width, height), resources, {}, None, {}, None)
    drawing.draw(stream, width, height, "figure:", None)
    if not set(states) <= set(OPAQUE) or resources["XObject"] or resources["Shading"] or resources["Pattern"]:
        raise RenderFailed(
            "A figure uses see-through paint or a gradient, which does not survive a photocopy."
        )
    return (
        zlib.compress(pydyf.Stream(stream.stream).data.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]),
        width,
        height,
    )
