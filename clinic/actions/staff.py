"""Staff accounts: make one, change it, close it, open it again, let somebody in who is locked out."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from clinic.actions.access import check_same_clinic, record_at_the_door
from clinic.actions.saving import StaleRecord
from clinic.models import AccessEvent, User
from clinic.policies import check_can_change_role, check_can_close_account

COLUMNS = ("first_name", "last_name", "role", "registration", "qualification", "email")


@transaction.atomic
def add_staff(*, clinic, values, by=None):
    """Make an account without a password. `by` is empty only for the first one, made on the command line."""
    user = User(clinic=clinic, **values)
    user.set_unusable_password()
    user.save(force_insert=True)
    _note(user, "staff-add", by)
    return user


@transaction.atomic
def change_staff(*, user, version, values, by):
    """Change name, role and registration, provided the version is still the one the page showed.

    Another role ends the person's sessions.
    """
    user = _locked(user, by)
    if not User.objects.filter(pk=user.pk, version=version).update(version=F("version") + 1):
        raise StaleRecord(user)
    role = values.get("role", user.role)
    if role != user.role:
        check_can_change_role(user, by=by)
        _end_sessions(user)
    for name in COLUMNS:
        setattr(user, name, values.get(name, getattr(user, name)))
    user.save(update_fields=COLUMNS)
    _note(user, f"staff-edit, {role}", by)
    return user


@transaction.atomic
def close_account(*, user, by):
    """Close an account and end its sessions. What the person recorded stays."""
    user = _locked(user, by)
    check_can_close_account(user, by=by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    _end_sessions(user)
    _note(user, "staff-close", by)


@transaction.atomic
def reopen_account(*, user, by):
    """Open a closed account again. Sessions from before stay ended."""
    user = _locked(user, by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    _note(user, "staff-reopen", by)


@transaction.atomic
def reset_second_factor(*, user, by):
    """Forget a person's app, keys and recovery codes; they set up a new second factor at the next sign-in."""
    user = _locked(user, by)
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    _note(user, "staff-reset-second-factor", by)


@transaction.atomic
def invite(*, user, by=None):
    """Return the address at which the person sets a password, once and within three days.

    It works until it is used: the proof in it is bound to the password that it replaces.
    """
    if by:
        check_same_clinic(by, user)
    who, proof = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    _note(user, "staff-invite", by)
    return reverse("password-set", args=[who, proof])


@transaction.atomic
def set_password(*, user, password):
    """Set the password that somebody chose with an invitation. It ends every session of the account."""
    user.set_password(password)
    user.save(update_fields=["password"])
    _end_sessions(user)
    record_at_the_door(kind=AccessEvent.Kind.ACCOUNT, what=f"password-set: {user.username}", user=user)
    return user


def _locked(user, by):
    check_same_clinic(by, user)
    # Two managers who close each other's accounts at one moment must not leave the clinic without one.
    list(
        User.objects.select_related(None).select_for_update().filter(clinic_id=user.clinic_id, role="manager")
    )
    return User.objects.get(pk=user.pk)


def _end_sessions(user):
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).delete()


def _note(user, what, by):
    words = f"{what}: {user.username}"
    record_at_the_door(kind=AccessEvent.Kind.ACCOUNT, what=words, user=by, clinic=user.clinic)
