"""What every engine test needs: the rules this release ships and the shipped exercises. No database."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from programs.rules.library import read_library
from programs.rules.loading import default_table

ROOT = Path(__file__).parents[3]
EXERCISES = ROOT / "fixtures" / "exercises_source.json"

# The same examples every day; HYPOTHESIS_PROFILE=soak tries many new ones.
settings.register_profile("engine", max_examples=25, deadline=None, derandomize=True, database=None)
settings.register_profile("soak", max_examples=1500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "engine"))


@pytest.fixture(scope="session")
def table():
    return default_table()


@pytest.fixture(scope="session")
def library():
    return read_library(EXERCISES)
