"""The library's usual dose in words, units always printed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NBSP = "\N{NO-BREAK SPACE}"


def dose_facts(exercise):
    """Return the usual dose as [(what, how much)], leaving out what the exercise does not use or a draft does not say yet."""
    if not is_stated(exercise):
        return [(_("Amount"), _("Not stated yet"))]
    rest = (
        _("%(rest_s)s\u00a0s between sets") % {"rest_s": exercise.rest_s}
        if exercise.rest_s
        else _("None needed")
    )
    facts = [
        (_("Amount"), amount(exercise)),
        (_("Rest"), rest),
        (_("Days a week"), span(exercise.days_min, exercise.days_max) if exercise.days_min else ""),
        (
            _("Starting effort"),
            _("RPE\u00a0%(start_rpe)s of\u00a010") % {"start_rpe": exercise.start_rpe}
            if exercise.start_rpe
            else "",
        ),
        (_("Tempo"), tempo(exercise.tempo)),
    ]
    return [(what, how_much) for what, how_much in facts if how_much]


def is_stated(exercise):
    """Tell whether an amount can be said; of a draft it may be missing."""
    return bool(exercise.sets and (exercise.reps_min or exercise.hold_s_min or exercise.minutes_min))


def amount(exercise):
    """Say the sets and what one set is: "3 sets of 6–10 times, each side"."""
    if exercise.reps_min:
        sets, each = ngettext("%(count)s\u00a0set", "%(count)s\u00a0sets", exercise.sets), _times(exercise)
    elif exercise.hold_s_min:
        sets, each = ngettext("%(count)s\u00a0hold", "%(count)s\u00a0holds", exercise.sets), _hold(exercise)
    else:
        low, high = exercise.minutes_min, exercise.minutes_max
        minutes = ngettext("%(count)s\u00a0minute", "%(count)s\u00a0minutes", high or low)
        sets = ngettext("%(count)s\u00a0bout", "%(count)s\u00a0bouts", exercise.sets)
        each = minutes % {"count": span(low, high)}
    words = _("%(sets)s of %(each)s, each side") if exercise.per_side else _("%(sets)s of %(each)s")
    return words % {"sets": sets % {"count": exercise.sets}, "each": each}


def _times(exercise):
    low, high = exercise.reps_min, exercise.reps_max
    times = ngettext("%(count)s\u00a0time", "%(count)s\u00a0times", high or low) % {"count": span(low, high)}
    held = _("%(times)s, each held %(hold)s") % {"times": times, "hold": _hold(exercise)}
    return held if exercise.hold_s_min else times


def _hold(exercise):
    return f"{span(exercise.hold_s_min, exercise.hold_s_max)}{NBSP}s"


def _sets(exercise, thing):
    return _counted(exercise.sets, None, thing)


def _counted(low, high, thing):
    return f"{span(low, high)}{NBSP}{thing}{'' if (high or low) == 1 else 's'}"


def span(low, high):
    """Say a range, or one number where both ends are the same."""
    return f"{low}" if high in (None, low) else f"{low}–{high}"


def tempo(code):
    """Say a tempo such as "3-1-2" in words; anything else stands as it is written."""
    parts = code.split("-")
    if len(parts) != 3:
        return code
    down, pause, up = parts
    return _("%(down)s\u00a0s down, %(pause)s\u00a0s pause, %(up)s\u00a0s up") % {
        "down": down,
        "pause": pause,
        "up": up,
    }
