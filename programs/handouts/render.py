"""Renders a handout as a page for the browser and as the PDF to print."""

import gc
import hashlib
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache

from django.template.loader import render_to_string
from django.templatetags.static import static

from programs.handouts import fonts
from programs.handouts.document import PrintedPage, style
from programs.handouts.errors import HandoutError, RenderFailed
from programs.handouts.fetcher import STYLE, ClosedFetcher
from programs.handouts.fitting import (
    broken_cards,
    crowded_cards,
    free_on_page_one,
    gaps_before_exercises,
    is_on_one_sheet,
    is_week_one_apart,
    page_of,
    pages_with,
    room_of_cards,
    tables_torn_before_exercises,
)
from programs.handouts.fridge import Sheet
from programs.handouts.fridge_sheets import fridge_laid_out, sheet_on_screen
from programs.handouts.opening import best_opening
from programs.handouts.paint import painted
from programs.handouts.presenter import NO_FILES, Handout
from programs.handouts.roominess import refitted
from programs.handouts.tags import complete, mark_pages
from programs.handouts.version import RENDERER
from programs.handouts.watch import no_complaints

# One render at a time in a process: the fonts are shared and Pango's font map is not made for threads.
ONE_AT_A_TIME = threading.Lock()


PDF_UA = "pdf/ua-1"
# Parts of a page: what one line takes, and what nearly touches its foot.
ONE_LINE, HAIR = 0.03, 0.005
# How page 1 is set when the order misses it, as classes of the style sheet: closer and closer, then with the rule for doing
# more beside the weeks, at last with what to have ready and the goal behind it.
CLOSER_FRONTS = ("snug-front", "close-front", "brief-front", "brief-front things-later")
# The classes of the order of the exercises and of the line on page 1 that says where it stands.
ORDER, POINTER = "start", "go-on"
USUAL_SHEET = Sheet()
# How often the pictures of large print are measured against their pages: what is set closer may have larger ones again.
REFITS, GROWING = 5, 4


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF."""

    pdf: bytes
    pages: int
    sha256: str


def render_body(handout, *, printing=False, sheet=None, only=""):
    """Return the handout's markup, for a page that brings its own frame.

    `sheet` is how the fridge page is printed; `only` is "front" (what page 1 holds) or "opening" (all before the exercises).
    """
    sheet = sheet or sheet_on_screen(handout)
    return render_to_string(
        "handouts/print/body.html",
        {"handout": handout, "printing": printing, "sheet": sheet, "only": only},
    )


def render_html(snapshot, variant):
    """Return the HTML twin as a document of its own."""
    handout = Handout.from_snapshot(snapshot, variant)
    return _document(handout, render_body(handout), stylesheet=static(STYLE))


def render_pdf(snapshot, variant, files=NO_FILES):
    """Return the tagged PDF, or raise RenderFailed with a sentence that says what to do."""
    try:
        handout = Handout.from_snapshot(snapshot, variant, files)
    except HandoutError as refusal:
        raise RenderFailed(str(refusal)) from refusal
    with ONE_AT_A_TIME, no_complaints(), _garbage_collector_paused():
        return _write(_laid_out(handout), handout)


def _markup(handout, sheet=USUAL_SHEET, *, only=""):
    body = render_body(handout, printing=True, sheet=sheet, only=only)
    return _document(handout, body, sheet=sheet)


def _document(handout, body, *, stylesheet="", sheet=USUAL_SHEET):
    return render_to_string(
        "handouts/print/document.html",
        {
            "handout": handout,
            "title": handout.fridge.title if sheet.is_one_page else handout.title,
            "body": body,
            "stylesheet": stylesheet,
            "renderer": RENDERER,
        },
    )


def _laid_out(handout):
    return _fridge_laid_out(handout) if handout.fridge else _plan_laid_out(_begun(handout))


def _plan_laid_out(handout):
    """Return the pages; exercises that just miss fitting on one, with their heading or with another, are set closer."""
    document = _layout(handout, _markup(handout))
    if handout.variant.is_large:
        return _with_fitting_pictures(handout, document)
    broken = broken_cards(document)
    places = broken or crowded_cards(document)
    if not places:
        return document
    closer = handout.closer(places)
    second = _layout(closer, _markup(closer))
    return second if broken or len(second.pages) < len(document.pages) else document


def _with_fitting_pictures(handout, document):
    """Return the pages with each exercise on one, its pictures as high as that leaves room for; the log's first week so too."""
    for turn in range(REFITS):
        is_apart = handout.is_week_one_apart or is_week_one_apart(document)
        fitted = replace(
            refitted(handout, room_of_cards(document), may_grow=turn < GROWING),
            is_week_one_apart=is_apart,
            is_log_about_whole=handout.is_log_about_whole or is_apart and is_on_one_sheet(document),
        )
        if fitted == handout:
            break
        handout, document = fitted, _layout(fitted, _markup(fitted))
    return document


def _begun(handout):
    """Return the handout so that page 1 is enough to start: with the order of the exercises, if need be closer, or where it stands.

    What page 1 holds is laid out alone, which takes a tenth of the time of the whole.
    """
    front = _front_of(handout)
    page, free = page_of(front, ORDER) or 1, free_on_page_one(front)
    if handout.variant.is_large:
        return _begun_large(handout, front)
    if page == 1 and free > HAIR:
        return handout
    for closer in (replace(handout, front=front) for front in CLOSER_FRONTS):
        closer_front = _front_of(closer)
        # A last line may hang below the page by a hair and still be counted to it.
        if page_of(closer_front, ORDER) == 1 and free_on_page_one(closer_front) >= 0:
            return closer
    return handout.going_on(page) if free > ONE_LINE else handout


def _begun_large(handout, front):
    """Return the handout of large print with what stands before its exercises on as few pages as can be; the order whole, if it costs none."""
    flowing = _pointed(handout, front)

    @cache
    def cost_of(opening):
        return _cost_of(replace(flowing, opening=opening))

    best = best_opening(cost_of)
    flowing = replace(flowing, opening=best)
    if len([*pages_with(front, ORDER)]) < 2:
        return flowing
    whole = replace(handout, opening=replace(best, is_order_whole=True))
    whole = _pointed(whole, _front_of(whole))
    return whole if _cost_of(whole) <= cost_of(best) else flowing


def _pointed(handout, front):
    """Return the handout with a line on page 1 that says where the order stands; `front` is what page 1 holds, laid out."""
    page = page_of(front, ORDER) or 1
    # A pointer that has itself moved to page 2 is of no use on page 1.
    is_pointed_to = page > 1 and page_of(front, POINTER) == 1
    return handout.going_on(page if is_pointed_to else None)


def _cost_of(handout):
    """Return the pages of what stands before the exercises, and the gaps and torn tables among them."""
    document = _layout(handout, _markup(handout, only="opening"))
    return len(document.pages), gaps_before_exercises(document) + tables_torn_before_exercises(document)


def _front_of(handout):
    return _layout(handout, _markup(handout, only="front"))


def _fridge_laid_out(handout):
    @cache
    def lay(sheet):
        return _layout(handout, _markup(handout, sheet))

    return fridge_laid_out(handout, lay)


def _layout(handout, markup):
    _check_letters(handout, markup)
    sheet, font_config = style()
    images = {picture.name: painted(picture) for picture in handout.pictures}
    page = PrintedPage(markup, ClosedFetcher())
    return page.render(font_config=font_config, stylesheets=[sheet], cache=images, pdf_variant=PDF_UA)


def _write(document, handout):
    mark_pages(document)
    pdf = document.write_pdf(finisher=complete, pdf_variant=PDF_UA)
    _check_fonts(document)
    return RenderedPdf(pdf, len(document.pages), hashlib.sha256(pdf).hexdigest())


def _check_letters(handout, markup):
    """Refuse letters our fonts lack: another font would step in on some machines, an empty box on others."""
    missing = fonts.missing(markup)
    if not missing:
        return
    letters = ", ".join(f"“{letter}”" for letter in missing[:3])
    for card in handout.cards:
        if set(missing) & set(str(asdict(card) | {"pictures": [one.alt for one in card.pictures]})):
            raise RenderFailed(
                f"Exercise {card.number}, “{card.name}”, uses {letters}, which the handout's fonts lack: write it in other letters."
            )
    raise RenderFailed(
        f"The program uses {letters}, which the handout's fonts lack: write it in other letters."
    )


def _check_fonts(document):
    strangers = {font.family for font in document.fonts.values()} - set(fonts.families())
    if strangers:
        raise RenderFailed(
            f"The page asked for the font “{sorted(strangers)[0]}”, which is not one of ours. No PDF was made."
        )


@contextmanager
def _garbage_collector_paused():
    """Layout makes hundreds of thousands of objects and frees few; counting them over and over costs a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
