"""What a person reads or hears on a page, and what of it is content and not interface."""

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

from programs.alongside import ALONGSIDE
from programs.rulebook.wording import plain
from programs.rules.covering import GOALS
from programs.rules.loading import default_table
from programs.rules.scales import Mode, Stage, Verdict
from tests.access.matrix.table import MATRIX
from tests.interface.marked import LETTER, unmarked

SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title"}
SILENT = {"script", "style", "svg", "code"}
# The names of the product and of published instruments are the same in every language.
NAMES = {
    "Backstay",
    "GROC",
    "NPRS",
    "ODI",
    "PASS",
    "PSFS",
    "RMDQ",
    "STarT Back",
    "PDF",
    "ICD-10-CM",
    "RPE",
    "SNOMED CT",
}
# What may stand between two pieces of content, the strongest first.
SIGNS = [
    re.compile(r"[|·]"),
    re.compile(r"^[a-z]\d\d(?:\.\w+)? "),
    re.compile(r"[;“”→×–/+\[\]]|\. "),
    re.compile(r","),
    re.compile(r"[:()]"),
    re.compile(r"\bbk \d+ v\d+\b|\b\d\d [a-z]{3} \d{4}\b|\b[a-z]\d\d(?:\.\w+)?\b|\b[0-9a-f]{12,}…?|\bv\d+\b"),
    re.compile(r"(?<=\d)\s*(?:kg|min|s|h|y|mb)\b|(?<=\d) of (?=\d)|\b[a-z]{3,}\d\d\b"),
    re.compile(r"\d+"),
]
# Limits have an id each, made from condition, stage and demand.
LIMIT_ID = re.compile(r"\bT-[\w-]+")
# Codes that pages show as they are: grades of evidence, columns of a table or a form, keys of a stored answer.
CODES = ("rule", "trial", "seed", "biomech", "rest_s", "activity", "score", "twist", "shear", "compression")
FORM_CODES = ("limits-TOTAL_FORMS", "limits-INITIAL_FORMS", "TOTAL_FORMS", "INITIAL_FORMS")
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}
# The patient's paper. In a list of swaps each paragraph is what the engine says about one.
PAPER, SWAPS = "handout", "swap-options"
BUTTONS = {"submit", "button", "reset"}
# The text files whose words are not the interface's: the rules, what they rest on, and what handouts say.
TEXTS = ("programs/rules", "programs/rulebook", "programs/handouts")


class Page(HTMLParser):
    """Collect each stretch of words of a page, one for each block of it."""

    def __init__(self, html):
        super().__init__()
        self.said, self.now, self.silent, self.swaps = [], [], [], False
        self.feed(html)
        self.close()
        self.end()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        classes = (told.get("class") or "").split()
        self.swaps = self.swaps or SWAPS in classes
        is_content = PAPER in classes or (self.swaps and tag == "p")
        if self.silent or tag in SILENT or is_content:
            # What stands within is counted, so that the right end tag is found.
            self.silent += [tag] if tag not in VOID else []
            self.end()
            return
        self.said += [told[name] for name in SPOKEN & told.keys() if told[name]]
        if tag == "input" and told.get("type") in BUTTONS:
            self.said.append(told.get("value") or "")
        self.end()

    def handle_endtag(self, tag):
        self.swaps = self.swaps and tag != "ul"
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        self.end()

    def handle_data(self, data):
        if not self.silent:
            self.now.append(data)

    def end(self):
        if self.now:
            self.said.append("".join(self.now))
        self.now = []


def raw_words(html, content):
    """Return each stretch of a page that neither the catalogue nor the content says."""
    found = set()
    for said in Page(html).said:
        rest = " ".join(unmarked(said).split())
        if LETTER.search(rest) and not content.holds(rest):
            found.add(rest)
    return found


class Content:
    """Everything that is written by people or by the rules, and read on pages as it stands."""

    def __init__(self, strings):
        self.entries = {_plain(text) for text in strings}
        self.entries |= {
            _plain(part) for text in self.entries if len(text) < 60 for part in re.split(r"[,:]", text)
        }
        self.whole = "\n".join(sorted(self.entries))

    def holds(self, text):
        """Tell whether a stretch of words is content, or several pieces of content with signs between them."""
        text = _plain(text)
        if (
            len(LETTER.findall(text)) < 2
            or text in self.entries
            or (text.count(" ") > 2 and text in self.whole)
        ):
            return True
        for sign in SIGNS:
            parts = [part for part in sign.split(text) if part and LETTER.search(part)]
            if parts != [text] and all(self.holds(part) for part in parts):
                return True
        return False


def content():
    """Return the content of the database as it stands, of the text files, and the names of the rules' codes."""
    scales = [one.value for scale in (Stage, Mode, Verdict) for one in scale]
    codes = [ALONGSIDE, *GOALS, *scales, *NAMES, *CODES, *FORM_CODES, *MATRIX, default_table().review_state]
    return Content([*_database(), *_files(), *codes])


def _plain(text):
    return " ".join(re.sub(r"[_-]", " ", LIMIT_ID.sub("", str(text)).casefold()).split()).strip(" .:,;()")


def _files():
    for folder in TEXTS:
        for file in (Path(settings.BASE_DIR) / folder).rglob("*.toml"):
            told = tomllib.loads(file.read_text(encoding="utf-8"))
            yield from _keys(told)
            for text in _strings(told):
                yield text
                yield plain(text)


def _database():
    kinds = (models.CharField, models.TextField, models.JSONField)
    for model in apps.get_models():
        columns = [field.attname for field in model._meta.concrete_fields if isinstance(field, kinds)]
        for row in model._base_manager.values_list(*columns) if columns else ():
            yield from _strings(list(row))
        if model._meta.app_label == "clinic":
            yield from (str(row) for row in model._base_manager.all())


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def _keys(value):
    if isinstance(value, dict):
        yield from value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(one)
