"""What we ask of the sign-in library: nobody signs up, and one-time-code seeds are not kept in clear."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from clinic.encryption import cipher


class AccountAdapter(DefaultAccountAdapter):
    """Staff accounts are made by the clinic, never by a visitor."""

    def is_open_for_signup(self, request):
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keep the seeds of one-time codes encrypted with a key derived from the installation's secret."""

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()
