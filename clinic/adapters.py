"""What we ask of the sign-in library: nobody signs up, and one-time-code seeds are not kept in clear."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from clinic.actions.access import record_at_the_door
from clinic.addresses import client_address
from clinic.encryption import cipher
from clinic.middleware.sessions import start_clock
from clinic.models import AccessEvent, User


class AccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by the clinic, never by a visitor. Whoever comes, goes or fails at the door is noted."""

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        # What cannot be read as an address ("http://[") leads nowhere.
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def login(self, request, user):
        super().login(request, user)
        start_clock(request.session)
        _note(AccessEvent.Kind.SIGN_IN, "account_login", request, user)

    def logout(self, request):
        if request.user.is_authenticated:
            _note(AccessEvent.Kind.SIGN_OUT, "account_logout", request, request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        # Somebody who mistypes may put the password where the name belongs: what was typed is never kept.
        known = User.objects.filter(username=credentials.get("username") or "").first()
        note_failed_sign_in(request, known, "password")


class MFAAdapter(DefaultMFAAdapter):
    """Keep the seeds of one-time codes encrypted with a key derived from the installation's secret."""

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()


def note_failed_sign_in(request, user, step):
    """Note that a password or a code was wrong; `user` is None for a name nobody has."""
    _note(AccessEvent.Kind.SIGN_IN_FAILED, f"account_login, {step}", request, user)


def _note(kind, what, request, user):
    record_at_the_door(kind=kind, what=what, user=user, address=client_address(request))
