"""How long a record must be kept, and when its time is over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import Patient
from clinic.policies import Refused


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as the clinic's manager sees it: a reference and dates, nothing of what it says."""

    pk: int
    reference: str
    ended_on: date | None
    keep_until: date | None

    def is_due(self, today):
        return self.keep_until is not None and self.keep_until < today


def kept_records(clinic, *, reference="", pk=None):
    """Return the clinic's records, the first to end first; those under treatment come last."""
    patients = Patient.objects.remaining().annotate(
        running=Count("cases", filter=Q(cases__closed_on__isnull=True)), closed=Max("cases__closed_on")
    )
    if reference:
        patients = patients.filter(reference__iexact=reference)
    if pk is not None:
        patients = patients.filter(pk=pk)
    found = [_kept(one, clinic.retention_years) for one in patients]
    return sorted(found, key=lambda one: (one.keep_until is None, one.keep_until, one.pk))


def check_can_erase(kept, *, reference, reason, today):
    """Refuse to erase a record that is in use, named wrongly, or still to be kept without a written reason."""
    if kept.ended_on is None:
        raise Refused(_("A case of this patient is open. Close it first."))
    if reference.strip().upper() != kept.reference.upper():
        raise Refused(
            _("Type the reference exactly as it stands above: it guards against erasing the wrong record.")
        )
    if not reason.strip():
        raise Refused(_("Write down why the record is erased. Do not name the patient."))
    if not kept.is_due(today) and len(reason.split()) < 3:
        raise Refused(
            _(
                "This record must be kept until %(keep_until)s. Write down in a sentence on which ground it "
                "is erased earlier."
            )
            % {"keep_until": f"{kept.keep_until:%d-%b-%Y}"}
        )


def _kept(patient, years):
    if patient.running:
        return Kept(patient.pk, patient.reference, None, None)
    ended_on = patient.closed or timezone.localdate(patient.created_at)
    return Kept(patient.pk, patient.reference, ended_on, years_later(ended_on, years))


def years_later(day, years):
    """Return the same day `years` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
