"""Zip files, workbooks among them, looked at from outside before anything in them is unpacked."""

import io
import zipfile

from exercises.exchange.faults import Fault, Unreadable
from exercises.exchange.limits import MEBIBYTE, MOST_ENTRIES, MOST_UNPACKED

IS_ZIP = b"PK"
# An old .xls, and a workbook behind a password, are files of this kind.
IS_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
IS_WORKBOOK = "[Content_Types].xml"
ENCRYPTED = 1


def open_archive(data):
    """Return the open zip file.

    Raises Unreadable when it is damaged, locked, or unpacks to more than the library could ever need.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unreadable(Fault.CUT_SHORT) from None
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or len({one.filename for one in entries}) < len(entries):
        raise Unreadable(Fault.MANY_PARTS, parts=len(entries))
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise Unreadable(Fault.TOO_LARGE, megabytes=MOST_UNPACKED // MEBIBYTE)
    if any(one.flag_bits & ENCRYPTED for one in entries):
        raise Unreadable(Fault.LOCKED)
    return archive


def unpacked(archive, name):
    """Return one part of a zip file. Raises Unreadable when it is damaged."""
    try:
        return archive.read(name)
    except Exception:  # noqa: BLE001 — what a broken part provokes in its decoder has no common ancestor
        raise Unreadable(Fault.DAMAGED_PART, part=name) from None
