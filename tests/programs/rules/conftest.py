"""What every engine test needs: the rules this release ships and the shipped exercises. No database."""

from pathlib import Path

import pytest

from programs.rules.library import read_library
from programs.rules.loading import default_table

ROOT = Path(__file__).parents[3]
EXERCISES = ROOT / "fixtures" / "exercises_source.json"


@pytest.fixture(scope="session")
def table():
    return default_table()


@pytest.fixture(scope="session")
def library():
    return read_library(EXERCISES)
