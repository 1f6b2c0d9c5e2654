"""Reads a PDF as a person and as a screen reader would."""

import io
import re
from functools import cached_property

import pypdf


def plain(text):
    """Return text with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()


def squeezed(text):
    """Return text without any white space: where lines break in a word, or fonts change, readers insert some."""
    return re.sub(r"\s+", "", text)


class Printed:
    """A rendered handout, opened."""

    def __init__(self, rendered):
        self.rendered = rendered
        self.file = pypdf.PdfReader(io.BytesIO(rendered.pdf))

    @cached_property
    def pages(self):
        return [plain(page.extract_text()) for page in self.file.pages]

    @cached_property
    def text(self):
        return " ".join(self.pages)

    @property
    def catalog(self):
        return self.file.trailer["/Root"]

    @cached_property
    def elements(self):
        """Return every element of the structure tree, in reading order."""
        return list(walk(self.catalog["/StructTreeRoot"]))

    def tagged(self, tag):
        return [element for element in self.elements if element.get("/S") == tag]

    @cached_property
    def font_names(self):
        fonts = {}
        for page in self.file.pages:
            fonts |= page["/Resources"]["/Font"]
        return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}

    @cached_property
    def headings(self):
        """Return the bookmarks, flattened."""
        return list(_flat(self.file.outline))

    def drawn_figures(self):
        """Return the name of every figure drawn, as often as it is drawn."""
        contents = (page.get_contents().get_data().decode("latin-1") for page in self.file.pages)
        return [name for content in contents for name in re.findall(r"/(i\S+) Do", content)]


def walk(element):
    """Yield the structure elements below `element`."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(found, dict) and found.get("/Type") == "/StructElem":
            yield found
            yield from walk(found)


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry
