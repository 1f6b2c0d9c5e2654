"""What a journey through a real browser needs: Chromium, a database that several threads can share, a quick sign-in."""

import os
import shutil

import pytest
from django.conf import settings

# The browser's driver keeps an event loop in the test's own thread, which Django would otherwise refuse.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "en-GB"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Keep SQLite in a file: the threads of the live server would trip over one connection to memory."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        folder = tmp_path_factory.mktemp("journeys")
        settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "journeys.sqlite3")


@pytest.fixture
def page(page):
    """Give a page that fails the test when a script or the content policy complains."""
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    assert complaints == []


@pytest.fixture
def sign_in(page, live_server, client_for):
    """Return a function that opens the browser's session for a member of staff without asking for a password."""

    def as_user(user):
        cookie = client_for(user).cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return as_user
