"""Close a case, with the programmes that are still running in it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clinic.access import PHYSIOTHERAPIST, role
from clinic.forms.record import posted
from clinic.loaders import load_case, only_while_open
from clinic.policies import Refused
from clinic.views.form_page import Page, answer
from programs.actions.closing import close_case
from programs.forms import CloseCaseForm
from programs.policies import check_can_close
from text.lists import all_of


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
        Page("programs/case_close.html", _("Close the case"), case, context),
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
        return _("The case is closed. It can be reopened.")
    words = ngettext(
        "The case is closed and %(programs)s has ended. Reopening the case does not start it again.",
        "The case is closed and %(programs)s have ended. Reopening the case does not start it again.",
        len(running),
    )
    return words % {"programs": all_of(program.code for program in running)}
