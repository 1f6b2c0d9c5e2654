"""Sign clearances and revoke them. A signed clearance is never edited: a change is a new version."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from clinic.actions.access import check_same_clinic, record_change
from clinic.actions.cases import hold_open
from clinic.actions.saving import StaleRecord, add_row, write_row
from clinic.models import Clearance
from clinic.policies import Refused, check_is_not_older, check_may_sign


@transaction.atomic
def sign_clearance(*, case, values, replaces, by, is_correction=False):
    """Sign a clearance that supersedes `replaces` (None for the first), provided that one is still the newest.

    Raises StaleRecord when it is not, and Refused for one given before that was given or revoked, unless it corrects what was
    written down wrongly.
    """
    hold_open(case)
    check_may_sign(
        case,
        role=values["issued_by_role"],
        has_surgery=bool(values["surgery_procedure"]),
        has_fracture=bool(values["fracture_release"]),
    )
    newest = case.clearances.current().first()
    if newest != replaces:
        raise StaleRecord(newest)
    if not is_correction:
        check_is_not_older(newest, decision=values["decision"], issued_on=values["issued_on"])
    highest = case.clearances.aggregate(highest=Max("number"))["highest"] or 0
    clearance = Clearance(case=case, number=highest + 1, supersedes=newest, signed_by=by, **values)
    return add_row(clearance, by=by, patient=case.patient, what="clearance-add")


@transaction.atomic
def revoke_clearance(*, clearance, revoked_on, reason, by):
    """Revoke a clearance: from that day it permits nothing."""
    check_same_clinic(by, clearance)
    stored = Clearance.objects.select_for_update().get(pk=clearance.pk)
    if stored.revoked_on is not None:
        raise Refused(
            _("This clearance was revoked already, on %(revoked_on)s.")
            % {"revoked_on": f"{stored.revoked_on:%d-%b-%Y}"}
        )
    stored.revoked_on, stored.revoked_reason = revoked_on, reason
    write_row(stored, by=by, what="clearance-revoke")
    record_change(by=by, patient=stored.case.patient, what="clearance-revoke")
    return stored
