"""Librarians and files on the way."""

import pytest

from clinic.models import User
from exercises.actions.library_import import add_import
from tests.exercises.exchange.sheets import Tables
from tests.factories import UserFactory


@pytest.fixture
def second(db):
    """Return another keeper of the library."""
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2", first_name="Eva")


@pytest.fixture
def sheets(library):
    """Return the library's tables, for a test to change."""
    return Tables()


@pytest.fixture
def brought(librarian):
    """Return a function that keeps one sheet as the librarian brought it: `brought(sheets, "exercises")`."""

    def bring(sheets, name="exercises"):
        return add_import(data=sheets.csv(name), file_name=f"{name}.csv", reason="Longer rests", by=librarian)

    return bring
