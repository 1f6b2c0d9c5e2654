"""Reads the frozen snapshot for printing and refuses one that lacks what the patient needs."""

import re
import unicodedata

from programs.handouts.errors import HandoutError

SCHEMA = 1
BLANKS = re.compile(r"[^\S\n]+")
NEEDED = {
    ("patient", "name"): "The patient has no name",
    ("patient", "reference"): "The patient has no reference",
    ("clinic", "name"): "The clinic has no name",
    ("clinic", "phone"): "The clinic has no phone number for the patient to call",
    ("clinic", "emergency_number"): "The clinic has no emergency number",
    ("clinician", "name"): "The program names no physiotherapist",
    ("program", "log_code"): "The program has no code for its log",
}


def readable(snapshot):
    """Return the snapshot with clean strings, or refuse it with a sentence that says what to do."""
    if not isinstance(snapshot, dict) or snapshot.get("schema") != SCHEMA:
        raise HandoutError("This program was not issued in a form that can be printed: issue a new version.")
    cleaned = _clean(snapshot)
    for (part, key), sentence in NEEDED.items():
        if not cleaned[part].get(key):
            raise HandoutError(f"{sentence}: enter it, then issue a new version.")
    return cleaned


def _clean(value):
    """Compose accents, so that the shipped fonts hold them; turn what nobody sees into one blank."""
    if isinstance(value, str):
        visible = "".join(" " if _is_control(letter) else letter for letter in value)
        return BLANKS.sub(" ", unicodedata.normalize("NFC", visible)).strip()
    if isinstance(value, dict):
        return {key: _clean(entry) for key, entry in value.items()}
    return [_clean(entry) for entry in value] if isinstance(value, list) else value


def _is_control(letter):
    return letter != "\n" and unicodedata.category(letter) in ("Cc", "Cs")
