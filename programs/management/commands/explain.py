"""Answers one question about the rules: JSON on standard input, JSON on standard output."""

import json
import sys
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from programs.rules.entries import RuleFileError
from programs.rules.explain import explain
from programs.rules.library import Library, read_library
from programs.rules.loading import default_table
from programs.rules.questions import UnknownInput, parse_question


class Command(BaseCommand):
    help = "Explain what the rules say about one patient and the exercises requested (JSON in, JSON out)."
    requires_system_checks = ()

    def handle(self, *args, **options):
        try:
            question = parse_question(_read_input())
            answer = explain(question, _library(), default_table())
        except (UnknownInput, RuleFileError) as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(json.dumps(answer, indent=1))


def _read_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise UnknownInput("malformed JSON: the question is not UTF-8 text") from None


def _library() -> Library:
    """Take the published library; on a fresh clone without one, the exercises the project ships."""
    try:
        library = import_module("programs.facts").library()
    except (ModuleNotFoundError, DatabaseError, ImproperlyConfigured):
        library = ()
    return library if len(library) else read_library(_shipped())


def _shipped() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "exercises_source.json"
