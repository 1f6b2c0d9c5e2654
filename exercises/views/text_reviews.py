"""Who read a patient's text: one librarian records it, another confirms it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from exercises import actions
from exercises.access import LIBRARIAN, load_exercise, role
from exercises.forms.steps import TextReviewForm
from exercises.models import TextReview
from exercises.text_review_page import text_review_page
from exercises.views.answering import FORM, answer, carry_out, page, posted


@require_http_methods(FORM)
@role(LIBRARIAN)
@load_exercise
def text_review(request, exercise, language):
    form = TextReviewForm(posted(request))
    context = text_review_page(exercise, language, request.user)
    if context is None:
        raise Http404("This exercise has no text in this language.")
    who, seen = {"exercise": exercise, "language": language}, request.POST.get("seen", "")
    return answer(
        request,
        form,
        lambda: actions.record_review(**who, seen=seen, **form.cleaned_data, by=request.user),
        show=page(request, "exercises/text_review.html", context),
        done=_("Recorded. It counts once another librarian has confirmed it."),
        to=reverse("text-review", args=[exercise.slug, language]),
    )


@require_POST
@role(LIBRARIAN)
@load_exercise
def text_review_confirm(request, exercise, language, pk):
    review = get_object_or_404(TextReview, pk=pk, exercise=exercise, language=language)
    return carry_out(
        request,
        lambda: actions.confirm_review(review=review, by=request.user),
        done=_("Confirmed: the text counts as reviewed until its words change."),
        to=reverse("text-review", args=[exercise.slug, language]),
    )
