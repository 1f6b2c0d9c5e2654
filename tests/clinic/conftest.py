"""What the tests of several pages of the record start from."""

import pytest

from clinic.actions.measures import record_measure
from tests.clinic.test_measure_add import NPRS_4


@pytest.fixture
def pain(library, today, case, physio):
    """Return pain of 4 on 20-Nov-2026, entered by the lead."""
    return record_measure(case=case, instrument="nprs", values=NPRS_4, by=physio)


@pytest.fixture
def sends(client_for, colleague):
    """Return a function that makes one that posts a form as a colleague, with whatever is changed in it."""
    return lambda url, **typed: lambda **changes: client_for(colleague).post(url, typed | changes)
