"""Faults of access control, each found in a comparable system: what benchmarks/access_mutants.py plants.

A fault replaces words that stand exactly once in a file. Where the product changes there, the fault changes with it:
tests/access/test_faults.py says so at once.
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Fault:
    """A fault: the file, the words that are replaced there, and the addresses whose tests are run for it."""

    name: str
    path: str
    old: str
    new: str
    asked: str

    def fits(self, root=ROOT):
        """Tell whether the words to replace stand exactly once in the file."""
        return (root / self.path).read_text(encoding="utf-8").count(self.old) == 1

    def plant(self, root):
        """Write the fault into a copy of the product."""
        target = root / self.path
        text = target.read_text(encoding="utf-8")
        target.write_text(text.replace(self.old, self.new), encoding="utf-8")


DETAIL = """@role(PHYSIOTHERAPIST)
@require_safe
@load_patient
def patient_detail(request, patient):
"""
FAULTS = [
    Fault(
        "an address nobody put into the table",
        "clinic/urls.py",
        "urlpatterns = people + findings",
        'urlpatterns = [*people, *findings, path("export.csv", patients.patient_add, name="export")]',
        "every_address",
    ),
    Fault(
        "a view without its role",
        "clinic/views/patients.py",
        DETAIL,
        DETAIL.replace("@role(PHYSIOTHERAPIST)\n", ""),
        "patient-detail",
    ),
    Fault(
        "a page that needs no sign-in",
        "programs/views/rules.py",
        "@require_GET\n@role(*EVERYBODY)\ndef guide",
        "@__import__('django.contrib.auth.decorators', fromlist=['x']).login_not_required\n@require_GET\ndef guide",
        "guide",
    ),
    Fault(
        "rows of every clinic in a loader",
        "clinic/loaders.py",
        "_loading(view, Patient.objects.remaining,",
        "_loading(view, Patient._base_manager.all,",
        "patient-detail",
    ),
    Fault(
        "an issued programme and its PDF of any clinic",
        "programs/loaders.py",
        """        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        if program.is_draft:""",
        """        program = get_object_or_404(Program._base_manager.select_related("case__patient", "clinic"), pk=pk)
        if program.is_draft:""",
        "program-handout-pdf",
    ),
    Fault(
        "a child found by its own number alone",
        "programs/loaders.py",
        "get_object_or_404(items, pk=item_pk, program_id=pk)",
        "get_object_or_404(ProgramItem._base_manager.select_related('program__case__patient'), pk=item_pk)",
        "item-remove",
    ),
    Fault(
        "a child of another programme of the same clinic's address",
        "programs/loaders.py",
        "get_object_or_404(wishes, pk=request_pk, program_id=pk)",
        "get_object_or_404(ExerciseRequest._base_manager.all(), pk=request_pk)",
        "request-withdraw",
    ),
    Fault(
        "a manager who reads the record",
        "clinic/views/clearances.py",
        "@role(PHYSIOTHERAPIST)\n@require_safe\n@load_clearance",
        '@role(PHYSIOTHERAPIST, "manager")\n@require_safe\n@load_clearance',
        "clearance-detail",
    ),
    Fault(
        "a superuser who opens everything",
        "clinic/access.py",
        "    return user.is_active and user.role in allowed",
        "    return user.is_superuser or user.is_active and user.role in allowed",
        "guide or caseload",
    ),
    Fault(
        "a condition the wrong way round",
        "clinic/access.py",
        "user.role in allowed and",
        "user.role not in allowed and",
        "exercise-list",
    ),
    Fault(
        "no clinic's scope at all",
        "clinic/middleware/doors.py",
        "with clinic_scope(clinic) if clinic else nullcontext():",
        "with __import__('django_scopes').scopes_disabled():",
        "case-detail",
    ),
    Fault(
        "a colleague of any clinic may be chosen",
        "clinic/forms/case.py",
        'self.fields["lead"].queryset = User.objects.filter(',
        'self.fields["lead"].queryset = User.objects.exclude(pk=0) or User.objects.filter(',
        "case-open",
    ),
    Fault(
        "a number in the form decides which record is changed",
        "clinic/views/cases.py",
        "def case_edit(request, case):\n",
        """def case_edit(request, case):
    case = type(case)._base_manager.get(pk=request.POST.get("case") or case.pk)
""",
        "case-edit",
    ),
    Fault(
        "a field of the model that the form should not have",
        "clinic/forms/patient.py",
        '"phone", "email", "language"]',
        '"phone", "email", "language", "clinic"]',
        "patient-edit",
    ),
    Fault(
        "a look that changes something",
        "programs/views/edit.py",
        "@require_POST\n@role(PHYSIOTHERAPIST)\n@load_program\ndef program_undo",
        "@role(PHYSIOTHERAPIST)\n@load_program\ndef program_undo",
        "program-undo",
    ),
    Fault(
        "a write before the refusal",
        "clinic/access.py",
        """            if not may_open(request.user, allowed):
                raise PermissionDenied(_("Your role does not open this page."))
            return view(request, *args, **kwargs)
""",
        """            answer = view(request, *args, **kwargs)
            if not may_open(request.user, allowed):
                raise PermissionDenied(_("Your role does not open this page."))
            return answer
""",
        "case-close",
    ),
    Fault(
        "a page kept in the cache for everybody",
        "clinic/views/patients.py",
        DETAIL,
        "@__import__('django.views.decorators.cache', fromlist=['x']).cache_page(60)\n" + DETAIL,
        "patient-detail",
    ),
    Fault(
        "a name in a header of the refusal",
        "clinic/loaders.py",
        "        row = get_object_or_404(rows(), pk=pk)\n",
        """        row = rows().filter(pk=pk).first()
        if row is None:
            from django.http import HttpResponseNotFound

            found = rows().model._base_manager.filter(pk=pk).first()
            return HttpResponseNotFound(headers={"X-Record": str(found)})
""",
        "patient-detail",
    ),
    Fault(
        "a search that looks into every clinic",
        "programs/views/found_patients.py",
        "found = Patient.objects.search(wanted)",
        "found = Patient._base_manager.filter(search_text__contains=wanted.lower())",
        "caseload",
    ),
    Fault(
        "a second factor that a path gets round",
        "clinic/middleware/doors.py",
        'OPEN_WITHOUT_SECOND_FACTOR = (ACCOUNT_PAGES, "/static/")',
        'OPEN_WITHOUT_SECOND_FACTOR = (ACCOUNT_PAGES, "/static/", "/patients/")',
        "patient-detail",
    ),
    Fault(
        "a list of patients that nobody notes",
        "programs/views/caseload.py",
        '    record_listing(user=request.user, patients=shown, what="caseload", searched=bool(wanted))\n',
        "",
        "caseload",
    ),
    Fault(
        "a page that notes no look",
        "clinic/views/trail.py",
        """@load_case
def case_changes(request, case):
""",
        """def case_changes(request, pk):
    case = __import__("django.shortcuts", fromlist=["x"]).get_object_or_404(Case, pk=pk)
""",
        "case-changes",
    ),
    Fault(
        "a refused form that nobody notes",
        "clinic/loaders.py",
        "        answer = view(request, row, **rest)\n",
        """        answer = view(request, row, **rest)
        if request.method == "POST":
            return answer
""",
        "patient-edit",
    ),
    Fault(
        "a part of a page that nobody notes",
        "programs/loaders.py",
        """    what = f"{name_of(view)} {program.code}"
""",
        """    what = f"{name_of(view)} {program.code}"
    if request.htmx:
        return answer
""",
        "item-move or program-edit",
    ),
    Fault(
        "a record taken out that nobody notes",
        "clinic/actions/erasure.py",
        '    record_access(user=by, patient=patient, kind=AccessEvent.Kind.EXPORT, what="patient-export")\n',
        "",
        "patient-export",
    ),
    Fault(
        "a look noted for whoever is only sent on",
        "clinic/loaders.py",
        "    is_sent_on = 300 <= answer.status_code < 400 or",
        "    is_sent_on = answer.status_code == 304 or",
        "case-reopen",
    ),
    Fault(
        "a programme that anybody at an open screen issues",
        "programs/views/issue.py",
        "@confirmed(ISSUING, keeps_on_page=True)\n",
        "",
        "asked_again or program-issue",
    ),
    Fault(
        "a patient's name in the log",
        "clinic/actions/access.py",
        "    check_same_clinic(user, patient)\n",
        """    check_same_clinic(user, patient)
    __import__("logging").getLogger("clinic").warning("%s looked at %s", user.pk, patient)
""",
        "log or patient-detail",
    ),
]
