"""Logs that stopped the training and await their review: which, in what words, and refused until then."""

from django.utils.translation import gettext as _

from programs.errors import Refused
from programs.models import CheckIn


def awaits_review_words(waiting):
    """Say which log stopped the training and awaits its review."""
    words = (
        _("A stop symptom of week %(week)s of %(program_code)s awaits its review. Review it first.")
        if waiting.stop_symptoms
        else _(
            "The log of week %(week)s of %(program_code)s stopped the programme and awaits its review. Review it first."
        )
    )
    return words % {"week": waiting.week, "program_code": waiting.program.code}


def check_nothing_to_review(case):
    """Refuse while a log of the case of this number awaits its review, naming it."""
    waiting = CheckIn.objects.first_to_review(case)
    if waiting:
        raise Refused(awaits_review_words(waiting))


def other_to_review(check_in):
    """Return the first other returned week of the case that awaits its review, or None."""
    return CheckIn.objects.exclude(pk=check_in.pk).first_to_review(check_in.program.case_id)
