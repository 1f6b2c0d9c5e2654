"""Record outcome measures, correct them, withdraw one entered in error; what stood there stays in the history."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.actions.access import check_same_clinic, record_change
from clinic.actions.cases import hold_open
from clinic.actions.saving import StaleRecord, add_row, write_row
from clinic.measures.instruments import INSTRUMENTS
from clinic.measures.scoring import start_back_risk
from clinic.models import Measure
from clinic.policies import Refused, check_counts


@transaction.atomic
def record_measure(*, case, instrument, values, by):
    """Record one instrument's score of a day, the first of that day."""
    check_same_clinic(by, case)
    hold_open(case)
    measure = Measure(case=case, instrument=instrument, recorded_by=by, **values)
    _check_is_possible(measure)
    _check_is_only_one_of_its_day(measure)
    return add_row(measure, by=by, patient=case.patient, what="measure-add")


@transaction.atomic
def correct_measure(*, measure, seen, values, by):
    """Store right values in place of wrong ones, if version `seen` of the history is still the newest."""
    stored = _claim(measure, seen, by)
    if all(getattr(stored, name) == value for name, value in values.items()):
        raise Refused(_("This is what is stored already. Change what is wrong, or cancel."))
    for name, value in values.items():
        setattr(stored, name, value)
    _check_is_possible(stored)
    _check_is_only_one_of_its_day(stored)
    write_row(stored, by=by, what="measure-correct")
    record_change(by=by, patient=measure.case.patient, what="measure-correct")
    return stored


@transaction.atomic
def enter_in_error(*, measure, seen, reason, by):
    """Withdraw a measure that should not be here, with the reason; it is shown struck through and counts no more."""
    stored = _claim(measure, seen, by)
    stored.in_error_reason, stored.in_error_by, stored.in_error_at = reason, by, timezone.now()
    write_row(stored, by=by, what="measure-error")
    record_change(by=by, patient=measure.case.patient, what="measure-error")
    return stored


def newest_version(measure):
    """Return the number of a measure's newest version in the history."""
    return measure.history.latest().history_id


def _claim(measure, seen, by):
    """Return the stored measure to be changed, if version `seen` of its history is still the newest."""
    check_same_clinic(by, measure)
    hold_open(measure.case)
    stored = Measure.objects.get(pk=measure.pk)
    if newest_version(stored) != seen:
        raise StaleRecord(stored)
    check_counts(stored)
    return stored


def _check_is_possible(measure):
    instrument = INSTRUMENTS[measure.instrument]
    if not instrument.low <= measure.score <= instrument.high:
        raise Refused(
            _("%(instrument)s runs from %(low)s to %(high)s.")
            % {"instrument": instrument.name, "low": instrument.low, "high": instrument.high}
        )
    if instrument.code == "start_back":
        # Raises for a total and a distress score that do not go together; the form has said so before.
        start_back_risk(total=measure.score, distress=measure.items["distress"])


def _check_is_only_one_of_its_day(measure):
    same_day = Measure.objects.valid().filter(
        case=measure.case, instrument=measure.instrument, measured_on=measure.measured_on
    )
    if same_day.exclude(pk=measure.pk).exists():
        name = INSTRUMENTS[measure.instrument].name
        raise Refused(
            _(
                "%(name)s of %(measured_on)s is recorded already. If that one is wrong, correct it; "
                "otherwise give another date."
            )
            % {"name": name, "measured_on": f"{measure.measured_on:%d-%b-%Y}"}
        )
