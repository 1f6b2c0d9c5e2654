"""Open, change, close and reopen episodes of care."""

from django.db import transaction
from django.utils.translation import gettext as _

from clinic.actions.saving import add_row, change_row
from clinic.models import Case
from clinic.policies import Refused, check_can_close, check_is_open


def hold_open(case):
    """Hold a case until the transaction ends, so that nobody closes it meanwhile; refuse one that is closed by now."""
    check_is_open(Case.objects.select_for_update().get(pk=case.pk))


def hold_cases(patient):
    """Hold all cases of the patient of this number, always in the same order, until the transaction ends."""
    list(Case.objects.select_for_update().filter(patient=patient).order_by("pk"))


def open_case(*, patient, values, by):
    """Open a case for a patient."""
    return add_row(Case(patient=patient, **values), by=by, patient=patient, what="case-open")


@transaction.atomic
def change_case(*, case, version, values, by):
    """Change what a case is about, who leads it and when it is reviewed."""
    hold_open(case)
    return change_row(case, version=version, values=values, by=by, patient=case.patient, what="case-edit")


@transaction.atomic
def close_case(*, case, version, closed_on, reason, by):
    """Close a case, unless a red flag still waits for its outcome."""
    check_can_close(case)
    values = {"closed_on": closed_on, "closing_note": reason}
    return change_row(case, version=version, values=values, by=by, patient=case.patient, what="case-close")


@transaction.atomic
def reopen_case(*, case, version, by):
    """Undo the closing of a case, provided its version is still the one the page showed."""
    if case.closed_on is None:
        raise Refused(_("This case is open already."))
    values = {"closed_on": None, "closing_note": ""}
    return change_row(case, version=version, values=values, by=by, patient=case.patient, what="case-reopen")
