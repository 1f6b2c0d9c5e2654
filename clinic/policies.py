"""What the state of a record allows. Each check raises with a sentence the clinician can act on; pages ask the same checks."""

from django.utils import timezone

from clinic.models import Condition, User
from clinic.screening import case_screening

PHYSIOTHERAPY = ("physio", "physical therap")


class Refused(Exception):
    """A step the record does not allow now; the message says what to do instead."""


def check_is_open(case):
    """Refuse to add to a case that has been closed."""
    if case.closed_on is not None:
        raise Refused(f"This case was closed on {case.closed_on:%d-%b-%Y}. Reopen it to record more.")


def check_dates_are_past(values):
    """Refuse an onset, surgery, fracture or diagnosis in the future: the stage is counted from these days."""
    today = timezone.localdate()
    for name in ("onset_on", "surgery_on", "fracture_on", "diagnosed_on"):
        day = values.get(name)
        if day and day > today:
            raise Refused(f"{name.removesuffix('_on').capitalize()} on {day:%d-%b-%Y} is in the future.")


def check_counts(measure):
    """Refuse to change a measure that has been withdrawn as entered in error."""
    if measure.in_error_at is not None:
        raise Refused("This was marked as entered in error already. Record the right score as a new one.")


def check_can_close(case):
    """Refuse to close a case that is closed already, or while a red flag waits for its outcome."""
    check_is_open(case)
    waiting = case_screening(case).open_serious
    if waiting:
        raise Refused(
            "A red flag is open: record the outcome of the referral first. "
            + "; ".join(f"“{flag.question}”" for flag in waiting)
        )


def check_may_sign(case, *, role, has_surgery=False, has_fracture=False):
    """Refuse a physiotherapist's signature after surgery, a fracture or a red flag.

    The seed lets the treating physiotherapist clear a patient; evidence.md section 0 leaves out these three.
    """
    if not is_physiotherapy(role):
        return
    reasons = physician_reasons(case)
    if has_surgery and "surgery" not in reasons:
        reasons.append("surgery")
    if has_fracture and "a fracture" not in reasons:
        reasons.append("a fracture")
    if reasons:
        raise Refused(
            f"After {' and '.join(reasons)} a physician clears the patient, not a physiotherapist. "
            "Enter who gave the clearance, or leave it until you have it."
        )


def physician_reasons(case):
    """Return why a physician must sign for this case: after surgery, a fracture, a red flag; empty when nobody must."""
    families = set(case.diagnoses.active().values_list("condition__family", flat=True))
    reasons = {
        "surgery": Condition.Family.POST_SURGICAL in families,
        "a fracture": Condition.Family.FRACTURE in families,
        "a red flag": bool(case_screening(case).serious),
    }
    return [reason for reason, holds in reasons.items() if holds]


def is_physiotherapy(role):
    """Tell whether a profession, as written, is physiotherapy."""
    return any(part in role.casefold() for part in PHYSIOTHERAPY)


def check_can_close_account(user, *, by):
    """Refuse to close one's own account or that of the clinic's last manager."""
    if user.pk == by.pk:
        raise Refused("You cannot close your own account. Ask another manager.")
    _check_manager_remains(user)


def check_can_change_role(user, *, by):
    """Refuse to change one's own role or that of the clinic's last manager."""
    if user.pk == by.pk:
        raise Refused("You cannot change your own role. Ask another manager.")
    _check_manager_remains(user)


def _check_manager_remains(user):
    managers = User.objects.filter(clinic_id=user.clinic_id, role=User.Role.MANAGER, is_active=True)
    if user.role == User.Role.MANAGER and user.is_active and not managers.exclude(pk=user.pk).exists():
        raise Refused("This is the clinic's last manager. Make somebody else a manager first.")
