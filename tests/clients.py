"""A test client whose requests see exactly the rows a browser's would."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client
from django_scopes import scope


class ScopedClient(Client):
    """Close what the test body has in view before each request, so that only the request's own clinic is open."""

    def request(self, **request):
        with scope():
            return super().request(**request)


def note_password(session, user, *, ago=0, **more):
    """Note in a session that `user` gave the password some seconds `ago`, as signing in does."""
    given = {"method": "password", "at": time.time() - ago, **more}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [given]
    session["account_authentication_methods_user"] = str(user.pk)
