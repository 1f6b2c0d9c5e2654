"""Patients whom a search of the caseload finds though no case of theirs is open, and the emergency signs that stand for them."""

from collections import defaultdict

from django.db.models import Case as Choose
from django.db.models import Exists, OuterRef, TextField, When
from django.db.models.functions import Cast

from clinic.models import Case, Patient, RedFlag, RedFlagScreen
from clinic.screening import screening
from programs.models import CheckIn
from programs.stop_signs import unscreened_emergencies, with_emergency

MOST = 10


def without_open_case(wanted):
    """Return patients who fit the search but have no open case, one more than are shown; the list of cases would lose them.

    Those of whom a sign was ever told come first: the end of a long list must not hide one that stands.
    """
    if not wanted:
        return []
    is_treated = Exists(Case.objects.open().filter(patient=OuterRef("pk")))
    found = Patient.objects.search(wanted).filter(~is_treated)
    told_first = Choose(When(_has_told(), then=0), default=1)
    return list(found.order_by(told_first, *Patient._meta.ordering)[: MOST + 1])


def _has_told():
    """Match patients of whom a log or a screen has ever told a sign, settled or not."""
    logs = with_emergency(CheckIn.objects.filter(program__case__patient=OuterRef("pk")))
    screens = RedFlagScreen.objects.annotate(text=Cast("answers", TextField()))
    return Exists(logs) | Exists(screens.filter(case__patient=OuterRef("pk"), text__contains='"present"'))


def emergency_signs(patients):
    """Return {number of a patient: names of what stands, the most pressing first}: a cauda equina sign belongs to the person.

    The names are those of `caseload.WORDS`. At most seven queries, however many patients.
    """
    found, numbers = defaultdict(list), [one.pk for one in patients]
    if not numbers:
        return found
    logs = CheckIn.objects.filter(program__case__patient__in=numbers)
    waiting = with_emergency(logs.to_review())
    awaits_review = set(waiting.order_by().values_list("program__case__patient", flat=True))
    unscreened = Case.objects.filter(pk__in=unscreened_emergencies(logs))
    awaits_screen = set(unscreened.values_list("patient", flat=True)) - awaits_review
    for patient, signs in _screened(numbers).items():
        found[patient] += ["emergency"] if signs.is_emergency else []
        found[patient] += ["ask_again"] if signs.must_be_asked_again else []
    for patient in numbers:
        found[patient] += ["stop_emergency"] if patient in awaits_review else []
        found[patient] += ["screen_due"] if patient in awaits_screen else []
    return found


def _screened(numbers):
    """Add up what all screens of each patient say of cauda equina signs."""
    flags = list(RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    screens = defaultdict(list)
    for one in RedFlagScreen.objects.filter(case__patient__in=numbers).select_related("case"):
        screens[one.case.patient_id].append(one)
    return {patient: screening(told, flags) for patient, told in screens.items()}
