"""What is typed at the door, beyond what the sign-in library asks by itself."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError

from clinic import actions
from clinic.adapters import note_failed_sign_in


class NotedMixin:
    """Note a wrong code. That a right one works once is the sign-in library's doing, by the shared cache."""

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError:
            note_failed_sign_in(context.request, self.user, "code")
            raise


class CodeForm(NotedMixin, AuthenticateForm):
    """The code at the door."""


class ConfirmingCodeForm(NotedMixin, ReauthenticateForm):
    """The code asked for again before something is changed."""


class FirstPasswordForm(SetPasswordForm):
    """The password somebody chooses with an invitation."""

    def save(self, commit=True):
        return actions.set_password(user=self.user, password=self.cleaned_data["new_password1"])
