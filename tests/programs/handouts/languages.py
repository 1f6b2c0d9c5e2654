"""Small languages that stand in for the shipped ones."""

import re
import shutil

from programs.handouts import texts


def german_texts(monkeypatch, folder):
    """Put the base language and a German made from it, unreviewed, in place of the shipped sentences."""
    yield from stand_in(monkeypatch, folder, {"de": {"name": "Deutsch", "direction": "ltr"}})


def longer(text):
    """Return `text` with every word of four letters and more twice as long, names to fill in left alone."""
    return re.sub(r"(?<![{\w])[A-Za-z]{4,}(?![}\w])", lambda word: word.group() + word.group().lower(), text)


def stand_in(monkeypatch, folder, made, change=None):
    """Yield a folder with the base language and the languages made from it: same sentences, other head."""
    source = texts.FOLDER / "en.toml"
    shutil.copy(source, folder / "en.toml")
    for code, meta in made.items():
        text = source.read_text(encoding="utf-8").replace('language = "en"', f'language = "{code}"', 1)
        for key, value in meta.items():
            text = re.sub(rf'^{key} = ".*"$', f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
        if change:
            text = re.sub(
                r'(?<!id = )"([^"]*)"(?=[,\]]?$)',
                lambda said: f'"{change(said.group(1))}"',
                text,
                flags=re.MULTILINE,
            )
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(texts, "FOLDER", folder)
    texts.load_texts.cache_clear()
    yield folder
    texts.load_texts.cache_clear()
