"""Close a case, with the programmes that are still running in it."""

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms.record import posted
from clinic.loaders import load_case, only_while_open
from clinic.policies import Refused
from clinic.views.form_page import Page, answer
from programs.actions.closing import close_case
from programs.forms import CloseCaseForm
from programs.policies import check_can_close


@role(PHYSIOTHERAPIST)
@require_http_methods(["GET", "POST"])
@load_case
@only_while_open
def case_close(request, case):
    running = list(case.programs.running().defer("snapshot"))
    form = CloseCaseForm(posted(request), case=case, running=running, cancel_url=case.get_absolute_url())
    context = {"obstacle": _obstacle(case, running), "running": running}
    return answer(
        request,
        form,
        Page("programs/case_close.html", "Close the case", case, context),
        lambda: close_case(case=case, today=timezone.localdate(), by=request.user, **form.values()),
        to=case,
        done=_done(running),
    )


def _obstacle(case, running):
    try:
        check_can_close(case, ending=running)
    except Refused as refusal:
        return str(refusal)
    return ""


def _done(running):
    if not running:
        return "The case is closed. It can be reopened."
    codes = " and ".join(program.code for program in running)
    verb = "have" if len(running) > 1 else "has"
    return f"The case is closed and {codes} {verb} ended. Reopening the case does not start it again."
