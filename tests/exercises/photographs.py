"""Pictures for tests, as files in any format."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from exercises.models import PhotoFile, PhotoPair, PhotoWords
from exercises.photos import clean_photo


def picture(kind="JPEG", size=(640, 480), colour=(20, 90, 100), **options):
    """Return the bytes of a plain picture."""
    file = io.BytesIO()
    mode = "RGBA" if len(colour) == 4 else "RGB"
    Image.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def uploaded(content=None, name="start.jpg"):
    return SimpleUploadedFile(name, picture() if content is None else content, "image/jpeg")


def photographed(exercise, by, languages=("de", "ar")):
    """Give an exercise two pictures that are shown, described in English and in `languages`."""
    files = {}
    for place, colour in (("start", (200, 40, 40)), ("finish", (40, 40, 200))):
        photo = clean_photo(picture(colour=colour))
        values = {"content": photo.content, "width": photo.width, "height": photo.height}
        values |= {"uploaded_by": by, "uploaded_at": timezone.now()}
        files[place], _ = PhotoFile.objects.get_or_create(sha256=photo.sha256, defaults=values)
    said = {"start_alt": "Knees bent.", "finish_alt": "Legs nearly straight."}
    pair = PhotoPair.objects.create(exercise=exercise, uploaded_by=by, agreed_by=by, **files, **said)
    describe(pair, by, languages)
    return pair


def describe(pair, by, languages=("de", "ar")):
    """Add descriptions that count."""
    for language in languages:
        said = {"start_alt": f"Start ({language}).", "finish_alt": f"Finish ({language})."}
        PhotoWords.objects.create(pair=pair, language=language, written_by=by, agreed_by=by, **said)
