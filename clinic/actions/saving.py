"""Save rows so that nobody overwrites what somebody else has just written."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clinic.actions.access import check_same_clinic, record_change


class StaleRecord(Exception):
    """The record has been changed since the page was opened; nothing was written. `stored` is what stands now."""

    def __init__(self, stored):
        super().__init__(_("Somebody changed this record while you were editing it."))
        self.stored = stored


@transaction.atomic
def add_row(row, *, by, patient, what):
    """Store a new row about `patient` in the user's clinic and note it."""
    row.clinic_id = by.clinic_id
    check_same_clinic(by, patient)
    row._history_user = by
    row.save(force_insert=True)
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
    stored._history_user = by
    stored.save()
    record_change(by=by, patient=patient, what=what)
    return stored
