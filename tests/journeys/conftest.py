"""What a journey through a real browser needs: Chromium, a database that several threads can share, a quick sign-in."""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.actions.draft import revise_program
from programs.demo import read_demo, treat

# The browser's driver keeps an event loop in the test's own thread, which Django would otherwise refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Patience costs nothing where the machine is quick, and a busy one is no fault of the pages.
expect.set_options(timeout=20_000)
PICTURES = Path(settings.BASE_DIR) / "var" / "journeys"
FAILED = pytest.StashKey[bool]()
# A conflict and a wrongly filled form are answers that the pages know how to show; the browser still remarks on them.
# So does htmx where a preview is on its way while its page is left, which depends on how quick the machine is.
EXPECTED = re.compile(
    r"Failed to load resource: the server responded with a status of (409|422)"
    r"|htmx:(afterRequest|sendAbort|sendError), \[object HTMLDivElement\]"
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Keep SQLite in a file: the threads of the live server would trip over one connection to memory."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("journeys")
        settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "journeys.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup, live_server):
    """Start the server after the database, so that its threads open the file instead of sharing one connection."""
    return live_server


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def context(context, request):
    """Fail the test when a script or the content policy complains in any tab; keep pictures of a failed journey."""
    complaints = []
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    yield context
    if request.node.stash.get(FAILED, False):
        _keep_pictures(context, request.node.name)
    assert [words for words in complaints if not EXPECTED.match(words)] == []


def _keep_pictures(context, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(context.pages, 1):
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def sign_in(context, live_server, client_for):
    """Return a function that opens the browser's session for a member of staff without asking for a password."""

    def as_user(user):
        cookie = client_for(user).cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return as_user


@pytest.fixture
def issued(live_server, library, clinic, physio):
    """Return the issued program of an invented patient, with every date counted back from today."""
    person = next(one for one in read_demo()["people"] if one["key"] == "disc-six-weeks")
    return treat(person, clinic=clinic, by=physio, now=timezone.localtime()).program


@pytest.fixture
def draft(issued, physio):
    """Return a draft of its next version: warm-up, core, legs and cool-down are there."""
    return revise_program(program=issued, today=timezone.localdate(), by=physio)
