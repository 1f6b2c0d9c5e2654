"""Every hazard, and every requirement that is met, names tests that exist; what no other test holds is held here."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

ROOT = Path(settings.BASE_DIR)
PAGE = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (H-\d\d): .*?\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))


def named_tests(text):
    return re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)


def test_the_hazards_are_counted_through():
    assert list(SECTIONS) == [f"H-{number:02d}" for number in range(1, len(SECTIONS) + 1)]
    assert len(SECTIONS) >= 12


def test_every_hazard_has_a_guard_and_a_test():
    assert [name for name, text in SECTIONS.items() if "Guard: " not in text or not named_tests(text)] == []


@pytest.mark.parametrize("document", ["hazards.md", "asvs.md"])
def test_every_test_that_is_named_exists(document):
    missing = []
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    assert named_tests(text)
    for path, name in named_tests(text):
        file = ROOT / path
        nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.exists() else ()
        if not any(isinstance(node, ast.FunctionDef) and node.name == name for node in nodes):
            missing.append(f"{path}::{name}")
    assert missing == []


ASVS = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
REQUIREMENTS = re.findall(r"^\| ([\d., ]+) \| ([a-z ]+) \| (.+) \| (.*) ?\|$", ASVS, re.MULTILINE)
STATES = ("met", "partly", "not met", "operator", "does not apply")


def test_every_requirement_of_the_standard_stands_once():
    numbers = [number for numbers, *_ in REQUIREMENTS for number in numbers.split(", ")]
    assert [number for number in numbers if not re.fullmatch(r"\d+\.\d+\.\d+", number)] == []
    assert sorted(set(numbers)) == sorted(numbers)
    # 253 of levels 1 and 2 without the 43 of tokens, OAuth and WebRTC, and one of level 3.
    assert len(numbers) == 211


def test_the_counts_of_requirements_are_right():
    counts = dict.fromkeys(STATES, 0)
    for numbers, state, _, _ in REQUIREMENTS:
        counts[state] += len(numbers.split(", "))
    told = [int(number) for number in re.findall(r"\b\d+\b", ASVS.partition("(1.2.10): ")[2])[:6]]
    assert told == [sum(counts.values()), *counts.values()]


@pytest.mark.parametrize(("numbers", "state", "how", "by"), REQUIREMENTS)
def test_what_is_met_names_what_holds_it_and_the_rest_says_why(numbers, state, how, by):
    assert len(how) > 5
    assert state != "met" or named_tests(by) or re.search(r"`[\w/.]+`", by), numbers
    assert [
        path for path in re.findall(r"`([\w/]+\.(?:py|md))`", how + by) if not (ROOT / path).exists()
    ] == []
    settings_file = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    told = re.findall(r"`([A-Z][A-Z_]+)`", how)
    assert [name for name in told if name not in settings_file] == []


def test_no_patient_is_kept_in_the_session():
    kept = [
        str(path.relative_to(ROOT))
        for app in ("clinic", "exercises", "programs")
        for path in (ROOT / app).rglob("*.py")
        if re.search(r"\.session\[", path.read_text(encoding="utf-8"))
        and re.search(r"session\[[^\]]*(patient|case|program)", path.read_text(encoding="utf-8"))
    ]
    assert kept == []


def test_clinical_dates_are_dates():
    moments = [
        str(field)
        for app in ("clinic", "programs")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith(("_on", "_until")) and type(field) is not models.DateField
    ]
    assert moments == []
