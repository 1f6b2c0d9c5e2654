"""Where everything of a trend line goes: a template turns it into SVG, so that no chart needs a script or a style."""

from dataclasses import dataclass

from django.utils.translation import gettext

from clinic.measures.scoring import boundary, score_words, shown

WIDTH, HEIGHT = 420, 230
LEFT, RIGHT, TOP, BOTTOM = 40, 12, 24, 34
# Days and values are written centred on their dots, so the outer dots keep off the edge.
INSET = 40
DAY_WIDTH, VALUE_WIDTH, VALUE_HEIGHT = 84, 24, 16


@dataclass(frozen=True, slots=True)
class Dot:
    """A score: where it lies and what is written above it; hollow when it comes from an assessment."""

    x: float
    y: float
    words: str
    is_hollow: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A threshold: the line where it is reached, the band from there to the good end of the scale, and its words."""

    y: float
    top: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend line, ready to be written down."""

    name: str
    title: str
    description: str
    ticks: tuple
    days: tuple
    paths: tuple
    dots: tuple
    band: Mark | None = None
    lines: tuple = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM
    inner_width: int = WIDTH - RIGHT - LEFT

    @property
    def has_hollow(self):
        return any(dot.is_hollow for dot in self.dots)


def trend_chart(series):
    """Return the trend line of a series, with the change that counts seen from its start."""
    instrument, readings = series.instrument, [row.reading for row in series.rows]
    across, up = _across(readings), _up(instrument)
    marks = _marks(series, up)
    return Chart(
        name=instrument.code,
        title=f"{instrument.name}, {instrument.title}",
        description=_description(series),
        ticks=_ticks(instrument, up),
        days=_days(readings, across),
        paths=tuple(_paths(series, across, up)) if instrument.has_change or instrument.thresholds else (),
        dots=_dots(readings, across, up),
        band=marks[0] if marks else None,
        lines=tuple(marks[1:]),
    )


def _across(readings):
    first, last = readings[0].on, readings[-1].on
    start, room = LEFT + INSET, WIDTH - LEFT - RIGHT - 2 * INSET
    if first == last:
        return lambda day: start + room / 2
    return lambda day: round(start + room * (day - first).days / (last - first).days, 1)


def _up(instrument):
    room, span = HEIGHT - TOP - BOTTOM, instrument.high - instrument.low
    return lambda score: round(HEIGHT - BOTTOM - room * float(score - instrument.low) / span, 1)


def _ticks(instrument, up):
    scores = range(instrument.low, instrument.high + 1, instrument.tick)
    return tuple((up(score), score_words(instrument, score)) for score in scores)


def _days(readings, across):
    """Return the days that fit below the axis: the newest, the first, and from there what has room."""
    days = sorted({one.on for one in readings})
    last = across(days[-1])
    kept = []
    for day in days[:-1]:
        x = across(day)
        if last - x >= DAY_WIDTH and (not kept or x - kept[-1][0] >= DAY_WIDTH):
            kept.append((x, f"{day:%d-%b-%Y}"))
    return (*kept, (last, f"{days[-1]:%d-%b-%Y}"))


def _dots(readings, across, up):
    """Return the dots. Where their numbers would run into each other, the newest keeps its own."""
    dots, written = [], []
    for one in reversed(readings):
        x, y = across(one.on), up(one.exact)
        is_free = all(
            abs(x - other) >= VALUE_WIDTH or abs(y - height) >= VALUE_HEIGHT for other, height in written
        )
        if is_free:
            written.append((x, y))
        dots.append(Dot(x, y, one.words if is_free else "", one.from_assessment))
    return tuple(reversed(dots))


def _paths(series, across, up):
    """Return the line, broken where readings cannot be compared."""
    runs = []
    for row in series.rows:
        one = row.reading
        if not runs or runs[-1][0] != one.comparable_with:
            runs.append((one.comparable_with, []))
        runs[-1][1].append(f"{across(one.on)},{up(one.exact)}")
    return [" ".join(points) for _, points in runs if len(points) > 1]


def _marks(series, up):
    """Return the thresholds within the scale: the first is drawn as a band, further ones as lines."""
    instrument, start = series.instrument, series.start.exact
    best = up(instrument.high if instrument.higher_is_better else instrument.low)
    marks = []
    for threshold in instrument.thresholds:
        edge = boundary(instrument, threshold, start)
        is_state = threshold.as_good_as is not None
        if edge is None or (is_state and instrument.has_change):
            continue
        y = up(edge)
        words = threshold.words if is_state else f"{threshold.words} ({_reach(instrument, edge)})"
        marks.append(Mark(y, min(y, best), round(abs(y - best), 1), words))
    return marks


def _reach(instrument, edge):
    if edge in (instrument.low, instrument.high):
        return shown(edge)
    words = gettext("%(score)s or above") if instrument.higher_is_better else gettext("%(score)s or below")
    return words % {"score": shown(edge)}


def _description(series):
    first, last = series.rows[0].reading, series.rows[-1].reading
    if first is last:
        return gettext("One score: %(score)s on %(day)s.") % {
            "score": first.words,
            "day": f"{first.on:%d-%b-%Y}",
        }
    return gettext(
        "%(count)s scores, from %(first)s on %(first_day)s to %(last)s on %(last_day)s. "
        "The table holds the same numbers."
    ) % {
        "count": len(series.rows),
        "first": first.words,
        "first_day": f"{first.on:%d-%b-%Y}",
        "last": last.words,
        "last_day": f"{last.on:%d-%b-%Y}",
    }
