"""What is typed at the door, beyond what the sign-in library asks by itself."""

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.auth.forms import SetPasswordForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac

from clinic import actions
from clinic.adapters import note_failed_sign_in

# Longer than any code is valid.
SPENT_SECONDS = 120


class OnceMixin:
    """Take a code of the second factor once, and note a wrong one.

    The library looks whether a code was used and then marks it; two processes can look at the same moment. Adding a
    key to the shared cache succeeds for one of them only.
    """

    def clean_code(self):
        try:
            code = super().clean_code()
            if not cache.add(self._spent_key(code), True, SPENT_SECONDS):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            note_failed_sign_in(context.request, self.user, "code")
            raise
        return code

    def _spent_key(self, code):
        return "spent-code-" + salted_hmac("clinic.forms.sign_in", f"{self.user.pk} {code}").hexdigest()


class CodeForm(OnceMixin, AuthenticateForm):
    """The code at the door."""


class ConfirmingCodeForm(OnceMixin, ReauthenticateForm):
    """The code asked for again before something is changed."""


class FirstPasswordForm(SetPasswordForm):
    """The password somebody chooses with an invitation."""

    def save(self, commit=True):
        return actions.set_password(user=self.user, password=self.cleaned_data["new_password1"])
