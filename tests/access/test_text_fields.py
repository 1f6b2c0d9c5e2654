"""Every field of every form in which people type refuses what cannot be kept, and tidies what can."""

import importlib
import inspect
import json
import pkgutil
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

import clinic
import exercises
import programs
from programs.forms import OverrideForm

BAD = {"control": "a\x07b", "bidi override": "a\u202eb", "isolate": "a\u2066b", "noncharacter": "a\ufffeb"}
# Composed (NFC), this letter is two.
DOUBLING = "\u0958"
# render_child is what the process that renders starts with; it closes doors behind itself.
NO_FORMS = {"migrations", "management", "render_child"}
# Their text never reaches a row: codes from a list, numbers, days, tokens and the search box of the library.
CHOSEN = (forms.ChoiceField, forms.ModelChoiceField, forms.JSONField, forms.UUIDField)
NUMBERS = (forms.IntegerField, forms.DecimalField, forms.FloatField, forms.BooleanField, forms.DateField)


def modules():
    """Return every module of ours in which a form could stand."""
    for package in (clinic, exercises, programs):
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not NO_FORMS & set(one.name.split(".")):
                yield importlib.import_module(one.name)


def text_forms():
    """Return (form class, field name) of every text field that a form declares or takes from its model."""
    found = set()
    for module in modules():
        for _, one in inspect.getmembers(module, inspect.isclass):
            fields = getattr(one, "base_fields", None)
            if (
                fields is None
                or not issubclass(one, forms.BaseForm)
                or not one.__module__.startswith(("clinic", "exercises", "programs"))
            ):
                continue
            found |= {(one, name) for name, field in fields.items() if is_text(field)}
    return sorted(found, key=lambda pair: (pair[0].__qualname__, pair[1]))


def is_text(field):
    is_hidden_number = isinstance(field, (*CHOSEN, *NUMBERS))
    return isinstance(field, forms.CharField) and not is_hidden_number


# Never stored as text: secrets, marks of what a page showed, and a pose, which is read as numbers.
NO_TEXT = {
    "q",
    "code",
    "new_password1",
    "new_password2",
    "credential",
    "password",
    "seen",
    "shown",
    "pose",
    "typed",
}


@pytest.mark.parametrize(("form", "name"), [pair for pair in text_forms() if pair[1] not in NO_TEXT])
@pytest.mark.parametrize("kind", BAD)
def test_refused(form, name, kind):
    field = form.base_fields[name]
    with pytest.raises(ValidationError):
        field.clean(BAD[kind])
    # Between quotation marks an address may hold what it likes.
    with pytest.raises(ValidationError):
        field.clean(f'"{BAD[kind]}"@example.org')


@pytest.mark.parametrize(("form", "name"), [pair for pair in text_forms() if pair[1] not in NO_TEXT])
def test_no_longer_than_its_column_once_it_is_composed(form, name):
    field = form.base_fields[name]
    if not field.max_length:
        pytest.skip("It has no limit.")
    with pytest.raises(ValidationError):
        field.clean(DOUBLING * field.max_length)


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_reason_asked_for_in_a_dialogue(bad):
    form = OverrideForm({"reason": bad, "criteria": []}, criteria=())
    assert form.errors["reason"]
    form = OverrideForm({"reason": DOUBLING * 500, "criteria": []}, criteria=())
    assert form.errors["reason"]


def test_the_shipped_library_holds_no_hidden_characters():
    from text.cleaning import clean_text

    files = sorted((Path(settings.BASE_DIR) / "fixtures").rglob("*.json"))
    assert files
    for path in files:
        for text in strings(json.loads(path.read_text(encoding="utf-8"))):
            clean_text(text)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def test_text_is_composed_and_kept():
    from text.cleaning import clean_line, clean_text

    assert clean_text("Mu\u0308ller\r\nBerg") == "Müller\nBerg"
    assert clean_line("  Mu\u0308ller \t Berg ") == "Müller Berg"


def test_there_are_fields_to_test():
    assert len(text_forms()) > 30
