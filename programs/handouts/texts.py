"""Loads the fixed sentences of one language and refuses a file in which any is missing."""

import re
import tomllib
from functools import cache
from pathlib import Path

from programs.handouts.direction import apart
from programs.handouts.errors import HandoutError

FOLDER = Path(__file__).parent / "text"
BASE = "en"
PLACEHOLDER = re.compile(r"{(\w*)}")
# A name to fill in or a number, alone or joined to others: "{sets} × {times}", "0–10".
INSERTS = re.compile(r"(?:{\w+}|\d+)(?:\s?[×–-]\s?(?:{\w+}|\d+))*")
PLURAL_FORMS = {"zero", "one", "two", "few", "many", "other"}


class Words(dict):
    """A table of sentences that refuses an unknown key instead of printing nothing, also inside a template."""

    def __init__(self, source, path, values):
        super().__init__({key: _wrap(source, f"{path}{key}", value) for key, value in values.items()})
        self.source, self.path = source, path

    def __missing__(self, key):
        raise HandoutError(f"{self.source} has no “{self.path}{key}”: add this sentence to the file.")


def languages():
    """Return the codes of the languages a handout can be printed in, the base language first."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(found, key=lambda code: code != BASE)


def language_name(language):
    """Return a language in its own words, or its code where the sentences are not there to say."""
    try:
        return load_texts(language)["meta"]["name"]
    except HandoutError:
        return language


@cache
def load_texts(language):
    """Return the checked sentences of `language`; the error names the file and the key."""
    texts = _read(language)
    _check_values(texts, texts.source, "")
    if language != BASE:
        _check_like_base(load_texts(BASE), texts, texts.source, "")
    return _ordered(texts) if texts.get("meta", {}).get("direction") == "rtl" else texts


def _ordered(value):
    """Set apart, in a sentence that runs right to left, what is filled in: a phone number must keep its order."""
    if isinstance(value, str):
        return INSERTS.sub(lambda found: apart(found.group()), value)
    if isinstance(value, dict):
        for key, entry in value.items():
            value[key] = _ordered(entry)
        return value
    return [_ordered(entry) for entry in value] if isinstance(value, list) else value


def _wrap(source, path, value):
    if isinstance(value, dict):
        return Words(source, f"{path}.", value)
    if isinstance(value, list):
        return [_wrap(source, f"{path}[{index}]", entry) for index, entry in enumerate(value)]
    return value


def _read(language):
    path = FOLDER / f"{language}.toml"
    source = f"text/{path.name}"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", language) or not path.is_file():
        raise HandoutError(
            f"There is no handout text in the language “{language}”: choose one of {', '.join(languages())}."
        )
    try:
        return Words(source, "", tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as fault:
        raise HandoutError(f"{source} cannot be read: {fault}.") from fault


def _check_values(value, source, path):
    if value in ("", [], {}):
        raise HandoutError(f"{source} says nothing under “{path}”: write this sentence.")
    if isinstance(value, str) and (value.count("{") != value.count("}") or "" in PLACEHOLDER.findall(value)):
        raise HandoutError(f"{source} has a broken {{name}} under “{path}”.")
    for name, entry in _children(value):
        _check_values(entry, source, _join(path, name))


def _check_like_base(base, value, source, path):
    """A translation has every key of the base language, and every {name} in each sentence."""
    if type(base) is not type(value):
        raise HandoutError(f"{source} has something else than {BASE}.toml under “{path}”.")
    if isinstance(base, str) and set(PLACEHOLDER.findall(base)) != set(PLACEHOLDER.findall(value)):
        raise HandoutError(f"{source} does not keep the {{names}} of {BASE}.toml under “{path}”.")
    here = dict(_children(value))
    is_plural = isinstance(base, dict) and base and set(base) <= PLURAL_FORMS
    if is_plural:
        _check_plurals(base, here, source, path)
    for name, entry in _children(base):
        if name not in here and (not is_plural or name == "other"):
            raise HandoutError(f"{source} has no “{_join(path, name)}”: add this sentence to the file.")
        if name in here and not is_plural:
            _check_like_base(entry, here[name], source, _join(path, name))


def _check_plurals(base, here, source, path):
    # "Once" and "twice" may do without the number; what stands for several numbers must name it.
    wanted = set(PLACEHOLDER.findall(base["other"]))
    for form in set(here) - {"zero", "one", "two"}:
        if set(PLACEHOLDER.findall(here[form])) != wanted:
            raise HandoutError(
                f"{source} does not keep the {{names}} of {BASE}.toml under “{_join(path, form)}”."
            )


def _children(value):
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _join(path, name):
    return f"{path}.{name}".lstrip(".")
