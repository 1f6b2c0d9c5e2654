"""Two guards before the views: a form sent twice gets its first answer, one sent too late is kept for its sender.

Nothing typed is lost, nothing is saved unasked and nothing is saved twice.
"""

from functools import partial

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.csrf import csrf_failure
from django_htmx.http import HttpResponseClientRedirect

from clinic.actions.submissions import hold_form, last_held, stored_before, submit_once
from clinic.form_key import NOT_CONTENT, form_digest, owner, submission_digest
from clinic.models import User


class HeldFormMiddleware:
    """Hold what an expired session sends, and lead by the sign-in page to the page that gives it back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        is_closed = getattr(view, "login_required", True) and not request.user.is_authenticated
        held = hold(request) if is_closed and request.method == "POST" else None
        if held is None:
            return None
        answer = redirect_to_login(page_of(held), settings.LOGIN_URL)
        # htmx would follow a redirect within the page and put the sign-in form into the middle of it.
        is_htmx = "HX-Request" in request.headers
        return HttpResponseClientRedirect(answer.url) if is_htmx else answer


class RepeatedFormMiddleware:
    """Give a form that has been stored before the same answer again, whatever its view would say to it now.

    Views of the library, which knows nothing of this app, find `save_once` and `stored_before` at the request.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.save_once = partial(save_once, request)
        request.stored_before = lambda: stored_before(submission_digest(request))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        # A step of the builder asks for a part of the page; its view knows how to give that again.
        if request.method != "POST" or "HX-Request" in request.headers:
            return None
        address = stored_before(submission_digest(request))
        return HttpResponseRedirect(address) if address else None


def save_once(request, save, *, to=None):
    """Call `save` for the first of equal forms only; return the address, `to` or the saved row's, that all go on to."""

    def stored():
        saved = save()
        return resolve_url(to(saved) if callable(to) else to or saved)

    return submit_once(digest=submission_digest(request), save=stored, by=request.user)


def refused_token(request, reason=""):
    """Answer a form whose security token is out of date, as after signing in again in another tab."""
    held = hold(request) if request.method == "POST" else None
    return HttpResponseRedirect(page_of(held)) if held else csrf_failure(request, reason)


def hold(request):
    """Keep a posted form for the user for whom its page was made; None when nobody can be told by its key."""
    user = User.objects.filter(pk=owner(request), is_active=True).first()
    if user is None:
        return None
    typed = [(name, values) for name, values in request.POST.lists() if name not in NOT_CONTENT]
    return hold_form(digest=form_digest(request), path=request.path, typed=typed, user=user)


def typed_before(request):
    """Return {name: values} of the newest form that is held for this user and this page; None without one."""
    return last_held(path=request.path, user=request.user)


def page_of(held):
    """Return the address of the page that gives a held form back."""
    return reverse("held-form", args=[held.digest])
