"""Pictures uploaded for an exercise: show them, take them in, go back to the drawing."""

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exercises.access import EVERYBODY, LIBRARIAN, load_exercise, role
from exercises.actions.photos import (
    StalePhotos,
    agree_to_photos,
    keep_photos,
    remove_photos,
    store_photos,
)
from exercises.models import PhotoFile, PhotoPair
from exercises.models.photo import shown_photos
from exercises.photo_forms import PhotoForm, RemovalForm, RevisionForm
from exercises.photo_policies import check_can_agree, check_can_remove, check_can_upload, needs_colleague
from exercises.photo_words_page import descriptions
from exercises.policies import Refused, reason_against
from exercises.presenters import photo_pictures, pictures
from exercises.views.answering import carry_out
from exercises.views.library import PICTURE_KEPT

PLACES = ("start", "finish")
ALONE = {"default-src": [NONE], "sandbox": True}
AGREED = gettext_lazy(
    "The pictures are shown instead of the drawing. The texts that describe them await a new reading."
)
REMOVED = gettext_lazy("The drawing is shown again. Programmes already issued keep the pictures.")
NOTHING_LEFT = gettext_lazy(
    "The pictures are removed. The exercise has no picture now: draw one, or upload others."
)
REMOVAL_WAITS = gettext_lazy("The pictures stay until a colleague agrees that they go.")


@require_GET
@role(*EVERYBODY)
@csp_replace(ALONE)
@load_exercise
def exercise_photo(request, exercise, place):
    may_see = request.user.role == LIBRARIAN or shown_photos(exercise)
    if place not in PLACES or not may_see or not hasattr(exercise, "photos"):
        raise Http404("This exercise has no such picture.")
    file = PhotoFile.objects.get(pk=getattr(exercise.photos, f"{place}_id"))
    headers = {
        "Cache-Control": PICTURE_KEPT,
        "Content-Disposition": f'inline; filename="{exercise.slug}-{place}.jpg"',
    }
    return HttpResponse(bytes(file.content), content_type="image/jpeg", headers=headers)


@require_http_methods(["GET", "POST"])
@role(LIBRARIAN)
@load_exercise
def exercise_photos_edit(request, exercise):
    if request.method == "POST":
        form = PhotoForm(request.POST, request.FILES)
        if form.is_valid() and _stored(request, exercise, form):
            return redirect(exercise)
    else:
        form = PhotoForm(initial={"revision": exercise.revision, **_described(exercise)})
    context = {
        "nav": "exercises",
        "exercise": exercise,
        "form": form,
        "pictures": pictures(exercise, None),
        **_standing(exercise, request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "exercises/exercise_photos_edit.html", context, status=status)


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_photos_agree(request, exercise):
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            _once(request, agree_to_photos, exercise, form)
            messages.success(request, AGREED)
        except (Refused, StalePhotos) as refused:
            messages.error(request, str(refused))
    return redirect(exercise)


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_photos_remove(request, exercise):
    form = RemovalForm(request.POST)
    if form.is_valid():
        try:
            _once(request, remove_photos, exercise, form)
            removed = REMOVED if hasattr(exercise, "figure") else NOTHING_LEFT
            stays = PhotoPair.objects.filter(exercise=exercise).exists()
            messages.success(request, REMOVAL_WAITS if stays else removed)
        except (Refused, StalePhotos) as refused:
            messages.error(request, str(refused))
    return redirect(exercise)


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_photos_keep(request, exercise):
    return carry_out(
        request,
        lambda: keep_photos(exercise=exercise, by=request.user),
        done=_("The pictures stay."),
        to=reverse("exercise-photos-edit", args=[exercise.slug]),
    )


def _stored(request, exercise, form):
    """Store the pictures, or tell the form why not."""
    try:
        _once(request, store_photos, exercise, form)
    except (Refused, StalePhotos) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("The pictures wait until a colleague agrees."))
    return True


def _once(request, step, exercise, form):
    """Take a step as the form says, for the first of equal forms only: pressing twice is not somebody else’s change."""
    values = {"exercise": exercise, "by": request.user, **form.cleaned_data}
    request.save_once(lambda: step(**values), to=exercise)


def _standing(exercise, user):
    """Return how the pictures stand: which ones wait for whom, what may be done with them, and in which languages they speak."""
    pair = getattr(exercise, "photos", None)
    if pair is None:
        return {"has_photos": False}
    found = {
        "has_photos": True,
        "cannot_upload": reason_against(check_can_upload, exercise, pair),
        "removal_needs_colleague": needs_colleague(exercise, pair),
        "has_drawing": hasattr(exercise, "figure"),
        "removal_asked_by": pair.removal_asked_by,
        "cannot_remove": reason_against(check_can_remove, exercise, pair, user),
        "english": photo_pictures(exercise),
        "descriptions": descriptions(exercise),
    }
    if not pair.is_shown:
        found |= {
            "waiting": photo_pictures(exercise),
            "obstacle": reason_against(check_can_agree, pair, user),
        }
    return found


def _described(exercise):
    if not hasattr(exercise, "photos"):
        return {}
    return {"start_alt": exercise.photos.start_alt, "finish_alt": exercise.photos.finish_alt}
