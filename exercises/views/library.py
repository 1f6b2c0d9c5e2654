"""Read the library: find exercises, look at one, see its picture."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from exercises.access import EVERYBODY, LIBRARIAN, load_exercise, role
from exercises.completeness import translations
from exercises.detail_page import detail_page
from exercises.figures.schema import DRAWING_FAULTS
from exercises.filters import LibraryFilters, listed_for, narrowed
from exercises.presenters import drawing, grouped
from exercises.work_page import count_waiting

PER_PAGE = 48
PICTURE_KEPT = "private, max-age=86400"


@require_GET
@role(*EVERYBODY)
def exercise_list(request):
    keeps = request.user.role == LIBRARIAN
    languages = translations() if keeps else None
    filters = LibraryFilters(request.GET, languages)
    listed = listed_for(request.user, filters.chosen)
    found = narrowed(listed, filters.chosen, with_badges=languages is not None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "nav": "exercises",
        "filters": filters,
        "page": page,
        "groups": grouped(page.object_list, languages),
        "query": _without_page(request),
        "waiting": count_waiting() if keeps and not request.htmx else 0,
    }
    return render(request, _list_template(request.htmx), context)


@require_GET
@role(*EVERYBODY)
@load_exercise
def exercise_detail(request, exercise):
    context = detail_page(exercise, request.user)
    return render(request, "exercises/exercise_detail.html", {**context, "nav": "exercises"})


@require_GET
@role(*EVERYBODY)
@load_exercise
def exercise_figure(request, exercise):
    if not hasattr(exercise, "figure"):
        raise Http404("This exercise has no picture yet.")
    try:
        svg = drawing(exercise, request.GET.get("frame", ""))
    except DRAWING_FAULTS:
        raise Http404("This picture has no such part, or cannot be drawn yet.") from None
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": PICTURE_KEPT})


def _list_template(htmx):
    # A browser that steps back into its history needs the whole page, although htmx asks for it.
    wants_part = htmx and not htmx.history_restore_request
    return "exercises/_exercise_results.html" if wants_part else "exercises/exercise_list.html"


def _without_page(request):
    """Return the query of the page as it is, without the page number: the pager appends its own."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
