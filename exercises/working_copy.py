"""What a librarian edits: a draft itself, or the open change of a published exercise beside the one that stays live."""

from dataclasses import dataclass

from exercises.content import change_mark, content_of, seen_mark
from exercises.models import Exercise, Proposal
from exercises.models.photo import shown_photos
from exercises.publishing import problems


@dataclass(frozen=True)
class WorkingCopy:
    """An exercise as it is being edited, and the published content beside it where there is one."""

    exercise: Exercise
    content: dict
    stored: dict
    proposal: Proposal | None

    @property
    def is_changed(self):
        """Tell whether a published exercise has changes that nobody has taken over yet."""
        return self.content != self.stored

    @property
    def seen(self):
        """Return the mark of what a page shows of it: every step is sent with the mark of what its sender looked at."""
        return change_mark(self.proposal) if self.proposal else seen_mark(self.exercise, self.content)

    def problems(self):
        """Return what is missing before it can be published."""
        return problems(
            self.content,
            published_slugs(),
            photos=shown_photos(self.exercise),
            seed_refs=self.exercise.seed_refs,
        )


def working_copy(exercise):
    """Return what is edited of an exercise: its open change, or else the exercise itself. Six queries."""
    stored = content_of(exercise)
    proposal = exercise.proposals.open().select_related("base", "edited_by", "exercise").first()
    return WorkingCopy(exercise, proposal.content if proposal else stored, stored, proposal)


def published_slugs():
    """Return the slugs of everything published."""
    return set(Exercise.objects.published().order_by().values_list("slug", flat=True))


def newest_step(exercise):
    """Return the newest row in the history of an exercise or of a change of it: who did what, and when."""
    histories = exercise.history, Proposal.history.filter(exercise=exercise.pk)
    found = [one.select_related("history_user").first() for one in histories]
    return max(filter(None, found), key=lambda one: one.history_date)


def last_editor(exercise):
    """Return who changed the stored content last; None where it came with a release."""
    newest = exercise.revisions.select_related("by").first()
    if newest is not None and newest.number == exercise.revision:
        return newest.by
    return exercise.history.select_related("history_user").first().history_user
