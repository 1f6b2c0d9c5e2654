"""A second look at the person before what a passer-by at an open screen must not do.

Signing in is a look, and so is giving the password, a code or a passkey once more. How long a look is enough stands in
the settings: minutes for accounts and whole records, hours for issuing, which a physiotherapist does all day.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponseRedirect
from django.urls import reverse

from clinic.form_guards import hold, page_of

ACCOUNTS = "ACCOUNT_REAUTHENTICATION_TIMEOUT"
ISSUING = "ISSUE_REAUTHENTICATION_TIMEOUT"


def confirmed(within, *, keeps_on_page=False):
    """Ask for the person before a page with a form is shown, so that nothing typed is held up.

    `within` names the setting with the seconds. A form may then be sent for as long as a page may lie open; one that
    comes later still is held, encrypted, and given back after confirming: on its own page where `keeps_on_page`.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            seconds, is_sent = getattr(settings, within), request.method == "POST"
            if looked_lately(request, seconds + settings.SESSION_IDLE_SECONDS * is_sent):
                return view(request, *args, **kwargs)
            held = hold(request) if is_sent else None
            back = page_of(held) if held and not keeps_on_page else request.get_full_path()
            asking = urlencode({REDIRECT_FIELD_NAME: back})
            return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{asking}")

        guarded.confirmed_within = within
        return guarded

    return decorate


def confirmed_step(view):
    """Ask for the person before a button of an account page takes effect; once confirmed, the step is taken."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not looked_lately(request, getattr(settings, ACCOUNTS)):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    guarded.confirmed_within = ACCOUNTS
    return guarded


def looked_lately(request, seconds):
    """Tell whether the user signed in or confirmed in the last `seconds`."""
    records = get_authentication_records(request, request.user)
    return time.time() - max((one["at"] for one in records), default=0) < seconds
