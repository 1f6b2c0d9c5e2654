"""Whether a clearance covers what the record holds: a surgery, a fracture or a red flag may have come since it was given.

The days of events count, never the day something was typed: a clearance may be on record before the diagnosis it is for.
"""

from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.utils.translation import gettext as _

from clinic.models import Condition, Diagnosis
from clinic.policies import PHYSIOTHERAPY, is_physiotherapy, reasons_for_physician
from text.lists import all_of

# The families of conditions that a physiotherapist does not clear (evidence.md section 0).
PHYSICIANS = (Condition.Family.POST_SURGICAL, Condition.Family.FRACTURE)


def uncovered(clearance, diagnoses, has_red_flag):
    """Return what a clearance of a case does not cover, as a sentence that says what to do; empty when it covers all.

    `diagnoses` are the active ones with their conditions; `has_red_flag` tells whether a red flag that stops training is
    present, its outcome recorded or not. (Gates G04, G05 and G06.)
    """
    diagnoses = list(diagnoses)
    return (
        too_old(clearance.issued_on, diagnoses)
        or of_other_surgery(clearance.surgery_on, diagnoses)
        or _needs_physician(clearance, diagnoses, has_red_flag)
    )


def too_old(issued_on, diagnoses):
    """Say that a clearance of this day was given before a surgery or a fracture; a day nobody knows speaks for nothing."""
    events = {
        "surgery_on": _(
            "The clearance of %(issued_on)s was given before the surgery of %(day)s: record a new one"
        ),
        "fracture_on": _(
            "The clearance of %(issued_on)s was given before the fracture of %(day)s: record a new one"
        ),
    }
    for name, words in events.items():
        day = _newest(diagnoses, name)
        if day and issued_on < day:
            return words % {"issued_on": _day(issued_on), "day": _day(day)}
    return ""


def of_other_surgery(released, diagnoses):
    """Say that a release names the surgery of a day after which the patient was operated on again; None names none."""
    surgery_on = _newest(diagnoses, "surgery_on")
    if not released or not surgery_on or released >= surgery_on:
        return ""
    return _(
        "The surgeon's release is for the surgery of %(released)s, not for that of %(surgery_on)s: record a clearance "
        "that names it, or correct the date"
    ) % {"released": _day(released), "surgery_on": _day(surgery_on)}


def not_covering(clearances, flagged):
    """Keep the clearances of which `uncovered` says something; `flagged` are the cases in which a flag stops training."""
    by_physiotherapist = reduce(or_, (Q(issued_by_role__icontains=part) for part in PHYSIOTHERAPY))
    needs_physician = Q(case__diagnoses__condition__family__in=PHYSICIANS)
    gaps = (
        Q(case__diagnoses__surgery_on__gt=F("issued_on"))
        | Q(case__diagnoses__fracture_on__gt=F("issued_on"))
        | Q(case__diagnoses__surgery_on__gt=F("surgery_on"))
        | by_physiotherapist & needs_physician
    )
    is_active = Q(case__diagnoses__status=Diagnosis.Status.ACTIVE)
    return clearances.filter(is_active & gaps | by_physiotherapist & Q(case__in=flagged))


def _needs_physician(clearance, diagnoses, has_red_flag):
    if not is_physiotherapy(clearance.issued_by_role):
        return ""
    reasons = reasons_for_physician(diagnoses, has_red_flag)
    if not reasons:
        return ""
    return _(
        "The clearance of %(issued_on)s by a physiotherapist does not hold after %(reasons)s: record one by a physician"
    ) % {"issued_on": _day(clearance.issued_on), "reasons": all_of(reasons)}


def _newest(diagnoses, name):
    return max((day for one in diagnoses if (day := getattr(one, name))), default=None)


def _day(day):
    return f"{day:%d-%b-%Y}"
