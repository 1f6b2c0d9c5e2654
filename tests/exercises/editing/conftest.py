"""A published exercise and a complete draft to edit."""

from copy import copy

import pytest

from exercises import actions
from exercises.models import Exercise


@pytest.fixture
def squat(library):
    """Return a published exercise in the middle of a chain."""
    return library.get(slug="goblet-squat")


@pytest.fixture
def draft(squat, librarian):
    """Return a complete draft that the first librarian has just made as a copy."""
    judged = copy(squat)
    # A copy is not named in the source article, so that its numbers rest on judgement.
    judged.demand_evidence = Exercise.Evidence.EXPERT
    return actions.duplicate_exercise(exercise=judged, name="Goblet squat to a bench", by=librarian)
