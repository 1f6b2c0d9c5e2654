"""The world of the access matrix: built once for all its modules, every request rolled back to it."""

import logging
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from django_scopes import scopes_disabled

from tests.access.matrix.watching import Baseline, Listening, everything
from tests.access.matrix.world import build_world
from tests.conftest import TODAY


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    """Forget what pages keep between requests, but not the library, which nothing here changes for good."""
    cache.clear()


@pytest.fixture(scope="package")
def db(django_db_setup, django_db_blocker):
    """Open one transaction for the whole matrix, with every clinic in view and the calendar stopped."""
    noon = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone.get_default_timezone())
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        override_settings(REQUIRE_SECOND_FACTOR=True),
        scopes_disabled(),
        transaction.atomic(),
    ):
        patch.setattr(timezone, "now", lambda: noon)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def world(db):
    """Return two clinics with one of everything."""
    return build_world()


@pytest.fixture(scope="package")
def log():
    """Return a listener to everything that is logged while the matrix runs."""
    listener, root = Listening(), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.INFO)
    yield listener
    root.removeHandler(listener)
    root.setLevel(level)


@pytest.fixture(scope="package")
def baseline(world, log):
    """Return every row as it stood before the first request, of all and of the other clinic's."""
    return Baseline(everything(), everything(clinic_id=world.theirs.clinic.pk))
