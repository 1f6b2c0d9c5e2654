"""Keep account of who looked at and changed what, and of who came to the door."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext

from clinic.append_only import opened_for_erasure
from clinic.models import AccessEvent

LONGEST = AccessEvent._meta.get_field("what").max_length
# Whoever looks for somebody finds one or a few; each of them can then see who looked.
FEW = 5


def record_access(*, user, patient, what, kind=AccessEvent.Kind.VIEW):
    """Note that `user` opened (or changed, issued, printed) a page or record of `patient`. `what` holds no clinical text."""
    check_same_clinic(user, patient)
    return AccessEvent.objects.create(
        clinic_id=user.clinic_id, user=user, patient=patient, kind=kind, what=what[:LONGEST]
    )


def record_listing(*, user, patients, what, searched=False):
    """Note that `user` was shown a list of `patients` (their numbers): how many, and each of them where a search found few.

    What was searched for is kept nowhere: it is a name.
    """
    numbers = list(dict.fromkeys(patients))
    named = numbers if searched and 0 < len(numbers) <= FEW else [None]
    words = f"{what}{' search' if searched else ''} {len(numbers)} shown"
    AccessEvent.objects.bulk_create(
        AccessEvent(
            clinic_id=user.clinic_id, user=user, patient_id=one, kind=AccessEvent.Kind.LIST, what=words
        )
        for one in named
    )


def record_change(*, by, patient, what):
    """Note that `by` changed something in the record of `patient`."""
    return record_access(user=by, patient=patient, what=what, kind=AccessEvent.Kind.CHANGE)


def record_at_the_door(*, kind, what, user=None, address=None, clinic=None):
    """Note a sign-in, a refusal or a change of an account: nobody's record was opened. `user` may be unknown."""
    clinic_id = clinic.pk if clinic else getattr(user, "clinic_id", None)
    event = AccessEvent(clinic_id=clinic_id, user=user, kind=kind, what=what[:LONGEST], address=address)
    event.save(force_insert=True)
    return event


def purge_access_events(*, before):
    """Delete the events older than `before`, whose retention date has passed, and return how many."""
    with opened_for_erasure():
        count, _ = AccessEvent._base_manager.filter(at__lt=before).delete()
    return count


def check_same_clinic(by, row):
    """Refuse to touch a row of another clinic, even where a page or script was handed one."""
    if by.clinic_id is None or row.clinic_id != by.clinic_id:
        raise PermissionDenied(gettext("This record belongs to another clinic."))
