"""The log: one line for each training day of each week, ready to tick."""

from dataclasses import dataclass
from datetime import date, timedelta

from programs.handouts.figures import Picture, code_picture
from programs.handouts.wording import WEEKDAYS

BOXES_BESIDE_WIDE, BOXES_BESIDE_NARROW = 7, 9


@dataclass(frozen=True)
class LogDay:
    """One line: the day and its date."""

    day: str
    date: str


@dataclass(frozen=True)
class LogWeek:
    """The training days of one week."""

    title: str
    days: tuple


@dataclass(frozen=True)
class Log:
    """What the patient fills in and staff type back under the code."""

    weeks: tuple
    boxes: tuple
    scores: tuple
    names: tuple
    code: str
    picture: Picture

    @property
    def has_wide_scores(self):
        """Wider score columns save a line in every header, unless the boxes would then need one more row."""
        return -(-len(self.boxes) // BOXES_BESIDE_WIDE) == -(-len(self.boxes) // BOXES_BESIDE_NARROW)


def log(snapshot, wording):
    """Return the log sheet; left and right boxes stand only where a side was prescribed."""
    program = snapshot["program"]
    items = [item for section in snapshot["sections"] for item in section["items"]]
    first_week = program.get("first_week", 1)
    weeks = tuple(
        LogWeek(wording.say("log.week", n=week), _days(program, week, wording))
        for week in range(first_week, first_week + program["weeks"])
    )
    code = program["log_code"]
    return Log(
        weeks=weeks,
        boxes=tuple(box for item in items for box in _boxes(item, wording)),
        scores=tuple(
            _last_word_apart(wording.say(f"log.{key}_short")) for key in ("pain", "morning", "effort")
        ),
        names=tuple((item["number"], item["text"]["name"]) for item in items),
        code=code,
        picture=code_picture(code, wording.say("log.code_alt", code=code)),
    )


def _last_word_apart(heading):
    """Split "Pain 0–10", so that the page can keep the range on one line."""
    words, _, scale = heading.rpartition(" ")
    return words, scale


def _boxes(item, wording):
    number = str(item["number"])
    if not item["per_side"]:
        return (number,)
    return (f"{number}{wording.say('log.left_short')}", f"{number}{wording.say('log.right_short')}")


def _days(program, week, wording):
    """Return the training days that fall into the seven days of this week, in the order they come."""
    first = date.fromisoformat(program["starts_on"]) + timedelta(weeks=week - program.get("first_week", 1))
    dated = sorted(
        (first + timedelta((WEEKDAYS.index(day) - first.weekday()) % 7), day)
        for day in _known(program, wording)
    )
    return tuple(LogDay(wording.day(code, short=True), wording.date(day.isoformat())) for day, code in dated)


def _known(program, wording):
    for code in program["training_days"]:
        wording.day(code)
    return program["training_days"]
