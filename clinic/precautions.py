"""What the patient banner says: what nobody may overlook, whatever page they are on."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from clinic.coverage import uncovered
from clinic.models import Clearance, RedFlag, RedFlagScreen
from clinic.screening import PRESENT, screening, screening_of

# What the apps that build on the record know of a person: functions that take a patient's number and the cases that are shown,
# and return [precaution]. They add theirs when they start, because this app imports none of them.
MORE = []


@dataclass(frozen=True, slots=True)
class Precaution:
    """One thing to be careful of; `action` and `url` lead to where it is dealt with.

    `known_since` tells it from what was known before, where a form must not settle what it did not know.
    """

    words: str
    is_emergency: bool = False
    action: str = ""
    url: str = ""
    known_since: str = ""


@dataclass(frozen=True, slots=True)
class Precautions:
    """What one banner says: emergencies, which stand above everything else on the page, and the rest in one line."""

    emergencies: tuple[Precaution, ...] = ()
    others: tuple[Precaution, ...] = ()

    def __str__(self):
        return " · ".join(str(one.words) for one in (*self.emergencies, *self.others))


def precautions(cases, today):
    """Return the precautions of some cases of one patient. Two queries a case, two more, and one more where a flag is present."""
    cases = list(cases)
    if not cases:
        return Precautions()
    still_open = [case for case in cases if case.closed_on is None]
    asked = _asked(cases[0].patient_id)
    clearances = (one for case in still_open for one in _of_clearance(case, today, *asked))
    return in_banner([*_emergencies_and_flags(cases[0].patient_id, still_open, *asked), *clearances])


def emergencies_and_flags(patient, shown):
    """Return what the record of the patient of this number tells of emergencies, and of other red flags in the cases `shown`.

    An emergency belongs to the person: it is told whatever case it was found in, closed ones included. Two queries, and one
    more where a flag is present.
    """
    return _emergencies_and_flags(patient, shown, *_asked(patient))


def _emergencies_and_flags(patient, shown, screens, flags):
    found = [one for source in MORE for one in source(patient, shown)]
    return [*found, *_of_screens(screens, flags, shown)] if flags else found


def _asked(patient):
    """Return the screens of a patient, and the catalogue of flags: empty, and not read, where no flag is present."""
    screens = list(RedFlagScreen.objects.filter(case__patient=patient).select_related("case"))
    is_found = any(PRESENT in one.answers.values() for one in screens)
    return screens, list(RedFlag.objects.all()) if is_found else []


def way_on(found, shown):
    """Return the open case whose pages lead on from what was found in the case `found`: that one if it is shown; or None."""
    places = [found, *shown] if found in shown else [*shown, found]
    return next((one for one in places if one.closed_on is None), None)


def in_banner(found):
    """Sort what was found into the banner's two places, each thing once."""
    found = dict.fromkeys(found)
    return Precautions(
        emergencies=tuple(one for one in found if one.is_emergency),
        others=tuple(one for one in found if not one.is_emergency),
    )


def _emergency(found, shown):
    """Say that a screen of the case `found` found a cauda equina sign which has no outcome yet."""
    case = way_on(found, shown)
    return Precaution(
        _("EMERGENCY: suspected cauda equina syndrome")
        if found in shown
        else _("EMERGENCY: suspected cauda equina syndrome, found in the case “%(case)s”") % {"case": found},
        is_emergency=True,
        action=_("What to do now") if case else "",
        url=case.get_absolute_url() if case else "",
    )


def _ask_again(found, shown):
    """Say that a cauda equina sign was found and has its outcome, and that nobody has asked again since."""
    case = way_on(found, shown)
    return Precaution(
        _("Cauda equina sign present, ask again")
        if found in shown
        else _("Cauda equina sign present in the case “%(case)s”, ask again") % {"case": found},
        action=_("Record a new red-flag screen") if case else "",
        url=reverse("red-flag-screen-add", args=[case.pk]) if case else "",
    )


def clearance_problem(clearance, today, diagnoses, has_red_flag):
    """Return why the newest clearance of a case does not permit training on `today`; empty when it does.

    `diagnoses` are the active ones of the case, `has_red_flag` tells of one that stops training: see `uncovered`.
    """
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
    if not clearance.is_valid_on(today):
        return _("Clearance lacks its restrictions")
    return uncovered(clearance, diagnoses, has_red_flag)


def _of_clearance(case, today, screens, flags):
    clearance = case.clearances.current().first()
    diagnoses = case.diagnoses.active().select_related("condition")
    has_red_flag = bool(screening_of(case, screens, flags).serious)
    problem = clearance_problem(clearance, today, diagnoses, has_red_flag)
    if problem:
        yield Precaution(problem)
    elif clearance.restrictions:
        yield Precaution(_("Restrictions apply"))


def _of_screens(screens, flags, shown):
    signs = screening(screens, [flag for flag in flags if flag.level == RedFlag.Level.EMERGENCY])
    if signs.is_emergency:
        yield _emergency(signs.awaiting[0].case, shown)
        return
    if signs.present:
        yield _ask_again(signs.found_by[0].case, shown)
    others = [flag for flag in flags if flag.level != RedFlag.Level.EMERGENCY]
    if any(screening([one for one in screens if one.case == case], others).open_serious for case in shown):
        yield Precaution(_("Red flag open"))
