"""Reads the frozen snapshot for printing and refuses one that lacks what the patient needs."""

import re
import unicodedata

from programs.handouts.errors import HandoutError
from programs.handouts.texts import BASE, load_texts

# 2 added the translations, 3 the photographs, 4 their descriptions in every language, 5 what takes a weight, 6 the days of
# later forms and the heaviest weight of the clearance.
SCHEMAS = (1, 2, 3, 4, 5, 6)
NO_BREAK = "\u00a0"
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
    if not isinstance(snapshot, dict) or snapshot.get("schema") not in SCHEMAS:
        raise HandoutError("This program was not issued in a form that can be printed: issue a new version.")
    cleaned = _clean(snapshot)
    for (part, key), sentence in NEEDED.items():
        if not cleaned[part].get(key):
            raise HandoutError(f"{sentence}: enter it, then issue a new version.")
    for key in ("phone", "emergency_number"):
        # A number to call is never broken across lines.
        cleaned["clinic"][key] = cleaned["clinic"][key].replace(" ", NO_BREAK)
    return cleaned


def session_minutes(program):
    """Return how many minutes a session takes, "49–74" where later weeks take longer; the handout says it in its language."""
    first, longest = minutes_of_session(program)
    return f"{first}–{longest}" if longest > first else str(first)


def minutes_of_session(program):
    """Return how many minutes a session takes at first and at most; schemas 1 to 4 knew the first week alone."""
    first = program["minutes_per_session"]
    return first, max(first, program.get("minutes_longest", 0))


def superseded(program):
    """Return the programs this one takes the place of; older snapshots named the version before alone, without its number."""
    return (
        program["supersedes"]
        if "supersedes" in program
        else [program["replaces"]]
        if program["replaces"]
        else []
    )


def review_day(program):
    """Return the day of the next review, or nothing where it was past when the program was issued."""
    review = program["review_on"]
    return review if review and review >= program["issued_on"] else None


def languages_of(snapshot):
    """Return the languages frozen with the program, its own first."""
    return [snapshot["program"]["language"], *sorted(snapshot.get("translations", {}))]


def in_language(snapshot, language):
    """Return the snapshot in one of the languages frozen with it; any other is refused later, by exercise."""
    if language == snapshot["program"]["language"] or language not in languages_of(snapshot):
        return snapshot
    frozen = snapshot["translations"][language]
    sections = [
        part | {"items": [_translated(item, frozen, language) for item in part["items"]]}
        for part in snapshot["sections"]
    ]
    return snapshot | {
        "sections": sections,
        "left_out": frozen["left_out"],
        "equipment": frozen["equipment"],
    }


def _translated(item, frozen, language):
    swapped = item["replaces"]
    return _said(item, frozen, language) | {
        "replaces": swapped and swapped | {"name": frozen["replaced"][swapped["slug"]]},
        "variants": [_said(form, frozen, language) for form in item["variants"]],
    }


def _said(form, frozen, language):
    """Return an exercise with its words, and those of its photographs where they were frozen in this language."""
    spoken = form | {"text": frozen["texts"][form["slug"]]}
    described = frozen.get("photos", {}).get(form["slug"])
    if form.get("photos") and described:
        places = {place: form["photos"][place] | {"alt": alt} for place, alt in described.items()}
        spoken["photos"] = places | {"language": language}
    return spoken


def is_unreviewed_translation(snapshot, language):
    """Tell whether this language is a translation in which somebody has still to read a text or the fixed sentences."""
    if language == BASE:
        return False
    items = [item for part in in_language(snapshot, language)["sections"] for item in part["items"]]
    texts = [form["text"] for item in items for form in (item, *item["variants"])]
    return not (load_texts(language)["meta"]["reviewed"] and all(text["reviewed"] for text in texts))


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
