"""The statements of the RMDQ, from the file that carries their attribution."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A questionnaire printed word for word, with whose it is and on what terms [ROLAND00]."""

    title: str
    attribution: str
    permission: str
    statements: tuple[str, ...]

    @property
    def numbered(self):
        """Return (number, statement) of each, from 1."""
        return tuple(enumerate(self.statements, start=1))


@cache
def rmdq():
    """Return the questionnaire as its file has it."""
    content = tomllib.loads(Path(__file__).with_name("rmdq.toml").read_text(encoding="utf-8"))
    return Questionnaire(**content | {"statements": tuple(content["statements"])})
