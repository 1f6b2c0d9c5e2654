"""Looks at the laid-out boxes of a handout: what runs off the page, and what lies on top of what."""

from collections import Counter, defaultdict

from weasyprint.formatting_structure import boxes

from programs.handouts import render
from programs.handouts.presenter import Handout

# CSS pixels; a third of a millimetre is not seen.
SLACK = 1.3
# Two millimetres of the paper that no printer reaches.
PAPER_EDGE = 7.5
# Capitals of one line may reach into the room of the letters above.
SHARED = 0.25


def laid_out(snapshot, variant):
    """Return the laid-out document, without writing a PDF."""
    handout = Handout.from_snapshot(snapshot, variant)
    with render.no_complaints():
        return render._laid_out(handout)


def words(page):
    """Return every line of text on a page as (text, left, top, right, bottom), running foot left out."""
    return list(_texts(page._page_box))


def _texts(box):
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.MarginBox):
            continue
        if isinstance(child, boxes.TextBox) and child.text.strip():
            # Letters fill about one em round the middle of their box, whatever room the font asks for.
            left, middle = child.position_x, child.position_y + child.height / 2
            em = child.style["font_size"]
            yield child.text, left, middle - em / 2, left + child.width, middle + em / 2
        yield from _texts(child)


def faults(document):
    """Return everything that runs off a page or out of its cell, lies on top of something else or is printed twice."""
    return outside(document) + spilled(document) + overlaps(document) + doubled(document)


def spilled(document):
    """Return the texts that leave their table cell sideways, or the paper at its foot."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        lowest = page._page_box.margin_height() - PAPER_EDGE
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TableCellBox):
                left, right = box.position_x, box.position_x + box.border_width()
                found += [(number, text) for text, x, _, to_x, _ in _texts(box) if x < left or to_x > right]
            if isinstance(box, boxes.MarginBox):
                found += [
                    (number, text)
                    for child in box.children
                    for text, *_, end in _texts(child)
                    if end > lowest
                ]
    return found


def outside(document):
    """Return the texts that leave the area between the margins."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        found += [
            (number, text)
            for text, x, y, to_x, to_y in words(page)
            if x < left - SLACK or to_x > right + SLACK or y < top - SLACK or to_y > bottom + SLACK
        ]
    return found


def overlaps(document):
    """Return the pairs of texts that lie on top of each other."""
    found = []
    for number, page in enumerate(document.pages, start=1):
        lines = sorted(words(page), key=lambda line: line[2])
        for index, one in enumerate(lines):
            for other in lines[index + 1 :]:
                if other[2] >= one[4]:
                    break
                if _cover(one, other):
                    found.append((number, one[0], other[0]))
    return found


def _cover(one, other):
    wide = min(one[3], other[3]) - max(one[1], other[1])
    high = min(one[4], other[4]) - max(one[2], other[2])
    return wide > SLACK and high > SHARED * min(one[4] - one[2], other[4] - other[2])


def fullness(document):
    """Return, page by page, how much of the height between the margins is used, from 0 to 1."""
    used = []
    for page in document.pages:
        box = page._page_box
        lowest = max((line[4] for line in words(page)), default=box.content_box_y())
        used.append((lowest - box.content_box_y()) / box.height)
    return used


def broken(document, *tags):
    """Return the elements of these kinds that stand on more than one page; heads that tables repeat are left out."""
    pages, names = defaultdict(set), {}
    for number, page in enumerate(document.pages, start=1):
        for box in _bodies(page._page_box):
            if box.element is not None and box.element.tag == box.element_tag and box.element_tag in tags:
                pages[id(box.element)].add(number)
                names[id(box.element)] = " ".join("".join(box.element.itertext()).split())[:60]
    return [(names[element], sorted(on)) for element, on in pages.items() if len(on) > 1]


def _bodies(box):
    yield box
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox) and not getattr(child, "is_header", False):
            yield from _bodies(child)


def doubled(document):
    """Return the pictures and floats that are printed twice, which WeasyPrint does when a float moves to another page."""
    seen = Counter(
        (id(box.element), box.element_tag, type(box).__name__)
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None and (isinstance(box, boxes.ReplacedBox) or box.is_floated())
    )
    names = {
        id(box.element): box.element.get("alt") or box.element.get("class") or box.element.tag
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None
    }
    return [names[element] for (element, _, _), number in seen.items() if number > 1]


def covered(document):
    """Return the lines of text that lie on a picture."""
    found = []
    for page in document.pages:
        pictures = [
            (box.content_box_x(), box.content_box_y(), box.width, box.height)
            for box in page._page_box.descendants()
            if isinstance(box, boxes.ReplacedBox)
        ]
        found += [
            text
            for text, left, top, right, bottom in words(page)
            for x, y, width, height in pictures
            if min(right, x + width) - max(left, x) > SLACK
            and min(bottom, y + height) - max(top, y) > SHARED * (bottom - top)
        ]
    return found
