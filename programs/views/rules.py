"""Read the rules: all of them, one condition's, and the guide they rest on."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import EVERYBODY, role
from programs.rulebook.condition import condition_page
from programs.rulebook.guide import guide_page
from programs.rulebook.overview import overview
from programs.rules.loading import default_table


@require_GET
@role(*EVERYBODY)
def rules(request):
    context = overview(default_table(), timezone.localdate())
    return render(request, "programs/rules.html", {**context, "nav": "rules"})


@require_GET
@role(*EVERYBODY)
def rules_condition(request, slug):
    table = default_table()
    if slug not in table.conditions:
        raise Http404("No such condition.")
    context = condition_page(table, table.conditions[slug])
    return render(request, "programs/rules_condition.html", {**context, "nav": "rules"})


@require_GET
@role(*EVERYBODY)
def guide(request):
    return render(request, "programs/guide.html", {**guide_page(default_table()), "nav": "rules"})
