"""How a form page answers: saved and on, or shown again with every typed value and what is wrong."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render

from clinic.actions import StaleRecord
from clinic.actions.submissions import stored_before
from clinic.form_guards import save_once
from clinic.form_key import submission_digest
from clinic.loaders import banner
from clinic.models import Patient
from clinic.policies import Refused

WRONG = 422
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Page:
    """A form page: its template and heading, and the patient or case it is about."""

    template: str
    heading: str
    about: object = None
    context: dict = field(default_factory=dict)

    def show(self, request, form, *, status=200, **more):
        problems = form.problems() if form.is_bound else []
        context = {"form": form, "heading": self.heading, "error_summary": problems, "nav": "caseload"}
        context |= {**self._banner(), **self.context, **more}
        return render(request, self.template, context, status=status)

    def _banner(self):
        if self.about is None:
            return {}
        is_patient = isinstance(self.about, Patient)
        return (
            banner(self.about)
            if is_patient
            else {"case": self.about, **banner(self.about.patient, self.about)}
        )


def answer(request, form, page, save, *, to=None, done=""):
    """Call `save` with a right form and go on to `to` (or to the saved row); otherwise show the form again.

    A form that is sent twice is saved once, and both get the same answer.
    """
    if not form.is_valid():
        # The first of two equal forms may be what the second is refused for.
        address = stored_before(submission_digest(request)) if form.is_bound else None
        if address:
            return redirect(address)
        return page.show(request, form, status=WRONG if form.is_bound else 200)
    try:
        address = save_once(request, save, to=to)
    except StaleRecord as stale:
        return _show_conflict(request, form, page, stale.stored)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page.show(request, form, status=WRONG)
    if done:
        messages.success(request, done)
    return redirect(address)


def _show_conflict(request, form, page, stored):
    differences = form.differences(stored)
    form.take_over(stored)
    # Accounts keep no history of their own: the trail names who changed them.
    last = stored.history.select_related("history_user").first() if hasattr(stored, "history") else None
    conflict = {"differences": differences, "stored": stored, "last": last}
    return page.show(request, form, status=CONFLICT, conflict=conflict)
