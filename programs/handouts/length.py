"""How many pages a handout will have, before it is laid out: enough to decide on, and said as "about"."""

import math

from programs.handouts.log import rows_of_boxes
from programs.handouts.snapshot import in_language
from programs.handouts.texts import BASE

# What a page takes, as seen on the printed demo programmes: exercises, and mm of log. English; other languages run longer.
CARDS = {"standard": 1.85, "large": 0.97}
HEIGHT = 262
# Stop signs, pain light, effort; the week tables for each exercise and each four weeks; the pages to read; the colophon.
FRONT = {"standard": 1.7, "large": 3.3}
WEEK_ROW = {"standard": 0.014, "large": 0.038}
GOOD_TO_KNOW = {"standard": 4.1, "large": 7.7}
END = 0.2
# A week of the log: its heading and last line, the scores of a day where they have a row, and each row of boxes, in mm.
LOG_HEAD = {"standard": 31, "large": 48}
SCORE_ROW = {"standard": 0, "large": 12}
BOX_ROW = {"standard": 9.9, "large": 15}
LONGER = {"language": 1.08, "letter": 1.04}


def about_pages(snapshot, variant):
    """Return the pages to expect."""
    if variant.is_fridge:
        return 1
    items = [item for part in in_language(snapshot, variant.language)["sections"] for item in part["items"]]
    size, weeks = variant.size, snapshot["program"]["weeks"]
    cards = sum(1 + len(item["variants"]) for item in items)
    boxes = sum(2 if item["per_side"] else 1 for item in items)
    rows = rows_of_boxes(boxes, is_large=variant.is_large)
    day = SCORE_ROW[size] + rows * BOX_ROW[size]
    week = LOG_HEAD[size] + len(snapshot["program"]["training_days"]) * day
    # In standard print a week is never divided.
    log = weeks * week / HEIGHT if variant.is_large else math.ceil((weeks + 1) / max(1, HEIGHT // week))
    pages = FRONT[size] + WEEK_ROW[size] * len(items) * math.ceil(weeks / 4) + cards / CARDS[size] + log + END
    if variant.extent == "full":
        pages += GOOD_TO_KNOW[size]
    pages *= 1 if variant.language == BASE else LONGER["language"]
    return round(pages * (LONGER["letter"] if variant.paper == "letter" else 1))
