"""Completes WeasyPrint's file where PDF/UA asks for more."""

import pydyf

# The dots of Arabic letters are glyphs of their own and say nothing beside their letter; a joiner says nothing either.
UNSAID = b" <>"
JOINER = b" <200d>"


def complete(document, pdf):
    """Give header cells their scope and each glyph a letter."""
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
    """Fill the gaps in the tables from glyphs to letters, which PDF/UA does not allow (ISO 14289-1, 7.21.7)."""
    for written in pdf.objects:
        if isinstance(written, pydyf.Stream) and b"begincmap" in written.stream:
            written.stream = [
                line.removesuffix(UNSAID) + JOINER
                if isinstance(line, bytes) and line.endswith(UNSAID)
                else line
                for line in written.stream
            ]
