"""Seed one fault of access control at a time into a copy of the product and count how many the access matrix catches.

Each fault is one that was found in a comparable system. `--list` names them; words on the command line choose some.
A copy lies in a temporary folder; this tree is never changed. Each fault takes as long as the matrix's quickest failing test.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = "tests/access/matrix"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "docs", "__pycache__", ".*_cache")


@dataclass(frozen=True)
class Mutant:
    """A fault: the file, the words that are replaced there, and the addresses whose tests are run for it."""

    name: str
    path: str
    old: str
    new: str
    asked: str


DETAIL = """@role(PHYSIOTHERAPIST)
@require_safe
@load_patient
def patient_detail(request, patient):
"""
MUTANTS = [
    Mutant(
        "an address nobody put into the table",
        "clinic/urls.py",
        "urlpatterns = people + findings",
        'urlpatterns = [*people, *findings, path("export.csv", patients.patient_add, name="export")]',
        "every_address",
    ),
    Mutant(
        "a view without its role",
        "clinic/views/patients.py",
        DETAIL,
        DETAIL.replace("@role(PHYSIOTHERAPIST)\n", ""),
        "patient-detail",
    ),
    Mutant(
        "a page that needs no sign-in",
        "programs/views/rules.py",
        "@require_GET\n@role(*EVERYBODY)\ndef guide",
        "@__import__('django.contrib.auth.decorators', fromlist=['x']).login_not_required\n@require_GET\ndef guide",
        "guide",
    ),
    Mutant(
        "rows of every clinic in a loader",
        "clinic/loaders.py",
        "_loading(view, Patient.objects.remaining,",
        "_loading(view, Patient._base_manager.all,",
        "patient-detail",
    ),
    Mutant(
        "an issued programme and its PDF of any clinic",
        "programs/loaders.py",
        """        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        if program.is_draft:""",
        """        program = get_object_or_404(Program._base_manager.select_related("case__patient", "clinic"), pk=pk)
        if program.is_draft:""",
        "program-handout-pdf",
    ),
    Mutant(
        "a child found by its own number alone",
        "programs/loaders.py",
        "get_object_or_404(items, pk=item_pk, program_id=pk)",
        "get_object_or_404(ProgramItem._base_manager.select_related('program__case__patient'), pk=item_pk)",
        "item-remove",
    ),
    Mutant(
        "a child of another programme of the same clinic's address",
        "programs/loaders.py",
        "get_object_or_404(wishes, pk=request_pk, program_id=pk)",
        "get_object_or_404(ExerciseRequest._base_manager.all(), pk=request_pk)",
        "request-withdraw",
    ),
    Mutant(
        "a manager who reads the record",
        "clinic/views/clearances.py",
        "@role(PHYSIOTHERAPIST)\n@require_safe\n@load_clearance",
        '@role(PHYSIOTHERAPIST, "manager")\n@require_safe\n@load_clearance',
        "clearance-detail",
    ),
    Mutant(
        "a superuser who opens everything",
        "clinic/access.py",
        "    return user.is_active and user.role in allowed",
        "    return user.is_superuser or user.is_active and user.role in allowed",
        "guide or caseload",
    ),
    Mutant(
        "a condition the wrong way round",
        "clinic/access.py",
        "user.role in allowed and",
        "user.role not in allowed and",
        "exercise-list",
    ),
    Mutant(
        "no clinic's scope at all",
        "clinic/middleware/doors.py",
        "with clinic_scope(clinic) if clinic else nullcontext():",
        "with __import__('django_scopes').scopes_disabled():",
        "case-detail",
    ),
    Mutant(
        "a colleague of any clinic may be chosen",
        "clinic/forms/case.py",
        'self.fields["lead"].queryset = User.objects.filter(',
        'self.fields["lead"].queryset = User.objects.exclude(pk=0) or User.objects.filter(',
        "case-open",
    ),
    Mutant(
        "a number in the form decides which record is changed",
        "clinic/views/cases.py",
        "def case_edit(request, case):\n",
        """def case_edit(request, case):
    case = type(case)._base_manager.get(pk=request.POST.get("case") or case.pk)
""",
        "case-edit",
    ),
    Mutant(
        "a field of the model that the form should not have",
        "clinic/forms/patient.py",
        '"phone", "email", "language"]',
        '"phone", "email", "language", "clinic"]',
        "patient-edit",
    ),
    Mutant(
        "a look that changes something",
        "programs/views/edit.py",
        "@require_POST\n@role(PHYSIOTHERAPIST)\n@load_program\ndef program_undo",
        "@role(PHYSIOTHERAPIST)\n@load_program\ndef program_undo",
        "program-undo",
    ),
    Mutant(
        "a write before the refusal",
        "clinic/access.py",
        """            if not may_open(request.user, allowed):
                raise PermissionDenied("Your role does not open this page.")
            return view(request, *args, **kwargs)
""",
        """            answer = view(request, *args, **kwargs)
            if not may_open(request.user, allowed):
                raise PermissionDenied("Your role does not open this page.")
            return answer
""",
        "case-close",
    ),
    Mutant(
        "a page kept in the cache for everybody",
        "clinic/views/patients.py",
        DETAIL,
        "@__import__('django.views.decorators.cache', fromlist=['x']).cache_page(60)\n" + DETAIL,
        "patient-detail",
    ),
    Mutant(
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
    Mutant(
        "a search that looks into every clinic",
        "programs/views/caseload.py",
        "return list(Patient.objects.search(wanted)",
        "return list(Patient._base_manager.filter(search_text__contains=wanted.lower())",
        "caseload",
    ),
    Mutant(
        "a second factor that a path gets round",
        "clinic/middleware/doors.py",
        'OPEN_WITHOUT_SECOND_FACTOR = (ACCOUNT_PAGES, "/static/")',
        'OPEN_WITHOUT_SECOND_FACTOR = (ACCOUNT_PAGES, "/static/", "/patients/")',
        "patient-detail",
    ),
    Mutant(
        "a list of patients that nobody notes",
        "programs/views/caseload.py",
        '    record_listing(user=request.user, patients=shown, what="caseload", searched=bool(wanted))\n',
        "",
        "caseload",
    ),
    Mutant(
        "a programme that anybody at an open screen issues",
        "programs/views/issue.py",
        "@confirmed(ISSUING, keeps_on_page=True)\n",
        "",
        "asked_again or program-issue",
    ),
    Mutant(
        "a patient's name in the log",
        "clinic/actions/access.py",
        "    check_same_clinic(user, patient)\n",
        """    check_same_clinic(user, patient)
    __import__("logging").getLogger("clinic").warning("%s looked at %s", user.pk, patient)
""",
        "log or patient-detail",
    ),
]


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only faults whose name holds one of these")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    chosen = [one for one in MUTANTS if not options.words or any(word in one.name for word in options.words)]
    if options.list:
        print("\n".join(one.name for one in chosen))
        return 0
    caught = 0
    for mutant in chosen:
        noticed = is_caught(mutant)
        caught += noticed
        print(f"{'caught' if noticed else 'MISSED'}  {mutant.name}", flush=True)
    print(f"access mutants: {caught} caught / {len(chosen)} seeded")
    return 0 if caught == len(chosen) else 1


def is_caught(mutant):
    """Plant the fault in a copy and tell whether a test of the matrix fails on it. A fault that does not fit is an error."""
    with tempfile.TemporaryDirectory(prefix="backstay-mutant-") as folder:
        copy = Path(folder) / "product"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)
        target = copy / mutant.path
        text = target.read_text(encoding="utf-8")
        if text.count(mutant.old) != 1:
            sys.exit(f"{mutant.name}: {mutant.path} no longer holds the words to change exactly once.")
        target.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        done = run_matrix(copy, mutant.asked)
    if done.returncode not in (0, 1):
        sys.exit(f"{mutant.name}: the matrix did not run.\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return done.returncode == 1


def run_matrix(copy, asked):
    """Run the tests of some addresses in the copy, up to the first failure."""
    # The module in a test's name is the same for all, so that "matrix" or "access" would choose everything.
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-migrations"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(  # noqa: S603
        [*command, "-k", asked, TESTS],
        cwd=copy,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
