"""The world of the access matrix, read in a language that exists for these tests alone."""

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from tests.access.matrix.conftest import _no_memory_of_earlier_tests, db, world  # noqa: F401
from tests.interface.marked import CODE, Marked


@pytest.fixture
def marked_language(monkeypatch):
    """Speak the language that marks every word of the interface, until the test ends."""
    monkeypatch.setitem(trans_real._translations, CODE, Marked())
    with translation.override(CODE):
        yield
