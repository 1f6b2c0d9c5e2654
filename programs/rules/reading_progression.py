"""How the file of progression numbers is read; a number left out is an error."""

from types import MappingProxyType

from programs.rules.entries import Entry
from programs.rules.pacing import (
    Breaks,
    Deload,
    Feedback,
    ModeLimits,
    Progression,
    Regress,
    Start,
    Steps,
    StrictOnly,
)
from programs.rules.scales import Family, Mode, Stage


def read_progression(entry: Entry) -> Progression:
    """Read every number of the week-by-week model."""
    modes, sets_max, sources = entry.inner("mode"), entry.inner("sets_max"), entry.inner("sources")
    progression = Progression(
        modes=MappingProxyType({mode: _mode(modes.inner(mode)) for mode in Mode}),
        strict_only=_strict_only(entry.inner("strict_only")),
        feedback=_feedback(entry.inner("feedback")),
        steps=_steps(entry.inner("steps")),
        regress=_regress(entry.inner("regress")),
        deload=_deload(entry.inner("deload")),
        start=_start(entry.inner("start")),
        breaks=_breaks(entry.inner("breaks")),
        sets_max=MappingProxyType({stage: sets_max.whole(stage, 1, 10) for stage in Stage}),
        seconds_per_rep=_only_number(entry.inner("volume"), "seconds_per_rep"),
        calm_weeks_for_stage=int(_only_number(entry.inner("stage_change"), "calm_weeks")),
        sources=MappingProxyType({name: sources.texts(name) for name in sources.keys}),
    )
    for group in (modes, sets_max, sources):
        group.close()
    return progression


def _mode(entry: Entry) -> ModeLimits:
    mode = ModeLimits(
        green_max=entry.number("green_max", 0, 10),
        amber_max=entry.number("amber_max", 0, 10),
        rpe_cap=entry.number("rpe_cap", 1, 10),
        volume_cap=entry.number("volume_cap", 0, 1),
        hard_cap=entry.number("hard_cap", 0, 1),
        default_for=entry.text("default_for"),
    )
    entry.close()
    if mode.green_max > mode.amber_max or mode.volume_cap > mode.hard_cap:
        raise entry.fault("green_max must not be above amber_max, nor volume_cap above hard_cap")
    return mode


def _strict_only(entry: Entry) -> StrictOnly:
    strict = StrictOnly(
        frozenset(entry.texts("conditions")),
        entry.words("families", Family),
        entry.number("weeks_after_surgery", 0, 520),
    )
    entry.close()
    return strict


def _feedback(entry: Entry) -> Feedback:
    feedback = Feedback(
        entry.whole("morning_hold", 1, 10),
        entry.whole("morning_regress", 1, 10),
        entry.number("adherence_min", 0, 1),
    )
    entry.close()
    return feedback


def _steps(entry: Entry) -> Steps:
    steps = Steps(
        weeks_at_top=entry.whole("weeks_at_top", 1, 10),
        rep_step=entry.whole("rep_step", 1, 10),
        long_rep_step=entry.whole("long_rep_step", 1, 10),
        long_rep_from=entry.whole("long_rep_from", 1, 100),
        hold_step_s=entry.whole("hold_step_s", 1, 60),
        minutes_step=entry.whole("minutes_step", 1, 30),
        short_bout_below_minutes=entry.number("short_bout_below_minutes", 0, 60),
        load_step=entry.number("load_step", 0, 1),
        load_step_max=entry.number("load_step_max", 0, 1),
        extend_reps=entry.whole("extend_reps", 0, 10),
        variant_changes_per_week=entry.whole("variant_changes_per_week", 0, 10),
    )
    entry.close()
    return steps


def _regress(entry: Entry) -> Regress:
    regress = Regress(
        entry.number("load", 0, 1),
        entry.number("reps", 0, 1),
        entry.whole("variant_at", 1, 10),
        entry.whole("remove_at", 1, 10),
    )
    entry.close()
    return regress


def _deload(entry: Entry) -> Deload:
    deload = Deload(
        entry.whole("every_weeks", 1, 52),
        entry.whole("regressed_exercises", 1, 50),
        entry.whole("sets", 0, 10),
        entry.number("rpe", 0, 10),
    )
    entry.close()
    return deload


def _start(entry: Entry) -> Start:
    start = Start(entry.whole("sets", 1, 10), entry.number("rpe_acute", 1, 10), entry.number("rpe", 1, 10))
    entry.close()
    return start


def _breaks(entry: Entry) -> Breaks:
    breaks = Breaks(
        entry.whole("restart_after_weeks", 1, 52),
        entry.number("restart_volume", 0, 1),
        entry.whole("reassess_after_weeks", 1, 52),
    )
    entry.close()
    return breaks


def _only_number(entry: Entry, key: str) -> float:
    number = entry.number(key)
    entry.close()
    return number
