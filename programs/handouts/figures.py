"""The start and end pictures of an exercise, drawn once per pose and palette."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache

import segno

from exercises.figures.render import frames
from exercises.figures.viewpoint import is_seen_from_above
from programs.handouts.errors import HandoutError

# A figure wider than this is stacked start above finish; narrower ones stand side by side.
WIDE = 1.15


@dataclass(frozen=True)
class Picture:
    """One drawing with its caption and its description in words."""

    svg: str
    aspect: float
    caption: str
    alt: str

    @cached_property
    def name(self):
        """Return the address under which the PDF finds the drawing; it says nothing about a place on a disk."""
        return f"figure:{hashlib.sha256(self.svg.encode()).hexdigest()[:24]}"

    @cached_property
    def data_uri(self):
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


def draw(pose, text, palette, wording, who):
    """Return the pictures of one exercise, start first."""
    if not pose:
        raise HandoutError(f"{who} has no picture: add its figure in the library, then issue a new version.")
    try:
        drawn = _drawn(json.dumps(pose, sort_keys=True), palette)
    except Exception as fault:
        raise HandoutError(
            f"The picture of {who} cannot be drawn: correct its figure in the library."
        ) from fault
    captions = _captions(pose, len(drawn), wording)
    alts = alternatives(text, len(drawn), wording)
    if is_seen_from_above(pose):
        # Otherwise a person who lies on a mat is taken for one who stands in front of a wall.
        above = wording.say("exercise.from_above")
        captions = [f"{caption}. {above}" for caption in captions]
        alts = [f"{above}. {alt}" for alt in alts]
    return tuple(
        Picture(frame.svg, frame.aspect, caption, alt)
        for frame, caption, alt in zip(drawn, captions, alts, strict=False)
    )


def _captions(pose, number, wording):
    """Return what stands under each picture. A movement to and fro has neither start nor finish."""
    ends = ("one_way", "other_way") if pose.get("to_and_fro") else ("start", "finish")
    captions = [wording.say(f"exercise.{end}_caption") for end in ends]
    return captions + [str(place) for place in range(3, number + 1)]


def alternatives(text, number, wording):
    """Return one description per picture, splitting "Start: … Finish: …" where the text is written so."""
    start, finish = f"{wording.say('exercise.start')}:", f"{wording.say('exercise.finish')}:"
    before, found, after = text["alt"].partition(finish)
    if number == 2 and found and before.startswith(start):
        return [f"{text['name']}. {before.strip()}", f"{text['name']}. {finish} {after.strip()}"]
    return [text["alt"]] + [f"{text['name']}, {place}" for place in range(2, number + 1)]


def is_wide(pictures):
    return pictures[0].aspect >= WIDE


def code_picture(code, caption):
    """Return a small square code that holds the log code and nothing else."""
    square = segno.make(code, error="m", micro=False)
    width, height = square.symbol_size(border=2)
    rows = enumerate(square.matrix_iter(border=2))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in rows for x, dark in enumerate(row) if dark)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path d="{path}" fill="#000000"/></svg>'
    )
    return Picture(svg, 1, "", caption)


@lru_cache(maxsize=1024)
def _drawn(pose, palette):
    return tuple(frames(json.loads(pose), palette))
