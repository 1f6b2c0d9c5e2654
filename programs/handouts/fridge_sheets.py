"""Chooses how the page for the fridge door is printed: as a table or a list, how large, on how many sides."""

from dataclasses import replace

from programs.handouts.fitting import GAP, free_on_page_one, largest_that_fits, sheet_that_fits
from programs.handouts.fridge import FITS, Sheet
from programs.handouts.fridge_widths import widths_of

# What is too much for one page takes both sides of one sheet.
SIDES = 2
# How high the pictures of the table are in mm, each height with the steps of print it is tried in: first so that a
# standing figure is made out from afar, then smaller for larger print, at last as high as two lines of a name.
LEAST = ((10, FITS[:5]), (8, FITS), (7, FITS[-1:]))
# How much higher they may be where the page leaves room.
HEIGHTS = (22, 20, 18, 16, 14, 13, 12, 11, 10, 9, 8)


def fridge_laid_out(handout, lay):
    """Return the pages by `lay`, which lays out a sheet: the table or, where it does not fit, the list on one page, else on more."""
    return _table(handout, lay) or _list_on_one_page(lay) or _on_more_pages(handout, lay)


def sheet_on_screen(handout):
    """Return how the page is shown where no paper ends it: the table in the largest print with room for its doses."""
    if not handout.fridge:
        return Sheet()
    return next((replace(sheet, is_one_page=False) for sheet in _tables(handout, LEAST[0][0], FITS)), Sheet())


def _table(handout, lay):
    """Return the table with every week in the largest print that fits on one page, with the highest pictures so, or None."""
    for height, fits in LEAST:
        found, _ = sheet_that_fits(_tables(handout, height, fits), 1, lay)
        if found:
            return largest_that_fits(_higher(handout, found), 1, lay)
    return None


def _tables(handout, height, fits):
    """Return the tables from large to small print in which no dose is broken, at last a tight one; large print has the list."""
    if handout.variant.is_large:
        return []
    found = [_table_sheet(handout, fit, height) for fit in fits]
    return [sheet for sheet in (*found, _table_sheet(handout, fits[-1], height, is_tight=True)) if sheet]


def _higher(handout, sheet):
    """Return the same print with higher pictures, the highest first, and at last the sheet itself."""
    found = [_table_sheet(handout, sheet.fit, height) for height in HEIGHTS if height > sheet.height]
    return [higher for higher in (*found, sheet) if higher]


def _table_sheet(handout, fit, height, *, is_tight=False):
    widths = widths_of(handout.fridge.table, fit, height, handout.variant.paper, is_tight=is_tight)
    return Sheet(fit, is_one_page=True, height=height, widths=widths) if widths else None


def _list_on_one_page(lay):
    """Return every week in the largest print that fits on one page, else the first weeks so, or None."""
    whole, brief = ([Sheet(fit, is_brief, is_one_page=True) for fit in FITS] for is_brief in (False, True))
    one = largest_that_fits(whole, 1, lay)
    # What does not fit by the tightest fits by none: no need to try them all.
    if one is None and len(lay(brief[-1]).pages) == 1:
        one = largest_that_fits(brief, 1, lay)
    return one


def _on_more_pages(handout, lay):
    """Return two sides with every week in the largest print that fits, else as few pages as there are in any print."""
    # Who needs large print needs large pictures, as long as the print is not smaller for it.
    pictures = (True, False) if handout.variant.is_large else (False,)
    more = [Sheet(fit, is_roomy=is_roomy) for fit in FITS for is_roomy in pictures]
    return largest_that_fits(more, SIDES, lay) or _on_fewest_pages(more, lay)


def _on_fewest_pages(sheets, lay):
    """Return as few pages as the tightest of `sheets` takes, in the largest print, which leaves no large gap on page 1 if it can."""
    fewest = len(lay(sheets[-1]).pages)
    largest, document = sheet_that_fits(sheets, fewest, lay)
    others = (lay(sheet) for sheet in sheets[sheets.index(largest) + 1 :])
    fuller = (other for other in others if len(other.pages) == fewest and free_on_page_one(other) <= GAP)
    return document if free_on_page_one(document) <= GAP else next(fuller, document)
