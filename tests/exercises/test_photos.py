"""Uploaded pictures written anew: what they are is told by their content, and nothing but the picture is kept."""

import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from exercises import photos
from exercises.photos import PhotoRefused, clean_photo
from tests.exercises.photographs import picture


def opened(photo):
    return Image.open(io.BytesIO(photo.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_three_formats_become_one(kind):
    photo = clean_photo(picture(kind))
    assert (opened(photo).format, opened(photo).size, photo.width, photo.height) == (
        "JPEG",
        (640, 480),
        640,
        480,
    )


def test_the_same_picture_gives_the_same_bytes():
    assert clean_photo(picture()).sha256 == clean_photo(picture()).sha256


def test_a_large_picture_is_shrunk():
    photo = clean_photo(picture(size=(4000, 3000)))
    assert (photo.width, photo.height) == (1600, 1200)


def test_place_camera_and_comments_are_gone():
    exif = Image.Exif()
    exif[0x010F] = "Canary camera"
    exif[0x9286] = "Canary words"
    exif.get_ifd(0x8825)[1] = "N"
    data = picture(exif=exif, comment=b"Canary comment", icc_profile=b"Canary profile")
    assert data.count(b"Canary") == 4
    assert b"Canary" not in clean_photo(data).content
    assert not opened(clean_photo(data)).getexif()


def test_what_hangs_behind_a_picture_is_gone():
    assert b"<script>" not in clean_photo(picture("PNG") + b"<script>alert(1)</script>").content


def test_a_picture_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = clean_photo(picture(size=(640, 480), exif=exif))
    assert (photo.width, photo.height) == (480, 640)


def test_what_is_see_through_becomes_white():
    photo = clean_photo(picture("PNG", colour=(0, 0, 0, 0)))
    assert opened(photo).getpixel((5, 5)) == (255, 255, 255)


def bomb(width, height):
    """Return a PNG that claims a size without holding it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [5001, 13_000, 20_000])
def test_a_bomb_is_refused_before_it_is_decoded(side, monkeypatch):
    monkeypatch.setattr(photos, "_written_anew", lambda image: pytest.fail("It was decoded."))
    with pytest.raises(PhotoRefused):
        clean_photo(bomb(side, side))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a whole"),
        (b"no picture", "not a whole"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not a whole"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 600 600\n", "not a whole"),
        (picture("GIF"), "not a whole"),
        (picture("BMP"), "not a whole"),
        (picture("TIFF"), "not a whole"),
        (picture()[: len(picture()) // 2], "not a whole"),
        (bomb(400, 400), "not a whole"),
        (picture(size=(299, 900)), "too little to print"),
        (picture("PNG", size=(5001, 5001)), "more than 25 million"),
        (
            picture("WEBP", save_all=True, append_images=[Image.new("RGB", (640, 480), "red")], duration=100),
            "It moves",
        ),
    ],
)
def test_what_is_no_picture_we_keep_is_refused(data, words):
    with pytest.raises(PhotoRefused, match=words):
        clean_photo(data)


def test_a_picture_cut_short_is_refused_whatever_other_libraries_allow(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(PhotoRefused):
        clean_photo(picture()[: len(picture()) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_too_many_bytes_are_refused():
    with pytest.raises(PhotoRefused, match="larger than 10 MB"):
        clean_photo(b"x" * (photos.MOST_BYTES + 1))


GOOD = picture("PNG", size=(320, 320))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=20))
def test_a_damaged_picture_is_kept_clean_or_refused_and_nothing_else(place, damage):
    with suppress(PhotoRefused):
        assert clean_photo(GOOD[:place] + damage + GOOD[place + len(damage) :]).content.startswith(
            b"\xff\xd8"
        )
