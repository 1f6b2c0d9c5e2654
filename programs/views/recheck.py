"""Live programs whose verdicts are no longer those they were issued under."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import PHYSIOTHERAPIST, role
from clinic.actions.access import record_listing
from programs.recheck import recheck_live


@require_GET
@role(PHYSIOTHERAPIST)
def recheck(request):
    found = recheck_live(timezone.localdate())
    shown = [one for one in found if one.needs_a_look]
    patients = [one.program.case.patient_id for one in shown]
    record_listing(user=request.user, patients=patients, what="recheck")
    context = {
        "nav": "caseload",
        "checked": len(found),
        "others": sum(one.rules_changed for one in found),
        "found": shown,
    }
    return render(request, "programs/recheck.html", context)
