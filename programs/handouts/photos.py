"""Uploaded pictures of an exercise, made ready for paper: no larger than a print needs, and grey where the handout is."""

import base64
import hashlib
import io
from dataclasses import dataclass
from functools import cached_property, lru_cache

from PIL import Image

from programs.handouts.errors import HandoutError
from programs.handouts.figures import alternatives
from programs.handouts.texts import BASE

PLACES = ("start", "finish")
# 58 mm, the largest that a picture gets on paper, at 300 dots an inch.
LONGEST_SIDE = 700
QUALITY = 85
MISSING = (
    "The picture of {who} is not there any more or is damaged, so nothing was printed: "
    "upload it again in the library, then issue a new version."
)


@dataclass(frozen=True)
class Photo:
    """One photograph as a JPEG of print size, with its caption and its description in words."""

    jpeg: bytes
    width: int
    height: int
    is_grey: bool
    caption: str
    alt: str

    @cached_property
    def name(self):
        """Return the address under which the PDF finds the photograph."""
        return f"photo:{hashlib.sha256(self.jpeg).hexdigest()[:24]}"

    @cached_property
    def data_uri(self):
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode()}"

    @property
    def aspect(self):
        return self.width / self.height


def photographs(form, files, palette, wording, who):
    """Return start and finish of a frozen form; `files` are the stored bytes by their sha256.

    Raises HandoutError when a file is missing or is not the one that was issued: another picture is never shown instead.
    """
    frozen = [form["photos"][place] for place in PLACES]
    captions = [wording.say(f"exercise.{place}_caption") for place in PLACES]
    return tuple(
        Photo(*_printable(one["sha256"], files, palette, who), caption, alt)
        for one, caption, alt in zip(frozen, captions, _described(form, wording), strict=True)
    )


def _described(form, wording):
    """Return both pictures in words.

    Schema 3 knew them in English alone: in another language the text's own description of the movement stands in.
    """
    text = form["text"]
    if form["photos"].get("language", BASE) != wording.language:
        return alternatives(text, len(PLACES), wording)
    return [
        f"{text['name']}. {wording.say(f'exercise.{place}')}: {form['photos'][place]['alt']}"
        for place in PLACES
    ]


def has_picture(form):
    """Tell whether a frozen form of an exercise has something to show, photographs or a drawing."""
    return bool(form.get("photos") or form["pose"])


def frozen_names(snapshot):
    """Return the sha256 of every photograph that a snapshot shows."""
    items = [item for part in snapshot["sections"] for item in part["items"]]
    forms = [form for item in items for form in (item, *item["variants"])]
    return {form["photos"][place]["sha256"] for form in forms if form.get("photos") for place in PLACES}


def _printable(sha256, files, palette, who):
    content = files.get(sha256, b"")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise HandoutError(MISSING.format(who=who))
    try:
        return _shrunk(content, palette)
    except Exception as fault:  # a broken picture provokes almost anything in its decoder
        raise HandoutError(MISSING.format(who=who)) from fault


@lru_cache(maxsize=64)
def _shrunk(content, palette):
    """Return (JPEG, width, height, whether grey), the same bytes for the same picture and palette."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = image.convert("L" if palette == "mono" else "RGB")
    file = io.BytesIO()
    plain.save(file, "JPEG", quality=QUALITY)
    return file.getvalue(), *plain.size, plain.mode == "L"
