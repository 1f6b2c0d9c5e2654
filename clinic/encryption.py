"""The installation's own lock: what it closes can be read with the installation's secret only."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def cipher():
    """Return the cipher made from SECRET_KEY."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECRET_KEY.encode()).digest()))
