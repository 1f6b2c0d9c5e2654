"""Completes WeasyPrint's file where PDF/UA asks for more."""

import re
from functools import partial

import pydyf
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import MarginBox, TableBox, TextBox

from programs.handouts.direction import joined

# The dots of Arabic letters are glyphs of their own and say nothing beside their letter; a joiner says nothing either.
UNSAID = b" <>"
JOINER = b" <200d>"
ARABIC = re.compile(rb"<0[67]")
GAP_AT_END = re.compile(rb">(-?[\d.]+)\] TJ$")
JOINED_LETTERS = re.compile("[\u0600-\u08ff]")
FOOT = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Footer"})


def mark_pages(document):
    """Let each page, when it has been painted, set its foot apart and say its Arabic in letters."""
    for page in document.pages:
        page.paint = partial(_paint, page)


def _paint(page, stream, scale=1):
    Page.paint(page, stream, scale)
    # Where each marked piece begins: its tag, then what is said of it.
    places = {
        said["MCID"]: place
        for place, said in enumerate(stream.stream)
        if isinstance(said, pydyf.Dictionary) and "MCID" in said
    }
    set_foot_apart(page, stream, places)
    for box, mark in stream._tags.items():
        if isinstance(box, TextBox) and JOINED_LETTERS.search(box.text):
            place = places[mark["mcid"]]
            stream.stream[place]["ActualText"] = pydyf.String(joined(box.text))
            lead_with_gaps(stream.stream, place)


def lead_with_gaps(operators, place):
    """Let the gap that ends a run of glyphs begin the next run: PDFium, in Chromium, forgets the one at the end.

    It comes after an Arabic mark that stands beside the place of its letter; the words after it would lie on others.
    """
    gap = b""
    while operators[place] not in (b"ET", b"EMC"):
        if isinstance(operators[place], bytes) and operators[place].endswith(b"] TJ"):
            run = b"[" + gap + b" " + operators[place][1:]
            found = GAP_AT_END.search(run)
            gap = found.group(1) if found else b""
            operators[place] = run[: found.start(1)] + run[found.end(1) :] if found else run
        place += 1


def set_foot_apart(page, stream, places):
    """Mark the running foot as an artifact, and take it out of what is tagged: WeasyPrint 70 marks it as text of no part."""
    inner = [box for box in page._page_box.children if not isinstance(box, MarginBox)]
    feet = [
        box
        for margin in page._page_box.children
        if isinstance(margin, MarginBox)
        for box in margin.descendants()
        if box in stream._tags
    ]
    numbers = [stream._tags[box]["mcid"] for box in feet]
    # The tagged pieces are numbered without gaps, so only the last ones can be taken out.
    if sorted(numbers) != list(range(len(stream._tags) - len(feet), len(stream._tags))):
        return
    for box, number in zip(feet, numbers, strict=True):
        place = places[number]
        stream.stream[place - 1 : place + 1] = ["/Artifact", FOOT]
        del stream._tags[box]
    page._page_box = page._page_box.copy_with_children(inner)


def complete(document, pdf):
    """Give header cells their scope, the cells below wide ones their header, and each Arabic glyph a letter."""
    add_scopes(document)
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, TableBox):
                link_wide_heads(box)
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


def link_wide_heads(table):
    """Link the cells below a header of several columns with it: WeasyPrint 70 links the first of the columns only.

    A note across a row that has no header of its own belongs to no week, so it is linked with none.
    """
    rows = [row.children for group in table.children for row in group.children]
    cells = [cell for row in rows for cell in row if cell.element_tag == "td"]
    wide = [cell for row in rows for cell in row if cell.element.get("scope") == "colgroup"]
    for head in wide:
        for cell in cells:
            named = cell.mark["A"]["Headers"]
            if _columns(cell) & _columns(head) and head.mark["ID"] not in named:
                named.append(head.mark["ID"])
    for row in rows:
        if wide and not any(cell.element_tag == "th" for cell in row):
            for cell in row:
                cell.mark["A"].pop("Headers")


def _columns(cell):
    return set(range(cell.grid_x, cell.grid_x + cell.colspan))


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
