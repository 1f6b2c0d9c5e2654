"""Uploaded pictures described in one language: one librarian writes it, another agrees."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from exercises.access import LIBRARIAN, load_exercise, role
from exercises.actions.photo_words import agree_to_words, describe_photos
from exercises.languages import BASE
from exercises.models.photo import shown_photos
from exercises.photo_forms import PhotoWordsForm
from exercises.photo_words_page import photo_words_page
from exercises.views.answering import FORM, answer, carry_out, page, posted

PRINTED = gettext_lazy(
    "Agreed: handouts issued from now on print this description. The text awaits a new reading."
)
PICTURES_WAIT = gettext_lazy(
    "Agreed: handouts print this description once the pictures are agreed to as well. The text awaits a new reading."
)
ENGLISH = gettext_lazy(
    "Agreed: this is the English description from now on. The text awaits a new reading. Look whether the other languages still say the same."
)


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_exercise
def exercise_photos_describe(request, exercise, language):
    context = photo_words_page(exercise, language, request.user)
    if context is None:
        raise Http404("There are no pictures to describe in this language.")
    form = PhotoWordsForm(posted(request), language=language, words=context["waiting"] or context["counting"])
    who, seen = {"exercise": exercise, "language": language}, request.POST.get("seen", "")
    return answer(
        request,
        form,
        lambda: describe_photos(**who, **form.cleaned_data, seen=seen, by=request.user),
        show=page(request, "exercises/exercise_photos_describe.html", context),
        done=_("Kept. It counts once another librarian has agreed to it."),
        to=reverse("exercise-photos-describe", args=[exercise.slug, language]),
    )


@require_POST
@role(LIBRARIAN)
@load_exercise
def exercise_photos_describe_agree(request, exercise, language):
    who, seen = {"exercise": exercise, "language": language}, request.POST.get("seen", "")
    return carry_out(
        request,
        lambda: agree_to_words(**who, seen=seen, by=request.user),
        done=_agreed(exercise, language),
        to=reverse("exercise-photos-edit", args=[exercise.slug]),
    )


def _agreed(exercise, language):
    if language == BASE:
        return ENGLISH
    return PRINTED if shown_photos(exercise) else PICTURES_WAIT
