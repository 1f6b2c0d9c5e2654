"""Load what a view is about, within the clinic's scope: what is not there, or not ours, is 404.

Opening such a page is a look at the patient's record, so it is noted here, once for all of them.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from clinic.actions.access import record_access
from clinic.loaders import LOOKS
from programs.models import CheckIn, ExerciseRequest, Program, ProgramItem, WeekDose


def load_program(view):
    """Give the view its program with the people it concerns."""

    @wraps(view)
    def loaded(request, pk, *args, **kwargs):
        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        _note_look(request, view, program)
        return view(request, program, *args, **kwargs)

    return loaded


def load_issued(view):
    """Give the view its program, which must have been issued: a draft is not there yet."""

    @wraps(view)
    def loaded(request, pk, *args, **kwargs):
        program = get_object_or_404(Program.objects.with_people(), pk=pk)
        if program.is_draft:
            raise Http404("This program has not been issued.")
        _note_look(request, view, program)
        return view(request, program, *args, **kwargs)

    return loaded


def load_item(view):
    """Give the view one exercise of a program."""

    @wraps(view)
    def loaded(request, pk, item_pk):
        items = ProgramItem.objects.select_related(
            "program__case__patient", "program__clinic", "exercise", "replaces", "request__exercise"
        )
        item = get_object_or_404(items, pk=item_pk, program_id=pk)
        _note_look(request, view, item.program)
        return view(request, item)

    return loaded


def load_request(view):
    """Give the view one exercise the patient asked for."""

    @wraps(view)
    def loaded(request, pk, request_pk):
        wishes = ExerciseRequest.objects.select_related(
            "program__case__patient", "program__clinic", "exercise"
        )
        wish = get_object_or_404(wishes, pk=request_pk, program_id=pk)
        _note_look(request, view, wish.program)
        return view(request, wish)

    return loaded


def load_cell(view):
    """Give the view one week of one exercise."""

    @wraps(view)
    def loaded(request, pk, item_pk, week):
        cells = WeekDose.objects.select_related(
            "item__program__case__patient", "item__program__clinic", "item__exercise", "exercise"
        )
        cell = get_object_or_404(cells, item_id=item_pk, item__program_id=pk, week=week)
        _note_look(request, view, cell.item.program)
        return view(request, cell)

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
        _note_look(request, view, check_in.program)
        return view(request, check_in)

    return loaded


def _note_look(request, view, program):
    """Note that a page about a program was opened. The builder's search is a part of a page that has been noted."""
    is_search = request.htmx and view.__name__ == "program_edit"
    if request.method in LOOKS and not is_search:
        what = f"{view.__name__.replace('_', '-')} {program.code}"
        record_access(user=request.user, patient=program.case.patient, what=what)
