"""What is typed at the door, beyond what the sign-in library asks by itself."""

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

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


class CredentialField(forms.JSONField):
    """What a passkey answered, read with `read`. Anybody may send anything here: what cannot be read is a wrong code."""

    widget = forms.HiddenInput

    def __init__(self, *, read, **options):
        self.read = read
        super().__init__(**options)

    def to_python(self, value):
        try:
            credential = super().to_python(value)
            self.read(credential)
        except (LookupError, RecursionError, TypeError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None
        return credential

    def bound_data(self, data, initial):
        # Shown again as it was sent: it may be what could not be read.
        return data and InvalidJSONInput(data)


class PasskeySignInForm(LoginWebAuthnForm):
    """A passkey instead of name and password."""

    credential = CredentialField(read=AuthenticationResponse.from_dict)


class PasskeyCodeForm(AuthenticateWebAuthnForm):
    """A passkey after the password."""

    credential = CredentialField(read=AuthenticationResponse.from_dict)


class ConfirmingPasskeyForm(ReauthenticateWebAuthnForm):
    """A passkey asked for again before something is changed."""

    credential = CredentialField(read=AuthenticationResponse.from_dict)


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. Its name is shown to its owner, and cleaned like any other text."""

    credential = CredentialField(read=RegistrationResponse.from_dict)
    name = LineField(required=False, max_length=60)


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = LineField(max_length=60)


class FirstPasswordForm(SetPasswordForm):
    """The password somebody chooses with an invitation."""

    def save(self, commit=True):
        return actions.set_password(user=self.user, password=self.cleaned_data["new_password1"])
