"""The command round the outside check: JSON in, JSON out, one line and status 2 for what nobody knows."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from programs.management.commands import explain as command
from programs.rules.entries import RuleFileError
from programs.rules.library import Library

QUESTION = '{"conditions": ["disc-herniation"], "stage": "acute", "requested": ["conventional-deadlift"]}'


@pytest.fixture
def ask(monkeypatch, library):
    """Ask the command without a database: the library comes from the shipped file."""
    monkeypatch.setattr(command, "_library", lambda: library)

    def run(text):
        out = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        call_command("explain", stdout=out)
        return out.getvalue()

    return run


def test_a_question_is_answered_in_json(ask):
    answer = json.loads(ask(QUESTION))
    assert answer["gate"] == "issue"
    assert answer["verdicts"]["conventional-deadlift"]["verdict"] == "avoid"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "malformed JSON"),
        ('{"requested": ["deadlift"]}', "unknown exercise 'deadlift'"),
        ('{"requested": [], "conditions": ["disc"]}', "unknown condition 'disc'"),
    ],
)
def test_what_nobody_knows_ends_with_status_two(ask, text, message):
    with pytest.raises(CommandError, match=message) as caught:
        ask(text)
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)


def test_a_broken_rule_file_is_named(ask, monkeypatch):
    def broken():
        raise RuleFileError("shared/gates.toml", "gate G01", "level is missing")

    monkeypatch.setattr(command, "default_table", broken)
    with pytest.raises(CommandError, match=r"shared/gates\.toml: gate G01: level is missing"):
        ask(QUESTION)


class Facts:
    """A stand-in for `programs.facts` with a library, an empty one, or a database that fails."""

    def __init__(self, answer):
        self.answer = answer

    def library(self):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("answer", [Library([]), DatabaseError("no such table")])
def test_without_a_filled_library_the_shipped_exercises_are_used(answer, monkeypatch):
    monkeypatch.setattr(command, "import_module", lambda name: Facts(answer))
    assert len(command._library()) == 153


def test_the_published_library_is_used_when_there_is_one(library, monkeypatch):
    published = Library([library["leg-press"]])
    monkeypatch.setattr(command, "import_module", lambda name: Facts(published))
    assert command._library() is published
