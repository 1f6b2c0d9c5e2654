"""Load what a view is about, within the clinic's scope: what is not there, or not ours, is 404.

Whatever is then shown of the patient's record, a part of a page included, is noted here, once for all views.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from clinic.loaders import name_of, noted
from programs.models import CheckIn, ExerciseRequest, Program, ProgramItem, WeekDose


def load_program(view):
    """Give the view its program with the people it concerns."""

    @wraps(view)
    def loaded(request, pk, *args, **kwargs):
        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        return _noted(view(request, program, *args, **kwargs), request, view, program)

    return loaded


def load_issued(view):
    """Give the view its program, which must have been issued: a draft is not there yet."""

    @wraps(view)
    def loaded(request, pk, *args, **kwargs):
        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        if program.is_draft:
            raise Http404("This program has not been issued.")
        return _noted(view(request, program, *args, **kwargs), request, view, program)

    return loaded


def load_item(view):
    """Give the view one exercise of a program."""

    @wraps(view)
    def loaded(request, pk, item_pk):
        items = ProgramItem.objects.select_related(
            "program__case__patient", "program__clinic", "exercise", "replaces", "request__exercise"
        )
        item = get_object_or_404(items, pk=item_pk, program_id=pk)
        return _noted(view(request, item), request, view, item.program)

    return loaded


def load_request(view):
    """Give the view one exercise the patient asked for."""

    @wraps(view)
    def loaded(request, pk, request_pk):
        wishes = ExerciseRequest.objects.select_related(
            "program__case__patient", "program__clinic", "exercise"
        )
        wish = get_object_or_404(wishes, pk=request_pk, program_id=pk)
        return _noted(view(request, wish), request, view, wish.program)

    return loaded


def load_cell(view):
    """Give the view one week of one exercise."""

    @wraps(view)
    def loaded(request, pk, item_pk, week):
        cells = WeekDose.objects.select_related(
            "item__program__case__patient", "item__program__clinic", "item__exercise", "exercise"
        )
        cell = get_object_or_404(cells, item_id=item_pk, item__program_id=pk, week=week)
        return _noted(view(request, cell), request, view, cell.item.program)

    return loaded


def load_check_in(view):
    """Give the view one returned week."""

    @wraps(view)
    def loaded(request, pk):
        weeks = CheckIn.objects.select_related(
            "program__case__patient",
            "program__clinic",
            "entered_by",
            "reviewed_by",
            "accepted_by",
            "left_as_is_by",
            "next_version",
        )
        check_in = get_object_or_404(weeks, pk=pk)
        return _noted(view(request, check_in), request, view, check_in.program)

    return loaded


def _noted(answer, request, view, program):
    """Return the answer; where it shows something, note the page with the program's code."""
    what = f"{name_of(view)} {program.code}"
    return noted(answer, user=request.user, patient=program.case.patient, what=what)
