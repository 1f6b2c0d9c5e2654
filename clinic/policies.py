"""What the state of a record allows. Each check raises with a sentence the clinician can act on; pages ask the same checks."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import Clearance, Condition, User
from clinic.screening import case_screening
from text.lists import all_of

PHYSIOTHERAPY = ("physio", "physical therap")
# Why a physician must sign.
SURGERY, FRACTURE, RED_FLAG = _("surgery"), _("a fracture"), _("a red flag")


class Refused(Exception):
    """A step the record does not allow now; the message says what to do instead."""


def check_is_open(case):
    """Refuse to add to a case that has been closed."""
    if case.closed_on is not None:
        raise Refused(
            gettext("This case was closed on %(closed_on)s. Reopen it to record more.")
            % {"closed_on": f"{case.closed_on:%d-%b-%Y}"}
        )


def check_dates_are_past(values):
    """Refuse an onset, surgery, fracture or diagnosis in the future: the stage is counted from these days."""
    today = timezone.localdate()
    for name in ("onset_on", "surgery_on", "fracture_on", "diagnosed_on"):
        day = values.get(name)
        if day and day > today:
            said = {"what": gettext(name.removesuffix("_on").capitalize()), "day": f"{day:%d-%b-%Y}"}
            raise Refused(gettext("%(what)s on %(day)s is in the future.") % said)


def check_counts(measure):
    """Refuse to change a measure that has been withdrawn as entered in error."""
    if measure.in_error_at is not None:
        raise Refused(
            gettext("This was marked as entered in error already. Record the right score as a new one.")
        )


def check_can_close(case):
    """Refuse to close a case that is closed already, or while a red flag waits for its outcome."""
    check_is_open(case)
    waiting = case_screening(case).open_serious
    if waiting:
        raise Refused(
            gettext("A red flag is open: record the outcome of the referral first. %(flags)s")
            % {"flags": "; ".join(f"“{flag.question}”" for flag in waiting)}
        )


def check_may_sign(case, *, role, has_surgery=False, has_fracture=False):
    """Refuse a physiotherapist's signature after surgery, a fracture or a red flag.

    The seed lets the treating physiotherapist clear a patient; evidence.md section 0 leaves out these three.
    """
    if not is_physiotherapy(role):
        return
    reasons = physician_reasons(case)
    if has_surgery and SURGERY not in reasons:
        reasons.append(SURGERY)
    if has_fracture and FRACTURE not in reasons:
        reasons.append(FRACTURE)
    if reasons:
        raise Refused(
            gettext(
                "After %(reasons)s a physician clears the patient, not a physiotherapist. "
                "Enter who gave the clearance, or leave it until you have it."
            )
            % {"reasons": all_of(reasons)}
        )


def check_is_not_older(newest, *, decision, issued_on):
    """Refuse a permission given before the newest clearance was given or revoked: typed later, it would end that one's limits.

    A refusal may be older, because it permits nothing. A correction of the newest is not asked.
    """
    if newest is None or decision == Clearance.Decision.REFUSED:
        return
    said = {"number": newest.number, "issued_on": f"{newest.issued_on:%d-%b-%Y}"}
    if issued_on < newest.issued_on:
        raise Refused(
            gettext(
                "Version %(number)s of %(issued_on)s is newer and stands. What an older clearance adds, such as a limit or a "
                "surgeon's release, goes into a new version that keeps the decision, the issuer and the day of version %(number)s."
            )
            % said
        )
    if newest.revoked_on and issued_on < newest.revoked_on:
        raise Refused(
            gettext(
                "Version %(number)s was revoked on %(revoked_on)s, after this clearance was given. Training needs one that was given "
                "since."
            )
            % (said | {"revoked_on": f"{newest.revoked_on:%d-%b-%Y}"})
        )


def physician_reasons(case):
    """Return why a physician must sign for this case: after surgery, a fracture, a red flag; empty when nobody must."""
    diagnoses = case.diagnoses.active().select_related("condition")
    return reasons_for_physician(diagnoses, bool(case_screening(case).serious))


def reasons_for_physician(diagnoses, has_red_flag):
    """Return the same from rows read already: the active diagnoses, and whether a flag that stops training is present."""
    families = {one.condition.family for one in diagnoses}
    reasons = {
        SURGERY: Condition.Family.POST_SURGICAL in families,
        FRACTURE: Condition.Family.FRACTURE in families,
        RED_FLAG: has_red_flag,
    }
    return [reason for reason, holds in reasons.items() if holds]


def is_physiotherapy(role):
    """Tell whether a profession, as written, is physiotherapy."""
    return any(part in role.casefold() for part in PHYSIOTHERAPY)


def check_can_close_account(user, *, by):
    """Refuse to close one's own account or that of the clinic's last manager."""
    if user.pk == by.pk:
        raise Refused(gettext("You cannot close your own account. Ask another manager."))
    _check_manager_remains(user)


def check_can_change_role(user, *, by):
    """Refuse to change one's own role or that of the clinic's last manager."""
    if user.pk == by.pk:
        raise Refused(gettext("You cannot change your own role. Ask another manager."))
    _check_manager_remains(user)


def _check_manager_remains(user):
    managers = User.objects.filter(clinic_id=user.clinic_id, role=User.Role.MANAGER, is_active=True)
    if user.role == User.Role.MANAGER and user.is_active and not managers.exclude(pk=user.pk).exists():
        raise Refused(gettext("This is the clinic's last manager. Make somebody else a manager first."))
