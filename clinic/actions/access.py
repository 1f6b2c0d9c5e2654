"""Keep account of who looked at and changed what."""

from django.core.exceptions import PermissionDenied

from clinic.models import AccessEvent


def record_access(*, user, patient, what, kind=AccessEvent.Kind.VIEW):
    """Note that `user` opened (or changed, issued, printed) a page or record of `patient`. `what` holds no clinical text."""
    check_same_clinic(user, patient)
    return AccessEvent.objects.create(
        clinic_id=user.clinic_id, user=user, patient=patient, kind=kind, what=what[:80]
    )


def record_change(*, by, patient, what):
    """Note that `by` changed something in the record of `patient`."""
    return record_access(user=by, patient=patient, what=what, kind=AccessEvent.Kind.CHANGE)


def check_same_clinic(by, row):
    """Refuse to touch a row of another clinic, even where a page or script was handed one."""
    if by.clinic_id is None or row.clinic_id != by.clinic_id:
        raise PermissionDenied("This record belongs to another clinic.")
