"""What the patient banner says: what nobody may overlook, whatever page they are on."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.models import Case, Clearance, RedFlag, RedFlagScreen
from clinic.screening import PRESENT, screening

# What the apps that build on the record know of cases: functions that take a queryset of them and return [precaution].
# They add theirs when they start, because this app imports none of them.
MORE = []


@dataclass(frozen=True, slots=True)
class Precaution:
    """One thing to be careful of; `action` and `url` lead to where it is dealt with."""

    words: str
    is_emergency: bool = False
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Precautions:
    """What one banner says: emergencies, which stand above everything else on the page, and the rest in one line."""

    emergencies: tuple[Precaution, ...] = ()
    others: tuple[Precaution, ...] = ()

    def __str__(self):
        return " · ".join(str(one.words) for one in (*self.emergencies, *self.others))


def precautions(cases, today):
    """Return the precautions of some cases. One query a case, three more, and one more where a flag is present.

    An emergency belongs to the person: every open case of these patients is asked for one, not the given ones alone.
    """
    cases = list(cases)
    if not cases:
        return Precautions()
    of_patients = Case.objects.open().filter(patient__in={case.patient_id for case in cases})
    cases = [case for case in cases if case.closed_on is None]
    clearances = (one for case in cases for one in _of_clearance(case, today))
    return in_banner([*emergencies_and_flags(of_patients, cases), *clearances])


def emergencies_and_flags(of_patient, shown):
    """Return what the open cases `of_patient` tell of emergencies, and of other red flags the cases `shown` alone.

    Two queries, and one more where a flag is present.
    """
    found = [one for source in MORE for one in source(of_patient)]
    screens = defaultdict(list)
    for screen in RedFlagScreen.objects.filter(case__in=of_patient).select_related("case"):
        screens[screen.case].append(screen)
    # The catalogue is read only where an answer asks for it.
    if any(PRESENT in one.answers.values() for of_case in screens.values() for one in of_case):
        flags = list(RedFlag.objects.all())
        for case in sorted(screens, key=lambda one: one.pk):
            found += _of_screens(case, screening(screens[case], flags), is_shown=case in shown)
    return found


def in_banner(found):
    """Sort what was found into the banner's two places, each thing once."""
    found = dict.fromkeys(found)
    return Precautions(
        emergencies=tuple(one for one in found if one.is_emergency),
        others=tuple(one for one in found if not one.is_emergency),
    )


def _emergency(case, is_shown):
    """Say that a screen of the case found a cauda equina sign which has no outcome yet."""
    return Precaution(
        _("EMERGENCY: suspected cauda equina syndrome")
        if is_shown
        else _("EMERGENCY: suspected cauda equina syndrome, found in the case “%(case)s”") % {"case": case},
        is_emergency=True,
        action=_("What to do now"),
        url=case.get_absolute_url(),
    )


def _ask_again(case, is_shown):
    """Say that a cauda equina sign was found and has its outcome, and that nobody has asked again since."""
    return Precaution(
        _("Cauda equina sign present, ask again")
        if is_shown
        else _("Cauda equina sign present in the case “%(case)s”, ask again there") % {"case": case},
        action=_("Record a new red-flag screen"),
        url=reverse("red-flag-screen-add", args=[case.pk]),
    )


def clearance_problem(clearance, today):
    """Return why the newest clearance of a case does not permit training on `today`; empty when it does."""
    if clearance is None:
        return _("No clearance")
    if clearance.revoked_on:
        return _("Clearance revoked %(revoked_on)s") % {"revoked_on": f"{clearance.revoked_on:%d-%b-%Y}"}
    if clearance.decision == Clearance.Decision.REFUSED:
        return _("Not cleared for training")
    if clearance.valid_until < today:
        return _("Clearance expired %(valid_until)s") % {"valid_until": f"{clearance.valid_until:%d-%b-%Y}"}
    if clearance.issued_on > today:
        return _("Clearance starts %(issued_on)s") % {"issued_on": f"{clearance.issued_on:%d-%b-%Y}"}
    return "" if clearance.is_valid_on(today) else _("Clearance lacks its restrictions")


def _of_clearance(case, today):
    clearance = case.clearances.current().first()
    problem = clearance_problem(clearance, today)
    if problem:
        yield Precaution(problem)
    elif clearance.restrictions:
        yield Precaution(_("Restrictions apply"))


def _of_screens(case, screened, *, is_shown):
    if screened.is_emergency:
        yield _emergency(case, is_shown)
    elif screened.must_be_asked_again:
        yield _ask_again(case, is_shown)
    elif screened.open_serious and is_shown:
        yield Precaution(_("Red flag open"))
