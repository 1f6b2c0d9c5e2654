"""Where what the next page will say is kept: in a cookie no script and no other host reads; the longest in the session."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """A signed cookie of this host alone."""

    cookie_name = "__Host-messages" if settings.SECURE else "messages"


class MessageStorage(FallbackStorage):
    """The cookie first: the session would be written for every message."""

    storage_classes = (HostCookieStorage, SessionStorage)
