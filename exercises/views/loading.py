"""Load what a view is about beside the exercise; what is not there is 404."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from exercises.models import Revision, Suggestion


def load_proposal(view):
    """Give a view the open change of its exercise."""

    @wraps(view)
    def loaded(request, exercise, *args, **kwargs):
        proposal = exercise.proposals.open().first()
        if proposal is None:
            raise Http404("No change of this exercise is open.")
        return view(request, exercise, proposal, *args, **kwargs)

    return loaded


def load_revision(view):
    """Give a view one kept revision of its exercise."""

    @wraps(view)
    def loaded(request, exercise, number):
        return view(request, exercise, get_object_or_404(Revision, exercise=exercise, number=number))

    return loaded


def load_suggestion(view):
    """Give a view one suggestion."""

    @wraps(view)
    def loaded(request, pk):
        rows = Suggestion.objects.select_related("exercise", "by", "answered_by")
        return view(request, get_object_or_404(rows, pk=pk))

    return loaded
