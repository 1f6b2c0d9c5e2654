"""Freeze, beside the program's own language, every other language that says all of it."""

from collections import defaultdict

from exercises.models import ExerciseText
from programs.handouts.errors import HandoutError
from programs.handouts.texts import languages, load_texts
from programs.parts import frozen_text, thing_name


def frozen_translations(program, *, shown, things, left_out, swapped, pairs) -> dict:
    """Return `translations` and `untranslated` of the snapshot.

    A language is frozen when the fixed sentences, every exercise shown, left out or swapped, the descriptions of the
    photographs in `pairs`, and every thing to have at hand are there in it. Otherwise the names of what is missing are kept, so that the page can say them.
    """
    wanted = [code for code in languages() if code != program.language and _has_sentences(code)]
    named = {exercise.slug: exercise.name for exercise in [*shown, *(one for one, _ in left_out), *swapped]}
    rows = ExerciseText.objects.filter(language__in=wanted, exercise__slug__in=named)
    texts = defaultdict(dict)
    for text in rows.select_related("exercise"):
        texts[text.language][text.exercise.slug] = text
    frozen, untranslated = {}, {}
    for code in wanted:
        missing = [name for slug, name in named.items() if slug not in texts[code]]
        missing += [
            named[slug] for slug, pair in pairs.items() if slug in texts[code] and pair.words_in(code) is None
        ]
        missing += [thing.name for thing in things if thing_name(thing, code) is None]
        if missing:
            untranslated[code] = sorted(missing)
        else:
            frozen[code] = _translation(texts[code], code, shown, things, left_out, swapped, pairs)
    return {"translations": frozen, "untranslated": untranslated}


def _translation(texts, code, shown, things, left_out, swapped, pairs):
    described = {slug: pair.words_in(code) for slug, pair in pairs.items()}
    return {
        "texts": {one.slug: frozen_text(texts[one.slug]) for one in shown},
        "photos": {slug: {"start": start, "finish": finish} for slug, (start, finish) in described.items()},
        "equipment": sorted(thing_name(thing, code) for thing in things),
        "left_out": [
            {
                "slug": exercise.slug,
                "name": texts[exercise.slug].name,
                "instead": [texts[one.slug].name for one in instead],
            }
            for exercise, instead in left_out
        ],
        "replaced": {one.slug: texts[one.slug].name for one in swapped},
    }


def _has_sentences(language):
    try:
        return bool(load_texts(language))
    except HandoutError:
        return False
