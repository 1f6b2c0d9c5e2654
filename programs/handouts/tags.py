"""Completes WeasyPrint's file where PDF/UA asks for more."""

import re

import pydyf

# The dots of Arabic letters are glyphs of their own and say nothing beside their letter; a joiner says nothing either.
UNSAID = b" <>"
JOINER = b" <200d>"
ARABIC = re.compile(rb"<0[67]")


def complete(document, pdf):
    """Give header cells their scope and each Arabic glyph a letter."""
    add_scopes(document)
    name_every_glyph(pdf)


def add_scopes(document):
    """Give every header cell its scope: WeasyPrint 70 links the headers but leaves /Scope out."""
    for page in document.pages:
        for box in page._page_box.descendants():
            element = getattr(box, "mark", None)
            if element is not None and element["S"] == "/TH":
                element.setdefault("A", {})["Scope"] = (
                    "/Row" if box.element.get("scope") == "row" else "/Column"
                )


def name_every_glyph(pdf):
    """Fill the gaps in the tables from Arabic glyphs to letters, which PDF/UA does not allow (ISO 14289-1, 7.21.7).

    In Latin a joiner would part a letter from its dot when the words are copied or read out.
    """
    for written in pdf.objects:
        if isinstance(written, pydyf.Stream) and b"begincmap" in written.stream and _is_arabic(written):
            written.stream = [
                line.removesuffix(UNSAID) + JOINER
                if isinstance(line, bytes) and line.endswith(UNSAID)
                else line
                for line in written.stream
            ]


def _is_arabic(table):
    return any(isinstance(line, bytes) and ARABIC.search(line.rpartition(b" ")[2]) for line in table.stream)
