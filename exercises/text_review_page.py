"""The page on which a review of a patient's text is recorded and confirmed."""

from exercises.content import content_of, read_mark
from exercises.languages import NAMES
from exercises.models import TextReview
from exercises.policies import check_can_confirm, reason_against
from exercises.preview import preview


def text_review_page(exercise, language, user):
    """Return what the page shows, or None where the exercise has no text in the language."""
    content = content_of(exercise)
    if language not in content["words"]:
        return None
    mark = read_mark(exercise, content, language)
    reviews = TextReview.objects.filter(exercise=exercise, language=language)
    with_people = reviews.select_related("recorded_by", "confirmed_by")
    waiting = with_people.waiting(mark)
    return {
        "nav": "work",
        "exercise": exercise,
        "language": language,
        "language_name": NAMES.get(language, language),
        "seen": mark,
        "preview": preview(content, language, exercise=exercise),
        "waiting": [(one, reason_against(check_can_confirm, one, mark, by=user)) for one in waiting],
        "confirmed": list(with_people.exclude(confirmed_by=None)),
    }
