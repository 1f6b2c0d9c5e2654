"""What to have at hand, by name in each language; in the base language the library's own names are used.

`[named]` holds household things, such as a pillow, that no exercise is planned by but a text may ask for.
"""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
OR = "_or_"
EITHER = "{first} or {last}"


def name_of(slug, language):
    """Return the name of a thing in `language`, or None where nobody has written it yet."""
    names = _read(language)
    options = [names.get("things", {}).get(option) for option in slug.split(OR)]
    if not all(options):
        return None
    name = options[0]
    for option in options[1:]:
        name = names.get("or", EITHER).format(first=name, last=option)
    return name


def named_in(sentences, language):
    """Return the names of the household things that these sentences ask for, in the order of the file."""
    said = " ".join(sentences).casefold()
    return [name for word, name in _read(language).get("named", {}).items() if word in said]


def without_doubles(names, language):
    """Return the names without "a bench or a bed" where the bench is needed anyway."""
    between = _read(language).get("or", EITHER).format(first="", last="")
    needed = {name.casefold() for name in names}
    return [
        name
        for name in names
        if between not in name or needed.isdisjoint(option.casefold() for option in name.split(between))
    ]


@cache
def _read(language):
    path = FOLDER / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
