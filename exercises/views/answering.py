"""How pages of the library answer a form: done and on, or shown again with what was typed and what is wrong."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises import reasons
from exercises.policies import Refused, Stale
from exercises.revisions_page import PARTS

FORM = ["GET", "HEAD", "POST"]
WRONG, CONFLICT = 422, 409
CHANGED_MEANWHILE = _(
    "Somebody changed it while you were looking at it. This is how it stands now: look again."
)


def posted(request):
    """Return what was sent, or None when the page is opened for the first time."""
    return request.POST if request.method == "POST" else None


def answer(request, form, step, *, show, done, to):
    """Call `step` with a right form and go on; otherwise call `show(form, status)` with the reason in the form."""
    if not form.is_valid():
        return show(form, WRONG if form.is_bound else 200)
    try:
        # A form that is sent twice is stored once; both go on to the same page.
        address = request.save_once(step, to=to)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return show(form, WRONG)
    except Stale as stale:
        form.add_error(None, CHANGED_MEANWHILE)
        if stale.last:
            form.add_error(None, _who_did_what(stale.last))
        return show(form, CONFLICT)
    messages.success(request, done)
    return redirect(address)


def carry_out(request, step, *, done, to):
    """Call a step that needs nothing typed, and say what became of it."""
    try:
        request.save_once(step, to=to)
    except Refused as refusal:
        messages.error(request, str(refusal))
    except Stale:
        messages.error(request, CHANGED_MEANWHILE)
    else:
        messages.success(request, done)
    return redirect(to)


def _who_did_what(last):
    """Say what a row of the history tells: who wrote it, when, and why."""
    return gettext("%(when)s, %(who)s: %(why)s") % {
        "when": f"{timezone.localtime(last.history_date):%d-%b-%Y %H:%M}",
        "who": last.history_user or gettext("Somebody"),
        "why": reasons.in_words(last.history_change_reason or reasons.OUTSIDE, PARTS),
    }


def page(request, template, context):
    """Return a function that shows a page with a form in it: `show(form, status)`."""

    def show(form, status=200):
        problems = form.problems() if form.is_bound else []
        return render(request, template, context | {"form": form, "error_summary": problems}, status=status)

    return show
