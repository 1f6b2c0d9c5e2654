"""Pictures for tests, as files in any format."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(kind="JPEG", size=(640, 480), colour=(20, 90, 100), **options):
    """Return the bytes of a plain picture."""
    file = io.BytesIO()
    mode = "RGBA" if len(colour) == 4 else "RGB"
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def uploaded(content=None, name="start.jpg"):
    return SimpleUploadedFile(name, picture() if content is None else content, "image/jpeg")
