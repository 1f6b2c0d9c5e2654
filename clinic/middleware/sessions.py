"""How long a session lasts, and where a browser goes when it has ended."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

STARTED, SEEN = "session_started", "session_seen"
# A write for every look would cost more than it tells.
NOTE_EVERY = 60


class SessionClockMiddleware:
    """End a session that nobody used for a while, and any session after a working day."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._look_at_the_clock(request, timezone.now().timestamp())
        return self.get_response(request)

    def _look_at_the_clock(self, request, now):
        session = request.session
        started, seen = session.get(STARTED, now), session.get(SEEN, 0)
        if seen and (
            now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_COOKIE_AGE
        ):
            logout(request)
            messages.info(
                request,
                gettext("You were signed out because nothing happened for a while. Please sign in again."),
            )
        elif now - seen > NOTE_EVERY:
            start_clock(session, started=started, seen=now)


def start_clock(session, *, started=None, seen=None):
    """Note when a session began and was last used, in seconds since 1970; both are now when it begins."""
    now = timezone.now().timestamp()
    session[STARTED], session[SEEN] = started or now, seen or now


class WholePageMiddleware:
    """Send the whole page to sign-in, never a sign-in form into a part of it, when htmx asks after a session has ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not (request.htmx and response.status_code == 302):
            return response
        target, _, _ = response["Location"].partition("?")
        if not target.startswith(reverse("account_login").removesuffix("login/")):
            return response
        back = _page_asking(request) or reverse("home")
        return HttpResponseClientRedirect(f"{target}?{urlencode({REDIRECT_FIELD_NAME: back})}")


def _page_asking(request):
    """Return the path of the page that asked by htmx; None when it is not ours or cannot be read."""
    try:
        return request.htmx.current_url_abs_path
    except ValueError:
        return None
