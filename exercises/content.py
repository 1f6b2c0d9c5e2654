"""One exercise in one piece of plain values: what is edited, compared, proposed, kept as a revision and restored.

The parts are facts, coaching, demands, dose, words (by language), picture (the pose), alternatives and chain.
"""

import json
from copy import deepcopy
from hashlib import sha256

from django.db.models import Prefetch

from exercises.languages import BASE, NAMES
from exercises.models import Alternative
from exercises.models.photo import shown_photos
from exercises.vocabulary import DEMANDS

FACTS = (
    "name",
    "category",
    "movement_pattern",
    "region",
    "primary_muscles",
    "secondary_muscles",
    "position",
    "unilateral",
    "back_supported",
    "externally_loadable",
    "tags",
)
COACHING = ("caution", "caution_reason", "form_cues", "modifications", "notes")
DOSE = (
    "sets",
    "reps_min",
    "reps_max",
    "hold_s_min",
    "hold_s_max",
    "minutes_min",
    "minutes_max",
    "per_side",
    "rest_s",
    "tempo",
    "days_min",
    "days_max",
    "start_rpe",
)
CHAIN = ("chain", "chain_order")
WORDS = ("name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")
COLUMNS = {
    "facts": FACTS,
    "coaching": COACHING,
    "demands": ("demand_evidence", *DEMANDS),
    "dose": DOSE,
    "chain": CHAIN,
}
WORDS_PART = "words-"


def content_of(exercise):
    """Return the content of a stored exercise. Four queries, unless its parts have been prefetched."""
    content = {part: {name: getattr(exercise, name) for name in names} for part, names in COLUMNS.items()}
    content["facts"]["equipment"] = sorted(thing.slug for thing in exercise.equipment.all())
    content["words"] = {
        text.language: {name: getattr(text, name) for name in WORDS} for text in exercise.texts.all()
    }
    content["picture"] = exercise.figure.pose if hasattr(exercise, "figure") else {}
    content["alternatives"] = [
        {"slug": one.replacement.slug, "why": one.why} for one in _alternatives(exercise)
    ]
    return deepcopy(content)


def with_parts(exercises):
    """Fetch all that `content_of` reads, in four queries whatever the number of exercises."""
    alternatives = Prefetch("alternatives", Alternative.objects.select_related("replacement"))
    return exercises.select_related("figure").prefetch_related("equipment", "texts", alternatives)


def _alternatives(exercise):
    rows = exercise.alternatives.all()
    # A queryset that was fetched with others must not be asked anew.
    return rows if rows._result_cache is not None else rows.select_related("replacement")


def part_of(content, part):
    """Return one part; "words-de" is the German text. What is not there yet is empty."""
    if part.startswith(WORDS_PART):
        return content["words"].get(part.removeprefix(WORDS_PART), {})
    return content[part]


def with_part(content, part, value):
    """Return the content with one part replaced. A text without a word is none: it takes its language out."""
    changed = deepcopy(content)
    if part.startswith(WORDS_PART):
        language = part.removeprefix(WORDS_PART)
        changed["words"].pop(language, None)
        changed["words"] |= {language: value} if value else {}
    else:
        changed[part] = value
    return changed


def mark(value):
    """Return a short mark that differs when the value does: a form says with it what its reader has seen."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()[:16]


def read_mark(exercise, content, language):
    """Return the mark of what a reader of one language's text has read.

    Of a translation the English belongs to it, and so do the words that describe uploaded pictures.
    """
    pair = shown_photos(exercise)
    read = [part_of(content, f"{WORDS_PART}{language}"), part_of(content, f"{WORDS_PART}{BASE}")]
    return mark([*read, pair.words_in(language)] if pair else read)


def seen_mark(exercise, content):
    """Return the mark of all that somebody looks at before a step of an exercise: content, uploaded pictures, and how far it is.

    What a colleague said when they sent it back belongs to it: the next step takes those words away.
    """
    pair = shown_photos(exercise)
    pictures = (
        [pair.start_id, pair.finish_id, [[code, pair.words_in(code)] for code in NAMES]] if pair else []
    )
    return mark([content, exercise.status, exercise.review_comment, pictures])


def change_mark(proposal):
    """Return the mark of all that somebody looks at before a step of an open change: content, base, how far it is and why."""
    on_its_way = [proposal.status, proposal.reason, proposal.comment]
    return mark([proposal.pk, proposal.base_id, proposal.content, *on_its_way])


def words_mark(pair, language):
    """Return the mark of what a describer of uploaded pictures sees: the pictures, the English, and the description that waits or counts."""
    waiting, counting = (pair.described_in(language, counts=counts) for counts in (False, True))
    said = [(one.start_alt, one.finish_alt) if one else None for one in (waiting, counting)]
    return mark([pair.start_id, pair.finish_id, pair.start_alt, pair.finish_alt, *said])
