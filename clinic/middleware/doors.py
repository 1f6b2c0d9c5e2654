"""Who is let in: a second factor where required, and the clinic's own rows."""

from contextlib import nullcontext

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from clinic.access import PHYSIOTHERAPIST, clinic_scope
from clinic.actions.emergency import open_emergency_access

ACCOUNT_PAGES = "/accounts/"
OPEN_WITHOUT_SECOND_FACTOR = (ACCOUNT_PAGES, "/static/")


class SecondFactorMiddleware:
    """Send a signed-in member of staff without a second factor to set one up, where the installation requires it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        must_set_up = (
            settings.REQUIRE_SECOND_FACTOR
            and not request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        )
        return redirect("mfa_activate_totp") if must_set_up else self.get_response(request)


class EmergencyAccessMiddleware:
    """Lend somebody who keeps the installation a physiotherapist's eyes in one clinic while an emergency access lasts.

    Lent for one request and never stored, so it ends by itself. Account pages, which store the user, are left out.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if user.is_authenticated and user.is_superuser and not user.role and not _is_account_page(request):
            access = open_emergency_access(user)
            if access:
                user.role, user.clinic = PHYSIOTHERAPIST, access.clinic
                request.emergency_access = access
        return self.get_response(request)


def _is_account_page(request):
    return request.path.startswith(ACCOUNT_PAGES)


class ClinicScopeMiddleware:
    """Let a request see the rows of the signed-in user's clinic and no others. Without a clinic it sees none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        clinic = request.user.clinic if request.user.is_authenticated else None
        with clinic_scope(clinic) if clinic else nullcontext():
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
            return response
