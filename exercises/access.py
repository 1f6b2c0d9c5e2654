"""Who may open the library. Roles go by their codes here, because exercises knows nothing of the clinic's models."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from exercises.models import Exercise

LIBRARIAN = "librarian"
EVERYBODY = ("physiotherapist", LIBRARIAN, "manager")


def role(*allowed):
    """Let only staff of the given roles open a view."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if request.user.role not in allowed:
                raise PermissionDenied(_("Your role does not open this page."))
            return view(request, *args, **kwargs)

        guarded.allowed_roles = allowed
        return guarded

    return decorate


def load_exercise(view):
    """Hand a view the exercise its slug names. What is not published is there for librarians only."""

    @wraps(view)
    def loaded(request, slug, *args, **kwargs):
        exercise = visible_to(request.user).select_related("figure", "photos").filter(slug=slug).first()
        if exercise is None:
            raise Http404("No such exercise.")
        return view(request, exercise, *args, **kwargs)

    return loaded


def visible_to(user):
    """Return the exercises a member of staff may read about."""
    return Exercise.objects.all() if user.role == LIBRARIAN else Exercise.objects.published()
