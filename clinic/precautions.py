"""The line in the patient banner: what nobody may overlook, whatever page they are on."""

from django.utils.translation import gettext as _

from clinic.models import Clearance, RedFlag
from clinic.screening import screening

SOON_DAYS = 14


def precautions(cases, today):
    """Return the precautions of some cases in one line, worst first. Two queries a case and one more."""
    flags = list(RedFlag.objects.all())
    found = [words for case in cases if case.closed_on is None for words in _of_case(case, flags, today)]
    return " · ".join(dict.fromkeys(found))


def clearance_problem(clearance, today):
    """Return why the newest clearance of a case does not permit training on `today`; empty when it does."""
    if clearance is None:
        return _("No clearance")
    if clearance.revoked_on:
        return _("Clearance revoked %(revoked_on)s") % {"revoked_on": f"{clearance.revoked_on:%d-%b-%Y}"}
    if clearance.decision == Clearance.Decision.REFUSED:
        return _("Not cleared for training")
    if clearance.valid_until < today:
        return _("Clearance expired %(valid_until)s") % {"valid_until": f"{clearance.valid_until:%d-%b-%Y}"}
    if clearance.issued_on > today:
        return _("Clearance starts %(issued_on)s") % {"issued_on": f"{clearance.issued_on:%d-%b-%Y}"}
    return "" if clearance.is_valid_on(today) else _("Clearance lacks its restrictions")


def _of_case(case, flags, today):
    screened = screening(case.red_flag_screens.all(), flags)
    clearance = case.clearances.current().first()
    if screened.is_emergency:
        yield _("EMERGENCY: suspected cauda equina syndrome")
    elif screened.must_be_asked_again:
        yield _("Cauda equina sign present, ask again")
    elif screened.open_serious:
        yield _("Red flag open")
    problem = clearance_problem(clearance, today)
    if problem:
        yield problem
    elif clearance.restrictions:
        yield _("Restrictions apply")
