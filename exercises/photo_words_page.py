"""The page on which uploaded pictures are described in one language, the English that counts beside every field."""

from exercises.content import words_mark
from exercises.languages import BASE, NAMES, direction
from exercises.photo_policies import check_can_agree_to_words
from exercises.policies import reason_against
from exercises.presenters import photo_pictures


def photo_words_page(exercise, language, user):
    """Return what the page shows, or None where there are no pictures or no such language."""
    if language not in NAMES or not hasattr(exercise, "photos"):
        return None
    pair = exercise.photos
    waiting = pair.described_in(language, counts=False)
    return {
        "nav": "work",
        "exercise": exercise,
        "language": language,
        "language_name": NAMES[language],
        "is_english": language == BASE,
        "direction": direction(language),
        "pictures": photo_pictures(exercise),
        "counting": pair.described_in(language, counts=True),
        "waiting": waiting,
        "obstacle": reason_against(check_can_agree_to_words, waiting, user) if waiting else "",
        "seen": words_mark(pair, language),
    }


def descriptions(exercise):
    """Return (language, its name, whether a description counts, whether one waits) of every language."""
    pair = exercise.photos
    return [
        (
            code,
            name,
            pair.described_in(code, counts=True) is not None,
            pair.described_in(code, counts=False) is not None,
        )
        for code, name in NAMES.items()
    ]
