"""An exercise as it would be printed and read, from content that need not be complete or right yet."""

from dataclasses import dataclass

from exercises.content import WORDS
from exercises.dose_words import amount, is_stated
from exercises.figures.schema import DRAWING_FAULTS, validate
from exercises.languages import BASE, NAMES, direction
from exercises.models import Exercise
from exercises.models.photo import shown_photos
from exercises.pose_drawing import Drawing, drawn
from exercises.presenters import photo_pictures
from exercises.publishing import pose_findings


@dataclass(frozen=True)
class Preview:
    """What stands beside the form: the handout's block, and what is wrong with the picture."""

    words: dict
    language: str
    language_code: str
    direction: str
    is_english: bool
    pictures: list[Drawing]
    printed: list[Drawing]
    has_photos: bool
    described: tuple[str, ...]
    findings: list[str]
    dose: str


def preview(content, language=BASE, *, exercise):
    """Return the block of the handout for a content of an exercise, in one language; uploaded pictures before the drawing."""
    text, drawings, photos = (
        content["words"].get(language, {}),
        pictures(content["picture"]),
        _photos(exercise),
    )
    return Preview(
        words={name: text.get(name) or "" for name in WORDS},
        language=NAMES.get(language, language),
        language_code=language,
        direction=direction(language),
        is_english=language == BASE,
        pictures=drawings,
        printed=photos or drawings,
        has_photos=bool(photos),
        described=_described(exercise, language),
        findings=pose_findings(content["picture"]) if content["picture"] or not photos else [],
        dose=dose_line(content["dose"]),
    )


def pictures(pose):
    """Return the drawn positions of a pose, none where it cannot be drawn."""
    try:
        validate(pose)
        return drawn(pose)
    except DRAWING_FAULTS:
        return []


def _photos(exercise):
    if not shown_photos(exercise):
        return []
    return [Drawing(one.url, one.caption) for one in photo_pictures(exercise)]


def _described(exercise, language):
    pair = shown_photos(exercise)
    return (pair.words_in(language) or ()) if pair else ()


def dose_line(dose):
    """Say the usual dose in words, or nothing while it is not stated."""
    exercise = Exercise(**dose)
    return amount(exercise) if is_stated(exercise) else ""
