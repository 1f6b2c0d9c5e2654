"""Override a rule for one exercise: the page shows what speaks against it and what must be confirmed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import PHYSIOTHERAPIST, role
from clinic.form_guards import save_once
from programs.actions import overrides
from programs.errors import Refused, StaleDraft
from programs.facts import dose_facts
from programs.forms import OverrideForm
from programs.loaders import load_item, load_request
from programs.overriding import override_terms
from programs.presenters import banner, finding_lines, step_form
from programs.review import situation, start_dose
from programs.views.steps import UNPROCESSABLE, seen_version, show_conflict, take_step


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_item
def item_override(request, item):
    def act(**confirmed):
        overrides.override_item(item=item, **confirmed)

    return _override(request, item.program, item.exercise, dose_facts(item), act)


@require_http_methods(["GET", "POST"])
@role(PHYSIOTHERAPIST)
@load_request
def request_override(request, wish):
    dose = start_dose(wish.program, wish.exercise)

    def act(**confirmed):
        overrides.override_request(request=wish, dose=dose, **confirmed)

    return _override(request, wish.program, wish.exercise, dose, act)


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_override_withdraw(request, item):
    return take_step(
        request,
        item.program,
        lambda: overrides.withdraw_override(
            program=item.program, seen=seen_version(request), item=item, by=request.user
        ),
    )


def _override(request, program, exercise, dose, act):
    now = situation(program)
    screening = now.screen(exercise, dose)
    try:
        terms = override_terms(screening, now.table)
        form = OverrideForm(request.POST or None, criteria=terms.criteria)
        if form.is_valid():
            confirmed = form.cleaned_data
            step = {"program": program, "seen": seen_version(request), "terms": terms, "by": request.user}
            return redirect(save_once(request, lambda: act(**step, **confirmed), to=program))
    except StaleDraft:
        return show_conflict(request, program)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("program-edit", program.pk)
    page = banner(program.case, now.patient) | {
        "program": program,
        "exercise": exercise,
        "findings": finding_lines(screening.findings),
        "form": form,
        "step": step_form(request, program),
    }
    return render(request, "programs/item_override.html", page, status=UNPROCESSABLE if form.errors else None)
