"""Save rows so that nobody overwrites what somebody else has just written."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clinic.actions.access import check_same_clinic, record_change
from clinic.reasons import WHY


class StaleRecord(Exception):
    """The record has been changed since the page was opened; nothing was written. `stored` is what stands now."""

    def __init__(self, stored):
        super().__init__(_("Somebody changed this record while you were editing it."))
        self.stored = stored


def write_row(row, *, by, what, **how):
    """Save one row with who and why in its history. `what` is the name of what was done; see clinic/reasons.py."""
    row._history_user, row._change_reason = by, WHY[what]
    row.save(**how)


@transaction.atomic
def add_row(row, *, by, patient, what):
    """Store a new row about `patient` in the user's clinic and note it."""
    row.clinic_id = by.clinic_id
    check_same_clinic(by, patient)
    write_row(row, by=by, what=what, force_insert=True)
    record_change(by=by, patient=patient, what=what)
    return row


@transaction.atomic
def change_row(row, *, version, values, by, patient, what):
    """Store `values` in `row`, provided its version is still the one the page showed."""
    check_same_clinic(by, row)
    rows = type(row).objects
    if not rows.filter(pk=row.pk, version=version).update(version=F("version") + 1):
        raise StaleRecord(rows.get(pk=row.pk))
    stored = rows.get(pk=row.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    write_row(stored, by=by, what=what)
    record_change(by=by, patient=patient, what=what)
    return stored
