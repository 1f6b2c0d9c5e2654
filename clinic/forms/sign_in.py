"""What is typed at the door, beyond what the sign-in library asks by itself."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError

from clinic import actions
from clinic.adapters import note_failed_sign_in
from clinic.forms.fields import LineField


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


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. Its name is shown to its owner, and cleaned like any other text."""

    name = LineField(required=False, max_length=60)


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = LineField(max_length=60)


class FirstPasswordForm(SetPasswordForm):
    """The password somebody chooses with an invitation."""

    def save(self, commit=True):
        return actions.set_password(user=self.user, password=self.cleaned_data["new_password1"])
