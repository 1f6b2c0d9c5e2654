"""Who is let in: a second factor where required, and the clinic's own rows."""

from contextlib import nullcontext

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect

from clinic.access import clinic_scope

OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/")


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
