"""An uploaded picture decoded, turned upright, shrunk and written anew: nothing of the file itself is kept."""

import hashlib
import io
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP"]
MEBIBYTE = 1024 * 1024
MOST_BYTES = 10 * MEBIBYTE
MOST_PIXELS = 25_000_000
FEWEST_PIXELS = 300
LONGEST_SIDE = 1600
QUALITY = 88
WHITE = (255, 255, 255)
_strictness = Lock()


class PhotoRefused(ValueError):
    """A file that is no picture we keep; the message says what to do."""


@dataclass(frozen=True)
class Photo:
    """A clean JPEG. Its name is the sha256 of its bytes."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self):
        return hashlib.sha256(self.content).hexdigest()


def clean_photo(data):
    """Return an upload as a Photo of at most 1600 pixels a side, without place, camera or anything else beside it.

    What a file is, its content tells, whatever it is called. Raises PhotoRefused.
    """
    if len(data) > MOST_BYTES:
        raise PhotoRefused(
            _("It is larger than %(most_bytes)s MB. Save it smaller.")
            % {"most_bytes": MOST_BYTES // MEBIBYTE}
        )
    try:
        with _whole_pictures_only(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(image)
            return _written_anew(image)
    except PhotoRefused:
        raise
    except Exception:  # a broken picture provokes almost anything in its decoder
        raise PhotoRefused(
            _("It is not a whole JPEG, PNG or WebP picture. Save it again as one of these.")
        ) from None


@contextmanager
def _whole_pictures_only():
    """Decode as Pillow does by itself: WeasyPrint, once imported, makes it fill up what is cut short with grey."""
    with _strictness:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_size(image):
    """Refuse by the size the file claims, before anything is decoded."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise PhotoRefused(
            _("It has %(width)s × %(height)s pixels, more than %(most_pixels)s million.")
            % {"width": width, "height": height, "most_pixels": MOST_PIXELS // 1000000}
        )
    if min(width, height) < FEWEST_PIXELS:
        raise PhotoRefused(
            _(
                "It has %(width)s × %(height)s pixels. Less than %(fewest_pixels)s a side is too little to "
                "print."
            )
            % {"width": width, "height": height, "fewest_pixels": FEWEST_PIXELS}
        )
    if getattr(image, "n_frames", 1) > 1:
        raise PhotoRefused(_("It moves. Save one frame of it as a still picture."))


def _written_anew(image):
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, WHITE)
    plain.paste(upright, mask=upright)
    file = io.BytesIO()
    plain.save(file, "JPEG", quality=QUALITY, optimize=True)
    return Photo(file.getvalue(), *plain.size)
