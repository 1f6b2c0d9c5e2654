"""What the pages about staff show of an account."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils import timezone

from clinic.models import User


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account as a manager sees it: no clinical word, no address."""

    member: User
    state: str
    factors: str


NAMES = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


def staff_rows(clinic, only=None):
    """Return the accounts of a clinic, open ones first, each with its state in words. Two queries."""
    members = User.objects.filter(clinic=clinic).order_by("-is_active", "last_name", "first_name", "pk")
    members = list(members.filter(pk=only.pk) if only else members)
    factors = {}
    for one in Authenticator.objects.filter(user__in=members).order_by("type"):
        factors.setdefault(one.user_id, dict.fromkeys([]))[NAMES[one.type]] = None
    return [StaffRow(one, _state(one), ", ".join(factors.get(one.pk, {})) or "none") for one in members]


def _state(member):
    if not member.is_active:
        return "Closed"
    if not member.has_usable_password():
        return "Waiting for a password"
    if member.last_login is None:
        return "Open, never signed in"
    return f"Open, last signed in {timezone.localtime(member.last_login):%d-%b-%Y}"
