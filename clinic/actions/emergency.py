"""Emergency access: somebody who keeps the installation opens one clinic's records for an hour, and says why."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from clinic.actions.access import record_at_the_door
from clinic.models import AccessEvent, EmergencyAccess
from clinic.notices import write_to_managers

LASTS = timedelta(minutes=60)


@transaction.atomic
def begin_emergency_access(*, clinic, reason, by):
    """Open a clinic's records to `by` for 60 minutes. The clinic's manager sees it at once, and every look is noted.

    Once that is stored for good, the managers are written to, and the trail says how many letters went out.
    """
    now = timezone.now()
    access = EmergencyAccess.objects.create(
        clinic=clinic, user=by, reason=reason, starts_at=now, ends_at=now + LASTS
    )
    record_at_the_door(
        kind=AccessEvent.Kind.EMERGENCY, what="emergency-access, begun", user=by, clinic=clinic
    )
    transaction.on_commit(lambda: _tell_managers(access), robust=True)
    return access


def _tell_managers(access):
    written = write_to_managers(access)
    what = f"emergency-access, managers written to: {written}"
    record_at_the_door(kind=AccessEvent.Kind.EMERGENCY, what=what, user=access.user, clinic=access.clinic)


@transaction.atomic
def end_emergency_access(*, by):
    """End what is still open."""
    now = timezone.now()
    for access in EmergencyAccess.objects.filter(user=by, ends_at__gt=now).select_related("clinic"):
        access.ends_at = now
        access.save(update_fields=["ends_at"])
        record_at_the_door(
            kind=AccessEvent.Kind.EMERGENCY, what="emergency-access, ended", user=by, clinic=access.clinic
        )


def open_emergency_access(user):
    """Return the emergency access that is open to `user` now, or None."""
    open_now = EmergencyAccess.objects.filter(user=user, ends_at__gt=timezone.now())
    return open_now.select_related("clinic").first()
