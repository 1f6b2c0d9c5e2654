"""Finds the largest print that fits, with as few layouts as can be: each takes a good part of a second."""

from collections import defaultdict

# What stands between the page and a card.
ROUND_CARDS = ("html", "body", "div", "section")
# A millimetre in the pixels of the layout.
MM = 96 / 25.4
# The parts that stand between page 1 and the exercises, and the part of a page that is too much to leave free there.
OPENING = ("start", "effort", "glance")
GAP = 0.36
# What exercises, and the words about the log, give up of their height when they are set closer.
SPARED, SPARED_BY_LOG = 0.05, 0.06


def largest_that_fits(sheets, most, lay):
    """Return the layout by the first of `sheets`, from roomy to tight, with at most `most` pages, or None."""
    return sheet_that_fits(sheets, most, lay)[1]


def sheet_that_fits(sheets, most, lay):
    """Return the first of `sheets`, from roomy to tight, by which there are at most `most` pages, with its layout; or twice None.

    What does not fit in one print fits in no larger one, so the steps between are halved; most programs fit at once.
    """
    best, low, high = (None, None), 0, len(sheets) - 1
    step = low
    while low <= high:
        document = lay(sheets[step])
        if len(document.pages) <= most:
            best, high = (sheets[step], document), step - 1
        else:
            low = step + 1
        # Far too long in the largest print is, as a rule, too long in the smallest: that one decides soonest.
        is_far_off = best[1] is None and len(document.pages) > most + 1
        step = high if is_far_off else (low + high) // 2
    return best


def broken_cards(document):
    """Return the places, counted from 0, of the exercises that are on more than one page."""
    pages = defaultdict(set)
    for number, page in enumerate(document.pages):
        for card in _cards(page._page_box.children):
            pages[card.element].add(number)
    return [place for place, on in enumerate(pages.values()) if len(on) > 1]


def room_of_cards(document):
    """Return for each exercise how many mm its page has left, less than 0 for what it is too tall; 0 where it shares its page."""
    room, heights = {}, defaultdict(float)
    for page in document.pages:
        box = page._page_box
        cards = list(_cards(box.children))
        for card in cards:
            heights[card.element] += card.margin_height()
            if card.element in room:
                room[card.element] = min(0, room[card.element]) - card.margin_height()
            else:
                room[card.element] = _free(box) if len(cards) == 1 else 0
    return [left / MM for left in room.values()]


def is_week_one_apart(document):
    """Return whether the first week of the log stands on another page than the words about the log."""
    return next(pages_with(document, "log-week"), None) not in pages_with(document, "names")


def is_on_one_sheet(document):
    """Return whether the words about the log and the numbers of the exercises have room on one page, set closer."""
    about = (box for page in document.pages for box in page._page_box.descendants() if _is(box, "log-about"))
    height = sum(part.margin_height() for box in about for part in box.children)
    return height * (1 - SPARED_BY_LOG) <= document.pages[0]._page_box.height


def gaps_before_exercises(document):
    """Return how many pages of the order, the scale of effort and the weeks, but the last, have a gap at their foot."""
    *pages, _ = sorted({number for name in OPENING for number in pages_with(document, name)})
    boxes = [document.pages[number]._page_box for number in pages]
    return sum(_free(box) > GAP * box.height for box in boxes)


def tables_torn_before_exercises(document):
    """Return how many tables of the order and the weeks stand on more than one page."""
    pages = defaultdict(set)
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            # The table of the order is the one without a class.
            if box.element_tag == "table" and (_is(box, "weeks") or not box.element.get("class")):
                pages[box.element].add(number)
    return sum(len(on) > 1 for on in pages.values())


def pages_with(document, name):
    """Yield the pages, counted from 0, with an element of this class, wherever it stands."""
    for number, page in enumerate(document.pages):
        if any(_is(box, name) for box in page._page_box.descendants()):
            yield number


def _is(box, name):
    return box.element is not None and name in (box.element.get("class") or "").split()


def crowded_cards(document):
    """Return the places of the exercises that, set closer, would share a page and so save one."""
    heights, first, room = [], 0, 0
    for page in document.pages:
        box = page._page_box
        for top, height, cards in _blocks(box.children):
            if cards and not heights:
                first, room = box.content_box_y() + box.height - top, box.height
            if cards:
                heights.append(height)
            elif heights:
                heights[-1] += height
    return closed_up(heights, first, room)


def closed_up(heights, first, room):
    """Return the places of the parts to set closer, where `first` is left on the first page and `room` is on every other.

    Nothing is set closer for nothing: unless fewer pages come out of it, the answer is empty.
    """
    as_they_are, _ = _packed(heights, first, room, 0)
    closer, places = _packed(heights, first, room, SPARED)
    return sorted(places) if closer < as_they_are else []


def page_of(document, name):
    """Return the page, counted from 1, of the first part of the handout with this class, or None."""
    for number, page in enumerate(document.pages, start=1):
        parts = _parts(page._page_box.children)
        if any(name in (part.element.get("class") or "").split() for part in parts):
            return number
    return None


def free_on_page_one(document):
    """Return the part of page 1 that is free below what stands on it."""
    first = document.pages[0]._page_box
    return _free(first) / first.height


def _free(page):
    return page.content_box_y() + page.height - max(_ends(_parts(page.children)), default=0)


def _ends(parts):
    """Yield where parts end; of one that goes on on the next page, whose box reaches to the foot, where its own do."""
    for part in parts:
        if part.element_tag in ("section", "div") and _goes_on(part):
            yield from _ends(part.children)
        else:
            yield part.position_y + part.margin_height()


def _goes_on(part):
    return {"exercises", "glance", "together"} & set((part.element.get("class") or "").split())


def _parts(boxes):
    """Yield what stands one below the other in the handout."""
    for box in boxes:
        if box.element_tag in ("html", "body"):
            yield from _parts(box.children)
        elif box.element_tag == "div":
            yield from (part for part in box.children if part.element is not None)


def _packed(heights, first, room, spared):
    pages, left, places, shared = 1, first, [], set()
    for place, height in enumerate(heights):
        wanted = height + sum(heights[earlier] for earlier in places)
        if height > left and (not places or height - left > spared * wanted):
            pages, left, places = pages + 1, room, []
        places.append(place)
        if height > left and len(places) > 1:
            shared.update(places)
        left -= height
    return pages, shared


def _blocks(boxes):
    """Yield top, height and number of cards of whatever the sections of exercises hold."""
    for box in boxes:
        if box.element_tag == "section" and box.element.get("class") == "exercises":
            for part in box.children:
                yield part.position_y, part.margin_height(), len(list(_cards([part])))
        elif box.element_tag in ROUND_CARDS:
            yield from _blocks(box.children)


def _cards(boxes):
    for box in boxes:
        if box.element_tag == "article":
            yield box
        elif box.element_tag in ROUND_CARDS:
            yield from _cards(box.children)
