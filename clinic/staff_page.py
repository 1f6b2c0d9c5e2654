"""What the pages about staff show of an account."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import User


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One account as a manager sees it: no clinical word, no address."""

    member: User
    state: str
    factors: str


NAMES = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey"),
    Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
}


def staff_rows(clinic, only=None):
    """Return the accounts of a clinic, open ones first, each with its state in words. Two queries."""
    members = User.objects.filter(clinic=clinic).order_by("-is_active", "last_name", "first_name", "pk")
    members = list(members.filter(pk=only.pk) if only else members)
    factors = {}
    for one in Authenticator.objects.filter(user__in=members).order_by("type"):
        factors.setdefault(one.user_id, dict.fromkeys([]))[str(NAMES[one.type])] = None
    return [
        StaffRow(one, _state(one), ", ".join(factors.get(one.pk, {})) or gettext("none")) for one in members
    ]


def _state(member):
    if not member.is_active:
        return gettext("Closed")
    if not member.has_usable_password():
        return gettext("Waiting for a password")
    if member.last_login is None:
        return gettext("Open, never signed in")
    return gettext("Open, last signed in %(timezone)s") % {
        "timezone": f"{timezone.localtime(member.last_login):%d-%b-%Y}"
    }
