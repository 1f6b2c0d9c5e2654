"""Who may open what: one decorator for roles, one wrapper for the clinic's scope."""

from contextlib import contextmanager
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django_scopes import scope

from clinic.models import User

PHYSIOTHERAPIST = User.Role.PHYSIOTHERAPIST
LIBRARIAN = User.Role.LIBRARIAN
MANAGER = User.Role.MANAGER
EVERYBODY = (PHYSIOTHERAPIST, LIBRARIAN, MANAGER)
# Not a role at a clinic: whoever keeps the installation. Opens no patient, only the page for emergencies.
INSTALLATION = "installation"


@contextmanager
def clinic_scope(clinic):
    """Open the rows of one clinic.

    Raises PermissionDenied without a clinic: django-scopes alone would then show every clinic's rows.
    """
    if clinic is None or clinic.pk is None:
        raise PermissionDenied(_("No clinic is active."))
    with scope(clinic=clinic):
        yield


def role(*allowed):
    """Let only staff of the given roles open a view. Clinical roles also need a clinic; superusers get no exception."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may_open(request.user, allowed):
                raise PermissionDenied(_("Your role does not open this page."))
            return view(request, *args, **kwargs)

        guarded.allowed_roles = allowed
        return guarded

    return decorate


def may_open(user, allowed):
    """Tell whether `user` has one of the `allowed` roles and, for a clinical role, a clinic."""
    if INSTALLATION in allowed and user.is_superuser:
        return user.is_active
    needs_clinic = user.role in (PHYSIOTHERAPIST, MANAGER)
    return user.is_active and user.role in allowed and (user.clinic_id is not None or not needs_clinic)
