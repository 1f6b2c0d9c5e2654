"""A published exercise and a complete draft to edit."""

import pytest

from exercises import actions


@pytest.fixture
def squat(library):
    """Return a published exercise in the middle of a chain."""
    return library.get(slug="goblet-squat")


@pytest.fixture
def draft(squat, librarian):
    """Return a complete draft that the first librarian has just made as a copy."""
    return actions.duplicate_exercise(exercise=squat, name="Goblet squat to a bench", by=librarian)
