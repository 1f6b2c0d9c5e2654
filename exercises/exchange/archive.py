"""Zip files, workbooks among them, looked at from outside before anything in them is unpacked."""

import io
import zipfile

from exercises.exchange.limits import MEBIBYTE, MOST_ENTRIES, MOST_UNPACKED
from exercises.exchange.problems import whole_file

IS_ZIP = b"PK"
# An old .xls, and a workbook behind a password, are files of this kind.
IS_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
IS_WORKBOOK = "[Content_Types].xml"
ENCRYPTED = 1


def open_archive(data):
    """Return the open zip file.

    Raises FileRefused when it is damaged, locked, or unpacks to more than the library could ever need.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise whole_file(
            "The file is damaged or was cut short. Save it again and upload the new copy."
        ) from None
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or len({one.filename for one in entries}) < len(entries):
        raise whole_file(f"It holds {len(entries)} parts, more than a spreadsheet of the library needs.")
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise whole_file(
            f"It unpacks to more than {MOST_UNPACKED // MEBIBYTE} MB. Split it into smaller files."
        )
    if any(one.flag_bits & ENCRYPTED for one in entries):
        raise whole_file("It is locked with a password. Save it without one.")
    return archive


def unpacked(archive, name):
    """Return one part of a zip file. Raises FileRefused when it is damaged."""
    try:
        return archive.read(name)
    except Exception:  # noqa: BLE001 — what a broken part provokes in its decoder has no common ancestor
        raise damaged(name) from None


def damaged(name):
    return whole_file(f"Its part “{name}” is damaged. Save the file again and upload the new copy.")
