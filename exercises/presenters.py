"""The library as pages show it: rows in, plain values out."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.completeness import badges, contents_of
from exercises.demand_scale import FULL_NAMES, LEVELS, MEANING
from exercises.figures.render import frames, render
from exercises.figures.schema import DRAWING_FAULTS
from exercises.figures.viewpoint import is_seen_from_above
from exercises.models.photo import shown_photos
from exercises.vocabulary import DEMANDS, Category, words

BAR_WIDTH, BAR_STEP, BAR_UNIT, BAR_TOP = 9, 12, 7, 30
FAULT_TAG = "fault_pattern"
FROM_ABOVE = _("Seen from above")
FRAME_NAMES = {
    1: [_("Position")],
    2: [_("Start"), _("Finish")],
    3: [_("Start"), _("On the way"), _("Finish")],
}
TO_AND_FRO = [_("Like this"), _("Then like this")]


@dataclass(frozen=True)
class Bar:
    """One bar of the demand profile, in the units of its drawing."""

    x: int
    y: int
    height: int
    value: int


@dataclass(frozen=True)
class Profile:
    """The eight demands as bars, and the same in words."""

    bars: list[Bar]
    in_words: str
    highest: str


def profile(exercise):
    """Return the demand profile of an exercise. A demand of 0 keeps a sliver, so that eight bars are seen."""
    if not exercise.demand_evidence:
        # The columns of a draft start at 0, which would read as “no demand”.
        words = gettext("Demand on the back not stated yet")
        return Profile([], words, words)
    values = exercise.demands
    bars = [_bar(place, value) for place, value in enumerate(values.values())]
    listed = ", ".join(f"{label.lower()} {values[field]}" for field, label in DEMANDS.items())
    return Profile(
        bars, gettext("Demand on the back, 0 to 4: %(listed)s.") % {"listed": listed}, _highest(values)
    )


def _bar(place, value):
    height = max(2, value * BAR_UNIT)
    return Bar(x=place * BAR_STEP, y=BAR_TOP - height, height=height, value=value)


def _highest(values):
    top = max(values.values())
    if top == 0:
        return gettext("No demand above 0")
    labels = [label.lower() for field, label in DEMANDS.items() if values[field] == top]
    many = gettext("%(count)s demands") % {"count": len(labels)}
    return gettext("Highest %(top)s: %(demands)s") % {
        "top": top,
        "demands": ", ".join(labels) if len(labels) <= 2 else many,
    }


@dataclass(frozen=True)
class Picture:
    """One drawing and what stands under it."""

    url: str
    caption: str
    alt: str


@dataclass(frozen=True)
class Card:
    """One exercise in the list."""

    name: str
    url: str
    patient_name: str
    picture: Picture | None
    pattern: str
    muscles: str
    profile: Profile
    is_caution: bool
    is_fault: bool
    caution_reason: str
    status: str
    lacks: list[str]


def card(exercise, languages=None):
    """Return what the list shows of an exercise fetched by `ready_for_cards`.

    With the `languages` of the library given, it also says what the exercise lacks.
    """
    text = next(iter(exercise.in_english), None)
    return Card(
        name=exercise.name,
        url=exercise.get_absolute_url(),
        patient_name=text.name if text else "",
        picture=_whole_picture(exercise, text),
        pattern=words(exercise.movement_pattern).capitalize(),
        muscles=", ".join(map(words, exercise.primary_muscles)),
        profile=profile(exercise),
        is_caution=exercise.caution,
        is_fault=FAULT_TAG in exercise.tags,
        caution_reason=exercise.caution_reason,
        status="" if exercise.status == exercise.Status.PUBLISHED else exercise.get_status_display(),
        lacks=[] if languages is None else _lacks(exercise, languages),
    )


def _lacks(exercise, languages):
    return [badge.label for badge in badges(contents_of(exercise), languages) if not badge.is_there]


def grouped(exercises, languages=None):
    """Return [(category, cards)] for exercises that stand in the order of their categories."""
    return [
        (Category(category).label, [card(exercise, languages) for exercise in members])
        for category, members in groupby(exercises, key=lambda exercise: exercise.category)
    ]


def _whole_picture(exercise, text):
    if shown_photos(exercise):
        return photo_pictures(exercise)[0]
    if not hasattr(exercise, "figure"):
        return None
    return Picture(_figure_url(exercise), "", _described(exercise, text))


def pictures(exercise, text):
    """Return the start and the end of the movement, captioned: uploaded pictures before the drawing.

    The first part of a drawing carries the description of the whole.
    """
    if shown_photos(exercise):
        return photo_pictures(exercise)
    if not hasattr(exercise, "figure"):
        return []
    alt = _described(exercise, text)
    return [
        Picture(f"{_figure_url(exercise)}&frame={place}", caption, alt if place == 0 else "")
        for place, caption in enumerate(captions(exercise.figure.pose))
    ]


def captions(pose):
    """Return what stands under each position of a pose.

    A picture seen from above says so: otherwise a person on a mat is taken for one in front of a wall.
    """
    names = _frame_names(pose)
    return [f"{name}. {FROM_ABOVE}" for name in names] if _is_from_above(pose) else names


def _frame_names(pose):
    number = len(pose["frames"])
    if number == len(TO_AND_FRO) and pose.get("to_and_fro"):
        return TO_AND_FRO
    return FRAME_NAMES.get(number) or [
        gettext("Step %(place)s") % {"place": place} for place in range(1, number + 1)
    ]


def _described(exercise, text):
    alt = text.alt if text else gettext("%(exercise)s, drawn") % {"exercise": exercise.name}
    return f"{FROM_ABOVE}. {alt}" if _is_from_above(exercise.figure.pose) else alt


def _is_from_above(pose):
    try:
        return is_seen_from_above(pose)
    except DRAWING_FAULTS:
        return False  # the page of a draft opens also while its pose cannot be drawn


def photo_pictures(exercise):
    """Return the uploaded pictures of an exercise, shown or waiting."""
    pair = exercise.photos
    return [
        Picture(_photo_url(exercise, "start", pair.start_id), FRAME_NAMES[2][0], pair.start_alt),
        Picture(_photo_url(exercise, "finish", pair.finish_id), FRAME_NAMES[2][1], pair.finish_alt),
    ]


def _photo_url(exercise, place, sha256):
    # The address changes with the picture, so that a browser may keep what it has.
    return f"{reverse('exercise-photo', args=[exercise.slug, place])}?v={sha256[:8]}"


def _figure_url(exercise):
    # The address changes with the drawing, so that a browser may keep what it has.
    mark = sha256(repr(exercise.figure.pose).encode()).hexdigest()[:8]
    return f"{reverse('exercise-figure', args=[exercise.slug])}?v={mark}"


def drawing(exercise, frame):
    """Return the SVG of one frame ("0" is the first), or of all side by side.

    Raises one of DRAWING_FAULTS for no such frame, and for a pose of a draft that cannot be drawn.
    """
    pose = exercise.figure.pose
    return frames(pose)[int(frame)].svg if frame.isdecimal() else render(pose)


@dataclass(frozen=True)
class DemandRow:
    """One line of the demands table."""

    label: str
    explained: str
    value: int
    level: str
    meaning: str


def demand_rows(exercise):
    """Return the eight demands with what each number means."""
    return [
        DemandRow(label, FULL_NAMES[field], value, LEVELS[value], MEANING[field][value])
        for (field, label), value in zip(DEMANDS.items(), exercise.demands.values(), strict=True)
    ]
