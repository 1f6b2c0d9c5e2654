"""How high the pictures of a large-print exercise may be, so that it fills its page and stays on it.

Lines are counted by the widths of bold letters, the widest, so that the guess is rather low. Once the pages are laid out,
`refitted` says what they leave room for.
"""

from dataclasses import replace

from programs.handouts import fonts

# The steps of the style sheet, in mm.
HEIGHTS = (22, 28, 34, 40, 46, 52, 58, 64, 70)
# Under this height, in mm, a picture tells little to who sees badly.
SMALL = 40
# Of the paper between the margins, in em of 18 points (6.35 mm); a card is an em narrower.
EM = 6.35
PAGE = {"a4": (27.8, 43.3), "letter": (29.0, 40.8)}
# The heights of lines as the style sheet has them, in em: text, title, dose row, and the words over a section.
LINE, TITLE, ROW, INTRO = 1.12, 1.49, 1.21, 1.3
RTL_LINE, RTL_TITLE, RTL_ROW, RTL_INTRO = 1.27, 1.67, 1.45, 1.5
HEADING = 2.0
# Frame, padding and the gaps between paragraphs; and what is kept in hand.
FRAME, SPARE = 3.0, 1.2
# The columns of a dose table and of a picture, as parts of the card.
DOSE, PICTURE = 0.7, 0.48


def with_roomy_pictures(sections, variant, wording):
    """Return the sections with the height of its pictures on each card."""
    return tuple(
        replace(
            section,
            cards=tuple(
                replace(card, picture_height=_height(card, section if place == 0 else None, variant, wording))
                for place, card in enumerate(section.cards)
            ),
        )
        for section in sections
    )


def _height(card, begun, variant, wording):
    """Return one of the steps; `begun` is the section whose heading stands above the card."""
    width, page = PAGE[variant.paper]
    line, title, row, intro = (
        (RTL_LINE, RTL_TITLE, RTL_ROW, RTL_INTRO) if wording.is_rtl else (LINE, TITLE, ROW, INTRO)
    )
    used = FRAME + SPARE
    used += title * lines_of(f"{card.number}  {card.title}", width / 1.24)
    used += line * sum(lines_of(text, width) for text in _paragraphs(card, wording))
    used += line * sum(lines_of(step, width - 1.3) for step in card.text["steps"])
    used += line * max(lines_of(picture.caption, width * PICTURE) for picture in card.pictures)
    used += row * sum(1 + len(grid.rows) for grid in card.grids)
    used += row * sum(
        lines_of(", ".join(cell.lines), width * DOSE) for strip in card.strips for cell in strip
    )
    if begun:
        used += HEADING + intro * lines_of(begun.hint, width + 1)
    room = (page - used) * EM
    return _step(room)


def _step(height):
    return max((step for step in HEIGHTS if step <= height), default=HEIGHTS[0])


def refitted(handout, room, *, may_grow=True):
    """Return the handout with pictures as high as the `room` of its cards, in mm, leaves or asks for; `room` is of `fitting`.

    What may not grow any more comes to rest. Lines are set closer before a picture gets smaller than most can see well, and
    the letters of that exercise are 17 points before it gets as small as can be: a dose that goes on alone on the next page
    could be taken for another exercise's.
    """
    return handout.with_cards(
        lambda place, card: _refit(card, room[place] if may_grow else min(0, room[place]))
    )


def _refit(card, room):
    height = _step(card.picture_height + room)
    if not card.is_close and height < SMALL:
        return replace(card, is_close=True)
    if not card.is_tight and room < 0 and card.picture_height + room < HEIGHTS[1]:
        return replace(card, is_tight=True)
    return replace(card, picture_height=height)


def _paragraphs(card, wording):
    text, words = card.text, wording.words["exercise"]
    yield text["purpose"]
    yield text["feel"]
    for key in ("setup", "easier", "harder", "not_like_this"):
        yield f"{words[key]}: {text[key]}"
    yield f"{card.always} {card.easier}"
    yield words["shown_in_clinic"]
    if card.next_form:
        yield card.next_form
    if card.note and not card.note.is_long:
        yield from f"{words['note']}: {card.note.text}".split("\n")


def lines_of(text, width):
    """Return on how many lines of `width` em a text stands, broken at blanks."""
    lines, left = 1, width
    for word in text.split(" "):
        wide = fonts.width(word)
        if wide > left and left < width:
            lines, left = lines + 1, width
        left -= wide + 0.26
    return lines
