"""What may be done to uploaded pictures now: what patients are shown changes only when two people agree."""

from django.utils.translation import gettext as _

from exercises.models import Exercise
from exercises.policies import Refused


def needs_colleague(exercise, pair):
    """Tell whether patients may be shown these pictures, so that one person alone does not take them away."""
    return exercise.status == Exercise.Status.PUBLISHED and pair.is_shown


def check_can_upload(exercise, pair):
    """Refuse to put other pictures in the place of those patients are shown: they would be gone before anybody agreed."""
    if pair is not None and needs_colleague(exercise, pair):
        check_has_drawing(exercise)
        raise Refused(
            _(
                "Patients are shown the pictures that are here. Ask for them to be removed first; once a colleague has "
                "agreed, the drawing is shown until your new ones are agreed to."
            )
        )


def check_has_drawing(exercise):
    """Refuse to take the pictures from a published exercise that has nothing else to show."""
    if exercise.status == Exercise.Status.PUBLISHED and not hasattr(exercise, "figure"):
        raise Refused(
            _(
                "These pictures are all that this published exercise has to show. Draw it first, under Picture, and have the "
                "drawing published."
            )
        )


def check_can_agree(pair, user):
    """Refuse to agree to what is shown already and to one's own pictures."""
    if pair is None or pair.is_shown:
        raise Refused(_("No pictures wait here for anybody to agree."))
    if pair.uploaded_by_id == user.pk:
        raise Refused(_("You uploaded these pictures. Ask another librarian to look at them and agree."))


def check_can_remove(exercise, pair, user):
    """Refuse to remove what is not there, what nothing would replace, and what oneself asked to be removed."""
    if pair is None:
        raise Refused(_("This exercise has no pictures."))
    check_has_drawing(exercise)
    if needs_colleague(exercise, pair) and pair.removal_asked_by_id == user.pk:
        raise Refused(
            _("You asked for these pictures to be removed. Ask another librarian to look at them and agree.")
        )


def check_can_keep(pair):
    """Refuse to keep what is gone, and what nobody asks to be removed any more."""
    if pair is None:
        raise Refused(_("These pictures have been removed meanwhile. Upload them again to have them shown."))
    if pair.removal_asked_by_id is None:
        raise Refused(_("Nobody asks for these pictures to be removed any more."))


def check_can_agree_to_words(words, user):
    """Refuse to agree to a description that counts already or is gone, and to one's own."""
    if words is None:
        raise Refused(_("No description waits here for anybody to agree."))
    if words.written_by_id == user.pk:
        raise Refused(_("You wrote this description. Ask another librarian to read it and agree."))
