"""Puts a picture into the PDF as one object: a figure's drawing operators, made once per process, or a photograph's bytes."""

import zlib
from functools import lru_cache
from xml.etree import ElementTree

import pydyf
from weasyprint.pdf.stream import Stream
from weasyprint.svg import SVG

from programs.handouts.errors import RenderFailed
from programs.handouts.photos import Photo

# Figures are plain paths without opacity; the operators below are all that they need.
OPAQUE = {"a1": {"ca": 1}, "A1": {"CA": 1}, "a1.0": {"ca": 1}, "A1.0": {"CA": 1}}


def painted(picture):
    """Return what WeasyPrint's image cache holds for a picture."""
    return PrintedPhoto(picture) if isinstance(picture, Photo) else FormFigure(picture)


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


class PrintedPhoto:
    """A photograph for WeasyPrint's image cache: its own JPEG, grey or in colour, goes into the file as it is."""

    def __init__(self, photo):
        self.id = photo.name.replace(":", "-")
        self.photo = photo

    def get_intrinsic_size(self, _resolution, _font_size):
        return self.photo.width, self.photo.height, self.photo.aspect

    def draw(self, stream, width, height, _style):
        """Place the image: its unit square stands on its lower edge, the page's measures run downwards."""
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(stream.add_image(self, True, 1))

    def get_x_object(self, _interpolate, _dpi_ratio):
        extra = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": self.photo.width,
            "Height": self.photo.height,
            "ColorSpace": "/DeviceGray" if self.photo.is_grey else "/DeviceRGB",
            "BitsPerComponent": 8,
            "Interpolate": "true",
            "Filter": "/DCTDecode",
        }
        return pydyf.Stream([self.photo.jpeg], pydyf.Dictionary(extra))


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
