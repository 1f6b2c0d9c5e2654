"""The caseload: every open case of the clinic, those with something due first, found as you type."""

from collections import defaultdict
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from clinic.access import EVERYBODY, PHYSIOTHERAPIST, role
from clinic.actions.access import record_listing
from clinic.coverage import not_covering
from clinic.models import Case, Clearance, Diagnosis, Patient, RedFlag, RedFlagScreen
from clinic.precautions import clearance_problem
from clinic.screening import screening
from programs.models import CheckIn, Program
from programs.models.program import MOST_WEEKS
from programs.response_facts import unsettled_rows
from programs.stop_signs import unscreened_emergencies, with_emergency, without_emergency
from programs.views.found_patients import MOST, emergency_signs, without_open_case

PAGE = 50
EXPIRES_SOON = timedelta(days=14)
ENDS_SOON = REVIEW_SOON = WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)
NOW, SOON, NOTE = "now", "soon", "note"
# What can be due, the most pressing first: the list is sorted by the first of these that holds.
WORDS = {
    "emergency": (NOW, _("Emergency: suspected cauda equina")),
    "stop_emergency": (NOW, _("Emergency sign in a returned log: review it")),
    "screen_due": (NOW, _("Emergency sign in a returned log: record a new red-flag screen")),
    "stop": (NOW, _("Stop symptom in a returned log: review it")),
    "stop_other": (NOW, _("A returned log stopped the programme: review it")),
    "red_flag": (NOW, _("Red flag open, outcome missing")),
    "ask_again": (NOW, _("Cauda equina sign present, ask again")),
    "review_overdue": (NOW, _("Review overdue since {review_on:%d-%b-%Y}")),
    "clearance_lapsed": (NOW, "{clearance}"),
    "legs_worse": (SOON, _("Leg symptoms got worse in a returned log: nobody has dealt with it")),
    "log_waiting": (SOON, _("Returned log: decide on the next step")),
    "suspended": (SOON, _("Programme suspended")),
    "next_version": (SOON, _("Programme suspended, its log is reviewed: a new version starts it again")),
    "program_ends": (SOON, _("Programme ends {ends_on:%d-%b-%Y}")),
    "draft": (SOON, _("Draft programme waiting")),
    "no_screen": (SOON, _("Red flags not asked about")),
    "not_asked": (SOON, _("{unasked} red flags not asked about")),
    "no_clearance": (SOON, _("No clearance")),
    "clearance_ends": (SOON, _("Clearance ends {valid_until:%d-%b-%Y}")),
    "review_soon": (NOTE, _("Review on {review_on:%d-%b-%Y}")),
    "no_program": (NOTE, _("No programme yet")),
}


@role(*EVERYBODY)
@require_safe
def home(request):
    return redirect("caseload" if request.user.is_physiotherapist else "exercise-list")


@role(PHYSIOTHERAPIST)
@require_safe
@vary_on_headers("HX-Request")
def caseload(request):
    wanted = request.GET.get("q", "").strip()
    cases = _wanted_cases(request, wanted)
    dues = Dues(timezone.localdate())
    page = Paginator(dues.sort(cases), PAGE).get_page(request.GET.get("page"))
    # Enter opens a single hit; typing does not, and neither does coming back to the list.
    if "go" in request.GET and wanted and page.paginator.count == 1:
        return _go_to_single_hit(request, page.object_list[0])
    whose = request.GET.get("whose", "everyone")
    others = without_open_case(wanted)
    rows = dues.rows(page.object_list)
    shown = [row["patient"].pk for row in rows] + [one.pk for one in others[:MOST]]
    record_listing(user=request.user, patients=shown, what="caseload", searched=bool(wanted))
    context = {
        "nav": "caseload",
        "q": wanted,
        "whose": whose,
        "is_mine": whose == "mine",
        "is_everyone": whose != "mine",
        "page": page,
        "rows": rows,
        "total": Case.objects.open().count(),
        "others": _with_signs(others[:MOST]),
        "more_others": len(others) > MOST,
    }
    template = "programs/_caseload_results.html" if request.htmx else "programs/caseload.html"
    return render(request, template, context)


def _go_to_single_hit(request, number):
    """Lead on to the case. The way there already tells that the clinic treats who was searched for, so it is noted."""
    case = get_object_or_404(Case.objects, pk=number)
    record_listing(user=request.user, patients=[case.patient_id], what="caseload", searched=True)
    return redirect("case-detail", case.pk)


def _wanted_cases(request, wanted):
    cases = Case.objects.open()
    if wanted:
        cases = cases.filter(patient__in=Patient.objects.search(wanted))
    return cases.filter(lead=request.user) if request.GET.get("whose") == "mine" else cases


def _with_signs(patients):
    """Return each patient with the emergency signs that stand for them, in the words in which a case says it; those first."""
    signs = emergency_signs(patients)
    rows = [(one, [WORDS[name] for name in WORDS if name in signs[one.pk]]) for one in patients]
    return sorted(rows, key=lambda row: not row[1])


class Dues:
    """What is due in each case on one day: for each of WORDS the condition under which it holds."""

    def __init__(self, today):
        self.today = today
        self.screened = _screened_cases()
        # What a log told belongs to the person as well: one of a case closed since counts for the open one.
        logs = CheckIn.objects.filter(program__case__patient__in=Case.objects.open().values("patient"))
        self.unscreened = Case.objects.filter(pk__in=unscreened_emergencies(logs)).values("patient")

    def conditions(self, numbers=None):
        """Return {name: condition}; with `numbers` only the records of those cases are looked at.

        Sorting looks at all of them: leaving out those of closed cases costs more than it saves.
        """
        today, screened = self.today, self.screened
        clearances = Clearance.objects.current()
        valid, flagged = clearances.valid_on(today), [pk for pk, one in screened.items() if one.serious]

        def among(rows, case="case"):
            return _among(rows if numbers is None else rows.filter(**{f"{case}__in": numbers}), case)

        return {
            "emergency": Q(pk__in=[pk for pk, one in screened.items() if one.is_emergency]),
            "stop_emergency": among(with_emergency(_stops()), "program__case"),
            "screen_due": Q(patient__in=self.unscreened) & ~among(with_emergency(_stops()), "program__case"),
            "stop": among(without_emergency(_stops()), "program__case"),
            "stop_other": among(_other_stops(), "program__case"),
            "red_flag": Q(
                pk__in=[pk for pk, one in screened.items() if one.open_serious and not one.is_emergency]
            ),
            "ask_again": Q(pk__in=[pk for pk, one in screened.items() if one.must_be_asked_again]),
            "review_overdue": Q(review_on__lt=today),
            "clearance_lapsed": among(clearances) & ~among(valid) | among(not_covering(clearances, flagged)),
            "legs_worse": among(unsettled_rows(), "check_in__program__case"),
            "log_waiting": among(_waiting_logs(), "program__case"),
            "suspended": among(_suspended().filter(_has_stop_to_review())),
            "next_version": among(_suspended().exclude(_has_stop_to_review())),
            "program_ends": among(Program.objects.live().filter(_ends_by(today + ENDS_SOON))),
            "draft": among(Program.objects.filter(status=Program.Status.DRAFT)),
            "no_screen": ~among(RedFlagScreen.objects.all()),
            "not_asked": Q(pk__in=[pk for pk, one in screened.items() if one.not_asked]),
            "no_clearance": ~among(Clearance.objects.all()),
            "clearance_ends": among(valid.filter(valid_until__lte=today + EXPIRES_SOON)),
            "review_soon": Q(review_on__range=(today, today + REVIEW_SOON)),
            "no_program": ~among(Program.objects.all()),
        }

    def sort(self, cases):
        """Return the numbers of `cases`, the most pressing first."""
        conditions = self.conditions()
        ranks = [When(conditions[name], then=Value(rank)) for rank, name in enumerate(WORDS)]
        urgency = Choose(*ranks, default=Value(len(ranks)))
        names = ("patient__family_name", "patient__given_name", "pk")
        return cases.order_by(urgency, F("review_on").asc(nulls_last=True), *names).values_list(
            "pk", flat=True
        )

    def rows(self, numbers):
        """Return one row of the table for each case, in the order given. Four queries."""
        numbers = list(numbers)
        conditions = self.conditions(numbers)
        flags = {name: Choose(When(one, then=True), default=False) for name, one in conditions.items()}
        active = Prefetch("diagnoses", Diagnosis.objects.active().select_related("condition"))
        cases = Case.objects.select_related("patient", "lead").prefetch_related(active).annotate(**flags)
        cases = cases.in_bulk(numbers)
        programs, clearances = _programs(numbers), _current_clearances(numbers)
        return [self._row(cases[pk], programs[pk], clearances.get(pk)) for pk in numbers if pk in cases]

    def _row(self, case, programs, clearance):
        live = next((one for one in programs if one.status == Program.Status.ISSUED), None)
        screened = self.screened.get(case.pk)
        has_red_flag = bool(screened and screened.serious)
        facts = {
            "review_on": case.review_on,
            "clearance": clearance_problem(clearance, self.today, case.diagnoses.all(), has_red_flag),
            "valid_until": getattr(clearance, "valid_until", None),
            "ends_on": live and _last_day(live),
            "unasked": len(screened.not_asked) if screened else 0,
        }
        due = [
            (level, words.format(**facts)) for name, (level, words) in WORDS.items() if getattr(case, name)
        ]
        return {
            "case": case,
            "patient": case.patient,
            "program": live or next(iter(programs), None),
            "due": due,
        }


def _screened_cases():
    """Add up the red-flag screens of every open case in which one is present or was not asked. Two queries.

    A patient's closed cases count for cauda equina signs. Patients whose screens all say "absent" are left to the database:
    they need no adding up. Those under treatment are named first, because SQLite would otherwise read the answers of every
    screen there ever was.
    """
    asked = RedFlagScreen.objects.filter(case__patient__in=Case.objects.open().values("patient"))
    telling = asked.annotate(text=Cast("answers", TextField())).filter(
        Q(text__contains='"not_asked"') | Q(text__contains='"present"')
    )
    screens = defaultdict(lambda: defaultdict(list))
    told = RedFlagScreen.objects.filter(case__patient__in=telling.values("case__patient")).select_related(
        "case"
    )
    for screen in told:
        screens[screen.case.patient_id][screen.case_id].append(screen)
    flags = list(RedFlag.objects.all())
    return {
        case: screening(
            own, flags, [one for other in of_patient.values() if other is not own for one in other]
        )
        for of_patient in screens.values()
        for case, own in of_patient.items()
    }


def _among(rows, case="case"):
    """Match the cases these rows belong to. The list is made once; asking case by case is far slower on SQLite."""
    return Q(pk__in=rows.order_by().values(case))


def _stops():
    """Return the weeks with a stop symptom nobody has reviewed."""
    return CheckIn.objects.to_review().exclude(stop_symptoms=[])


def _other_stops():
    """Return the other weeks that stopped the training and await their review: after a long break, or corrected since."""
    return CheckIn.objects.to_review().filter(stop_symptoms=[])


def _suspended():
    return Program.objects.filter(status=Program.Status.SUSPENDED)


def _has_stop_to_review():
    """Match programs for which `Program.stop_to_review` finds a week."""
    return Exists(CheckIn.objects.to_review().filter(program__case=OuterRef("case")))


def _waiting_logs():
    """Return the newest returned week of each live program, where nobody has decided what follows from it.

    A stop that has been reviewed is decided: the program runs again because the review let it go on.
    """
    later = CheckIn.objects.filter(program=OuterRef("program"), week__gt=OuterRef("week"))
    open_weeks = CheckIn.objects.filter(
        program__status=Program.Status.ISSUED, accepted_at__isnull=True, left_as_is_at__isnull=True
    )
    reviewed = CheckIn.objects.stopping().filter(pk=OuterRef("pk"), reviewed_at__isnull=False)
    return open_weeks.filter(~Exists(later), ~Exists(reviewed))


def _ends_by(day):
    """Match programs whose last day is not after `day`. One term for each length, which every database can index."""
    terms = (
        Q(weeks=weeks, starts_on__lte=day - weeks * WEEK + ONE_DAY) for weeks in range(1, MOST_WEEKS + 1)
    )
    return reduce(or_, terms)


def _last_day(program):
    # A start mistyped at the end of the calendar must not take the list from everybody else.
    return program.starts_on + min(program.weeks * WEEK - ONE_DAY, date.max - program.starts_on)


def _programs(numbers):
    """Return the programs of some cases, newest first."""
    found = defaultdict(list)
    for program in Program.objects.filter(case__in=numbers).defer("snapshot"):
        found[program.case_id].append(program)
    return found


def _current_clearances(numbers):
    found = {}
    for clearance in Clearance.objects.current().filter(case__in=numbers):
        found.setdefault(clearance.case_id, clearance)
    return found
