"""The log: one line for each training day of each week, ready to tick."""

from dataclasses import dataclass
from datetime import date, timedelta

from programs.handouts.boxes import tick_boxes
from programs.handouts.days import due_in_week, due_on, lines_of_week, names, often_of_forms
from programs.handouts.direction import joined
from programs.handouts.errors import HandoutError
from programs.handouts.figures import Picture, code_picture
from programs.handouts.folding import folded
from programs.handouts.snapshot import review_day
from programs.handouts.wording import weekday_number

# Boxes beside the columns for the scores; wider columns save a line in every header.
BESIDE_WIDE, BESIDE_NARROW = 7, 9
# In large print the boxes have the whole width, below the scores of their day.
ACROSS_LARGE = 13
NAME_COLUMNS = 2
# In large print, where a week has its page alone: by how many mm the fields for the scores may be higher, and what the
# page holds, in mm: the words of the week, the scores of a day, a row of boxes.
HIGHER = (12, 6)
PAGE, WORDS, SCORES, BOX_ROW = 250, 48, 12, 15


@dataclass(frozen=True)
class LogDay:
    """One line: the day, its date, and a box for each exercise due on it."""

    day: str
    date: str
    boxes: Picture


@dataclass(frozen=True)
class LogWeek:
    """The training days of one week."""

    title: str
    days: tuple


@dataclass(frozen=True)
class Log:
    """What the patient fills in and staff type back under the code."""

    weeks: tuple
    labels: tuple
    scores: tuple
    names: tuple
    code: str
    bring: str
    picture: Picture
    has_wide_scores: bool
    sides: str
    other_days: str
    has_gaps: bool
    is_large: bool
    higher: int

    @property
    def boxes(self):
        """Return the drawings of boxes, each once; weeks of the same forms have the same ones."""
        return list({day.boxes.svg: day.boxes for week in self.weeks for day in week.days}.values())

    @property
    def name_columns(self):
        """Return the names of the exercises in two columns."""
        return folded(self.names, -(-len(self.names) // NAME_COLUMNS))


def has_wide_scores(boxes):
    """Wider score columns save a line in every header, unless the boxes would then need one more row."""
    return -(-boxes // BESIDE_WIDE) == -(-boxes // BESIDE_NARROW)


def most_per_row(boxes, *, is_large):
    """Return how many boxes there is room for side by side."""
    return ACROSS_LARGE if is_large else BESIDE_WIDE if has_wide_scores(boxes) else BESIDE_NARROW


def rows_of_boxes(boxes, *, is_large):
    """Return how many rows the boxes of one training day take."""
    return -(-boxes // most_per_row(boxes, is_large=is_large))


def boxes_per_row(labels, *, is_large):
    """Return how many boxes stand side by side on one training day: in even rows, left beside right where that costs no row."""
    most, rows = most_per_row(len(labels), is_large=is_large), rows_of_boxes(len(labels), is_large=is_large)
    even = -(-len(labels) // rows)
    return next((size for size in range(even, most + 1) if not _tears_a_pair(labels, size)), even)


def _tears_a_pair(labels, size):
    """Return whether a row of this size ends with the left box of an exercise whose right one begins the next."""
    ends = range(size, len(labels), size)
    return any(_number(labels[end - 1]) == _number(labels[end]) for end in ends)


def _number(label):
    return "".join(filter(str.isdigit, label))


def log(snapshot, variant, wording):
    """Return the log sheet; left and right boxes stand only where a side was prescribed."""
    program = snapshot["program"]
    items = [item for section in snapshot["sections"] for item in section["items"]]
    first_week = program.get("first_week", 1)
    code = program["log_code"]
    labels = tuple(label for item in items for label in _labels(item, wording))
    boxes = {
        week: _boxes_by_day(items, week, program, labels, variant, wording)
        for week in range(first_week, first_week + program["weeks"])
    }
    weeks = tuple(
        LogWeek(wording.say("log.week", n=week), _days(program, week, drawn, wording))
        for week, drawn in boxes.items()
    )
    is_wide = has_wide_scores(len(labels))
    return Log(
        weeks=weeks,
        labels=labels,
        scores=tuple(
            _last_word_apart(wording.say(f"log.{key}_short")) for key in ("pain", "morning", "effort")
        ),
        names=tuple((item["number"], item["text"]["name"]) for item in items),
        code=code,
        bring=_bring(program, wording),
        picture=code_picture(code, wording.say("log.code_alt", code=code)),
        has_wide_scores=is_wide,
        sides=wording.say("log.sides") if any(item["per_side"] for item in items) else "",
        other_days=_other_days(items, program, wording),
        has_gaps=_has_gaps(items, program),
        is_large=variant.is_large,
        higher=_higher(len(labels), max(map(len, boxes.values()), default=0)) if variant.is_large else 0,
    )


def _boxes_by_day(items, week, program, labels, variant, wording):
    """Return the boxes of each line of a week; what is not due on its day leaves its places free."""
    due = [(due_in_week(item, week, program), _labels(item, wording)) for item in items]
    return {
        day: tick_boxes(
            tuple(label if day in days else "" for days, mine in due for label in mine),
            per_row=boxes_per_row(labels, is_large=variant.is_large),
            size=variant.size,
            is_rtl=wording.is_rtl,
            words=wording.at("log.done"),
        )
        for day in lines_of_week(items, program, week)
    }


def _other_days(items, program, wording):
    """Say that what is done on other days than the training days is not written down; nothing where there are none."""
    training = program["training_days"]
    forms = {often for item in items for often in often_of_forms(item).values()}
    others = {day for often in forms for day in due_on(often, program) if day not in training}
    if not others:
        return ""
    return wording.say("log.other_days", days=names(sorted(others, key=weekday_number), wording))


def _has_gaps(items, program):
    """Return whether an exercise of a week has no box on one of the days that have a line."""
    first_week = program.get("first_week", 1)
    weeks = range(first_week, first_week + program["weeks"])
    return any(
        not set(lines_of_week(items, program, week)) <= set(due_in_week(item, week, program))
        for week in weeks
        for item in items
    )


def _higher(boxes, days):
    """Return by how many mm the fields for the scores grow, so that a shaky hand has more room and the page is used."""
    week = WORDS + days * (SCORES + -(-boxes // ACROSS_LARGE) * BOX_ROW)
    is_alone = 2 * week > PAGE
    return next((step for step in HIGHER if is_alone and week + days * step <= PAGE), 0)


def _bring(program, wording):
    """Return when to bring the log: the review may come before the last week, so its day is named."""
    review = review_day(program)
    if review:
        return wording.say("log.bring_on", date=wording.date(review))
    return wording.say("log.bring")


def _last_word_apart(heading):
    """Split "Pain 0–10", so that the page can keep the range on one line."""
    words, _, scale = heading.rpartition(" ")
    return words, scale


def _labels(item, wording):
    number = str(item["number"])
    if not item["per_side"]:
        return (number,)
    sides = (wording.say("log.left_short"), wording.say("log.right_short"))
    return tuple(f"{number}{joined(side)}" for side in sides)


def _days(program, week, boxes, wording):
    """Return the training days that fall into the seven days of this week, in the order they come, with their boxes."""
    try:
        first = date.fromisoformat(program["starts_on"]) + timedelta(
            weeks=week - program.get("first_week", 1)
        )
        dated = sorted((first + timedelta((weekday_number(day) - first.weekday()) % 7), day) for day in boxes)
    except OverflowError:
        raise HandoutError(
            f"The calendar ends before week {week} of a program that starts on {wording.date(program['starts_on'])}: "
            "issue a new version with the right first day."
        ) from None
    return tuple(
        LogDay(wording.day(code, short=True), wording.date(day.isoformat()), boxes[code])
        for day, code in dated
    )
