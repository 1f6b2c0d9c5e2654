"""Change what the clinic prints and starts new programmes with."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from clinic.actions.access import record_at_the_door
from clinic.actions.saving import StaleRecord, write_row
from clinic.models import AccessEvent, Clinic


@transaction.atomic
def edit_clinic(*, clinic, version, values, by):
    """Store `values` in the user's own clinic, provided its version is still the one the page showed.

    Issued programmes keep the name, address and numbers they were issued with.
    """
    if by.clinic_id is None or by.clinic_id != clinic.pk:
        raise PermissionDenied(_("This is another clinic."))
    if not Clinic.objects.filter(pk=clinic.pk, version=version).update(version=F("version") + 1):
        raise StaleRecord(Clinic.objects.get(pk=clinic.pk))
    stored = Clinic.objects.get(pk=clinic.pk)
    for name, value in values.items():
        setattr(stored, name, value)
    write_row(stored, by=by, what="clinic-edit")
    record_at_the_door(kind=AccessEvent.Kind.CHANGE, what="clinic-edit", user=by)
    return stored
