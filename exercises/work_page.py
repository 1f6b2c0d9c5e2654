"""What is to do in the library: what waits for a colleague, what is being written, what is due, what was suggested."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from exercises.content import content_of, read_mark
from exercises.languages import NAMES
from exercises.models import (
    Exercise,
    LibraryImport,
    PhotoPair,
    PhotoWords,
    Proposal,
    Suggestion,
    TextReview,
)
from exercises.photo_policies import needs_colleague
from exercises.working_copy import last_editor

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One exercise to do something about."""

    exercise: Exercise
    what: str
    who: object
    is_mine: bool
    comment: str = ""


@dataclass(frozen=True)
class Errand:
    """Something beside an exercise's content that a second librarian has to agree to."""

    what: str
    url: str
    who: object
    is_mine: bool


def work_page(user, today):
    """Return the lists of the librarians' page. Fourteen queries, two for each draft and five for each waiting review:
    six for that of a translation whose exercise shows pictures.
    """
    proposals = list(Proposal.objects.open().select_related("exercise", "edited_by"))
    unpublished = list(
        Exercise.objects.filter(status__in=[Exercise.Status.DRAFT, Exercise.Status.IN_REVIEW]).order_by(
            "name"
        )
    )
    due = Exercise.objects.published().filter(review_due_on__lte=today + SOON).order_by("review_due_on")
    return {
        "nav": "work",
        "waiting": [
            *(_draft(one, user) for one in unpublished if one.status == Exercise.Status.IN_REVIEW),
            *(_change(one, user) for one in proposals if one.status == Proposal.Status.SUBMITTED),
        ],
        "writing": [
            *(_draft(one, user) for one in unpublished if one.status == Exercise.Status.DRAFT),
            *(_change(one, user) for one in proposals if one.status == Proposal.Status.PREPARING),
        ],
        "errands": [*_photos(user), *_descriptions(user), *_reviews(user), *_imports(user)],
        "due": list(due),
        "today": today,
        "suggestions": Suggestion.objects.filter(answered_at=None).count(),
    }


def count_waiting():
    """Count what was handed in and waits for a colleague's look. Two queries."""
    drafts = Exercise.objects.filter(status=Exercise.Status.IN_REVIEW)
    return drafts.count() + Proposal.objects.open().filter(status=Proposal.Status.SUBMITTED).count()


def _draft(exercise, user):
    editor = last_editor(exercise)
    return Line(exercise, _("New exercise"), editor, editor == user, exercise.review_comment)


def _change(proposal, user):
    what = _("Change: %(reason)s") % {"reason": proposal.why} if proposal.reason else _("Change")
    return Line(proposal.exercise, what, proposal.edited_by, proposal.edited_by == user, proposal.comment)


def _photos(user):
    about = PhotoPair.objects.filter(Q(agreed_by=None) | Q(removal_asked_by__isnull=False))
    for pair in about.select_related("exercise", "uploaded_by", "removal_asked_by"):
        words = (
            _("Removal of the pictures of %(exercise)s") if pair.is_shown else _("Pictures of %(exercise)s")
        )
        who = pair.removal_asked_by if pair.is_shown else pair.uploaded_by
        url = reverse("exercise-photos-edit", args=[pair.exercise.slug])
        # A wish from when it was published binds nobody any more: whoever comes may decide.
        waits = not pair.is_shown or needs_colleague(pair.exercise, pair)
        yield Errand(words % {"exercise": pair.exercise}, url, who, who == user and waits)


def _descriptions(user):
    for one in PhotoWords.objects.filter(agreed_by=None).select_related("pair__exercise", "written_by"):
        exercise, language = one.pair.exercise, NAMES.get(one.language, one.language)
        words = _("%(language)s description of the pictures of %(exercise)s")
        yield Errand(
            words % {"language": language, "exercise": exercise},
            reverse("exercise-photos-describe", args=[exercise.slug, one.language]),
            one.written_by,
            one.written_by_id == user.pk,
        )


def _reviews(user):
    """Give the recorded reviews that a colleague can still confirm; other words than were read need another reading."""
    for review in TextReview.objects.filter(confirmed_by=None).select_related("exercise", "recorded_by"):
        if review.mark != read_mark(review.exercise, content_of(review.exercise), review.language):
            continue
        language = NAMES.get(review.language, review.language)
        url = reverse("text-review", args=[review.exercise.slug, review.language])
        what = _("Review of the %(language)s text of %(exercise)s") % {
            "language": language,
            "exercise": review.exercise,
        }
        yield Errand(what, url, review.recorded_by, review.recorded_by_id == user.pk)


def _imports(user):
    for kept in LibraryImport.objects.without_sheets().filter(state=LibraryImport.State.WAITING):
        what = f"{kept}: {kept.reason}"
        yield Errand(what, kept.get_absolute_url(), kept.uploaded_by, kept.uploaded_by_id == user.pk)
