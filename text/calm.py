"""Words that frighten a patient, and words that only clinicians use, in the languages that have a list."""

import re

FRIGHTENING = {
    "en": re.compile(
        r"\b(?:danger\w*|damag\w*|contraindicat\w*|injur\w*|harm(?!less)\w*|never|forbid\w*|forbidden|ruptur\w*|tear(?:s|ing)?"
        r"|crack\w*|destroy\w*|crippl\w*|paraly\w*|degenerat\w*|wear and tear|worn|crumbl\w*|catastroph\w*|terribl[ey]"
        r"|fatal\w*|deadly|death|fractur\w*|risk\w*|warnings?|unsafe|slipped disc)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\w*(?:gefähr|\bschaden|schäd|verbot|verbiet|kontraindi|\breiß|zerreiß|\briss|zerstör|\bnie wieder|\bnie mehr"
        r"|niemals|verletz|kaputt|risik|bruch\b|gebrochen|katastroph|lähm|degener|verschl[ei]|abgenutzt|schlimm"
        r"|\btod|tödlich|warnung|vorsicht)\w*",
        re.IGNORECASE,
    ),
}
CLINICIANS = {
    "en": re.compile(
        r"\b(?:reps?|repetitions?|isometric\w*|eccentric\w*|concentric\w*|abduct\w*|adduct\w*|supine|prone|dorsiflex\w*"
        r"|plantarflex\w*|lumbar|thoracic|cervical|lordosis|kyphosis|neutral spine|RPE)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(r"\w*(?:wiederholung|\breps?\b|\bsets?\b|\bkrafttraining)\w*", re.IGNORECASE),
}


def frightening(language, text):
    """Return the frightening words of a text, each once, in their order."""
    return _found(FRIGHTENING, language, text)


def clinicians_words(language, text):
    """Return the words of a text that only clinicians use, each once, in their order."""
    return _found(CLINICIANS, language, text)


def _found(lists, language, text):
    return list(dict.fromkeys(lists[language].findall(text))) if language in lists else []
