"""Earlier revisions of an exercise: list, compare two, restore one."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from exercises import actions
from exercises.access import LIBRARIAN, load_exercise, role
from exercises.forms.steps import ReasonForm
from exercises.models import Exercise
from exercises.revisions_page import revisions_page
from exercises.views.answering import answer, page
from exercises.views.loading import load_revision

RESTORED = _("Revision %(number)s is restored.")
WAITS = _(
    "Revision %(number)s stands here as a change; patients see no difference yet. Hand it in below, and it is published once a colleague agrees."
)


@require_GET
@role(LIBRARIAN)
@load_exercise
def exercise_revisions(request, exercise):
    show = page(request, "exercises/exercise_revisions.html", revisions_page(exercise, request.GET))
    return show(ReasonForm())


@require_POST
@role(LIBRARIAN)
@load_exercise
@load_revision
def exercise_restore(request, exercise, revision):
    form = ReasonForm(request.POST)
    chosen = {"before": "now", "after": str(revision.number)}

    def restore():
        values = {"seen": request.POST.get("seen", ""), **form.cleaned_data, "by": request.user}
        return actions.restore_revision(exercise=exercise, revision=revision, **values)

    return answer(
        request,
        form,
        restore,
        show=page(request, "exercises/exercise_revisions.html", revisions_page(exercise, chosen)),
        done=(WAITS if exercise.status == Exercise.Status.PUBLISHED else RESTORED)
        % {"number": revision.number},
        to=reverse("exercise-edit", args=[exercise.slug]),
    )
