"""Finds the largest print that fits, with as few layouts as can be: each takes a good part of a second."""

from collections import defaultdict

# What stands between the page and a card.
ROUND_CARDS = ("html", "body", "div", "section")


def largest_that_fits(sheets, most, lay):
    """Return the layout by the first of `sheets`, from roomy to tight, with at most `most` pages, or None.

    What does not fit in one print fits in no larger one, so the steps between are halved; most programs fit at once.
    """
    best, low, high = None, 0, len(sheets) - 1
    step = low
    while low <= high:
        document = lay(sheets[step])
        if len(document.pages) <= most:
            best, high = document, step - 1
        else:
            low = step + 1
        # Far too long in the largest print is, as a rule, too long in the smallest: that one decides soonest.
        is_far_off = best is None and len(document.pages) > most + 1
        step = high if is_far_off else (low + high) // 2
    return best


def broken_cards(document):
    """Return the places, counted from 0, of the exercises that are on more than one page."""
    pages = defaultdict(set)
    for number, page in enumerate(document.pages):
        for element in _cards(page._page_box.children):
            pages[element].add(number)
    return [place for place, on in enumerate(pages.values()) if len(on) > 1]


def _cards(boxes):
    for box in boxes:
        if box.element_tag == "article":
            yield box.element
        elif box.element_tag in ROUND_CARDS:
            yield from _cards(box.children)
