"""The library's usual dose in words, units always printed."""

NBSP = "\N{NO-BREAK SPACE}"


def dose_facts(exercise):
    """Return the usual dose as [(what, how much)], leaving out what the exercise does not use."""
    rest = f"{exercise.rest_s}{NBSP}s between sets" if exercise.rest_s else "None needed"
    facts = [
        ("Amount", amount(exercise)),
        ("Rest", rest),
        ("Days a week", span(exercise.days_min, exercise.days_max)),
        ("Starting effort", f"RPE{NBSP}{exercise.start_rpe} of{NBSP}10" if exercise.start_rpe else ""),
        ("Tempo", tempo(exercise.tempo)),
    ]
    return [(what, how_much) for what, how_much in facts if how_much]


def amount(exercise):
    """Say the sets and what one set is: "3 sets of 6–10 times, each side"."""
    per_side = ", each side" if exercise.per_side else ""
    if exercise.reps_min:
        return f"{_sets(exercise, 'set')} of {_times(exercise)}{per_side}"
    if exercise.hold_s_min:
        return f"{_sets(exercise, 'hold')} of {_hold(exercise)}{per_side}"
    minutes = _counted(exercise.minutes_min, exercise.minutes_max, "minute")
    return f"{_sets(exercise, 'bout')} of {minutes}{per_side}"


def _times(exercise):
    times = _counted(exercise.reps_min, exercise.reps_max, "time")
    return f"{times}, each held {_hold(exercise)}" if exercise.hold_s_min else times


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
    return f"{down}{NBSP}s down, {pause}{NBSP}s pause, {up}{NBSP}s up"
