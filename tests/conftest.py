"""What every test starts from: demo settings, quick hashing, the real library, and three standing people."""

import os

# The settings are read when first asked for, so their environment must stand before anything else is imported.
os.environ.setdefault("BACKSTAY_DEMO", "1")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django
from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Each client would look through all static files again before its first request.
settings.WHITENOISE_USE_FINDERS = False
django.setup()

from datetime import date, datetime, timedelta

import hypothesis
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone
from django_scopes import scopes_disabled

from clinic.append_only import opened_for_erasure
from clinic.middleware.sessions import start_clock
from clinic.models import User
from exercises.models import Exercise
from programs.facts import forget_library
from tests.clients import ScopedClient, note_password
from tests.factories import CaseFactory, ClinicFactory, PatientFactory, UserFactory

TODAY = date(2026, 11, 23)


def at(hour):
    """Return an hour of TODAY in the installation's time zone."""
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=timezone.get_default_timezone())


def pytest_configure(config):
    """Begin the run in the morning of TODAY, whatever day it is, so that what all tests share is older than what each makes.

    The journeys have a browser, and that has a clock of its own.
    """
    if not any("journeys" in path for path in config.args):
        now, ahead = timezone.now, at(9) - timezone.now()
        timezone.now = lambda: now() + ahead


# The same examples every day; HYPOTHESIS_PROFILE=soak tries many new ones. Set here, before a test module is read:
# a decorator takes what it does not name from the profile of that moment.
hypothesis.settings.register_profile(
    "steady", max_examples=25, deadline=None, derandomize=True, database=None
)
hypothesis.settings.register_profile("soak", max_examples=1500, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_empty_database = TransactionTestCase._fixture_teardown


def _empty_append_only_tables_as_well(case):
    """Let a test with real transactions be cleared up: the database refuses to empty what is only ever added to."""
    with opened_for_erasure():
        _empty_database(case)


TransactionTestCase._fixture_teardown = _empty_append_only_tables_as_well


def pytest_ignore_collect(collection_path, config):
    """Leave the browser journeys out unless they are asked for by name (`make journeys`)."""
    asked_for = any("journeys" in argument for argument in config.args)
    return True if collection_path.name == "journeys" and not asked_for else None


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL leave out what never opens the database: the same bytes have just been tried with SQLite."""
    if connection.vendor == "sqlite":
        return
    opening = [item for item in items if _opens_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _opens_the_database(item)])
    items[:] = opening


def _opens_the_database(item):
    return bool({"db", "transactional_db"} & set(item.fixturenames)) or bool(
        item.get_closest_marker("django_db")
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Fill the test database with the real library once; every test then rolls back to it."""
    with django_db_blocker.unblock():
        call_command("load_library", verbosity=0)


@pytest.fixture
def library(db):
    """Return the published exercises. A test with real transactions empties the database, so load again after one."""
    if not Exercise.objects.exists():
        call_command("load_library", verbosity=0)
    return Exercise.objects.published()


@pytest.fixture(scope="session", autouse=True)
def _no_test_writes_beside_the_backups(tmp_path_factory):
    settings.BACKUP_DIR = tmp_path_factory.mktemp("backups")


@pytest.fixture(autouse=True)
def _every_clinic_is_in_view():
    """Let test bodies arrange rows of any clinic. Requests made with the clients below see their own clinic only."""
    with scopes_disabled():
        yield


@pytest.fixture(autouse=True)
def _no_memory_of_earlier_tests():
    cache.clear()
    forget_library()


@pytest.fixture
def client():
    """Return a visitor who has not signed in."""
    return ScopedClient()


@pytest.fixture
def client_for():
    """Return a function that signs a member of staff in, some seconds ago: `client_for(physio).get(…)`."""

    def sign_in(user, *, ago=0):
        visitor = ScopedClient()
        visitor.force_login(user)
        session = visitor.session
        start_clock(session)
        note_password(session, user, ago=ago)
        session.save()
        return visitor

    return sign_in


@pytest.fixture(autouse=True)
def clock(request, monkeypatch):
    """Begin every test shortly before noon of TODAY: days on a form and moments in a history then agree, whatever day it is."""
    if "journeys" not in request.path.parts:
        now, ahead = timezone.now, at(12) - timedelta(minutes=2) - timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now() + ahead)


@pytest.fixture
def today(monkeypatch):
    """Stop the calendar at Monday 23-Nov-2026, noon, in the installation's time zone."""
    monkeypatch.setattr(timezone, "now", lambda: at(12))
    return TODAY


@pytest.fixture
def clinic(db):
    return ClinicFactory(name="Harbour Physiotherapy")


@pytest.fixture
def other_clinic(db):
    return ClinicFactory(name="Hillside Physiotherapy")


@pytest.fixture
def physio(clinic):
    """Return the physiotherapist who leads the case."""
    return UserFactory(clinic=clinic, username="physio", first_name="Anna", last_name="Berg")


@pytest.fixture
def colleague(clinic):
    """Return another physiotherapist of the same clinic."""
    return UserFactory(clinic=clinic, username="colleague", first_name="Ben", last_name="Cole")


@pytest.fixture
def stranger(other_clinic):
    """Return a physiotherapist of another clinic, who must find nothing here."""
    return UserFactory(clinic=other_clinic, username="stranger", first_name="Cleo", last_name="Dahl")


@pytest.fixture
def librarian(db):
    """Return a keeper of the exercise library, who belongs to no clinic."""
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian")


@pytest.fixture
def librarian2(db):
    """Return a second librarian, who may decide on what the first one edited."""
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2", first_name="Jo")


@pytest.fixture
def manager(clinic):
    """Return the clinic's manager."""
    return UserFactory(clinic=clinic, role=User.Role.MANAGER, username="manager")


@pytest.fixture
def patient(clinic):
    return PatientFactory(clinic=clinic)


@pytest.fixture
def case(patient, physio):
    return CaseFactory(patient=patient, lead=physio)
