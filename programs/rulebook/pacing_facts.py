"""How a programme moves from week to week, in words with units."""

from collections import namedtuple

from programs.rules.scales import Stage

NBSP = "\N{NO-BREAK SPACE}"
ModeRow = namedtuple("ModeRow", "name green amber red effort volume default_for")
PacingFact = namedtuple("PacingFact", "what value sources")


def mode_rows(progression):
    """Return the two modes side by side: how much pain and effort each allows."""
    return [_mode_row(name, mode) for name, mode in progression.modes.items()]


def _mode_row(name, mode):
    hard = f", never above {_percent(mode.hard_cap)}" if mode.hard_cap > mode.volume_cap else ""
    return ModeRow(
        name.value.capitalize(),
        f"0–{mode.green_max:g}",
        f"{mode.green_max + 1:g}–{mode.amber_max:g}"
        if mode.amber_max > mode.green_max + 1
        else f"{mode.amber_max:g}",
        f"{mode.amber_max + 1:g}–10",
        f"RPE{NBSP}{mode.rpe_cap:g}",
        f"{_percent(mode.volume_cap)} a week{hard}",
        mode.default_for,
    )


def pacing_facts(progression):
    """Return the numbers of the week-by-week model as [(what, value, sources)]."""
    back, easy = progression.regress, progression.deload
    feedback, steps = progression.feedback, progression.steps
    cited = progression.sources
    return [
        PacingFact("Start", _start(progression), cited.get("effort", ())),
        PacingFact(
            "Sets at most",
            ", ".join(f"{stage.value} {progression.sets_max[stage]}" for stage in Stage),
            (),
        ),
        PacingFact(
            "Hold when",
            f"pain is amber, the morning after is {feedback.morning_hold} point above usual, effort is above the cap, "
            f"fewer than {_percent(feedback.adherence_min)} of the sessions were done, or technique slipped",
            cited.get("pain", ()),
        ),
        PacingFact(
            "Step back when",
            f"pain is red, the morning after is {feedback.morning_regress} points above usual or has not settled in "
            f"24{NBSP}h, or leg symptoms are worse: weight down {_percent(back.load)}, or repetitions down "
            f"{_percent(back.reps)}; week {back.variant_at} running the next easier exercise; "
            f"week {back.remove_at} out, and review",
            cited.get("pain", ()),
        ),
        PacingFact(
            "Easier week",
            f"every {easy.every_weeks} weeks, or when {easy.regressed_exercises} exercises stepped back: "
            f"{easy.sets} set fewer, effort cap down {easy.rpe:g}",
            cited.get("deload", ()),
        ),
        PacingFact("Step forward", _forward(steps), cited.get("load", ())),
        PacingFact("After a break", _after_break(progression.breaks), ()),
    ]


def _start(progression):
    start = progression.start
    return (
        f"{start.sets} sets at the bottom of the range, RPE{NBSP}{start.rpe_acute:g} in the acute stage, "
        f"RPE{NBSP}{start.rpe:g} later"
    )


def _forward(steps):
    return (
        f"repetitions +{steps.rep_step} (+{steps.long_rep_step} in ranges up to {steps.long_rep_from} or more) or holds "
        f"+{steps.hold_step_s}{NBSP}s; after {steps.weeks_at_top} weeks at the top a set, then weight "
        f"+{_percent(steps.load_step)}, at most {_percent(steps.load_step_max)}, then the next harder exercise; "
        f"at most {steps.variant_changes_per_week} change of exercise a week"
    )


def _after_break(breaks):
    return (
        f"1 missed week is repeated; {breaks.restart_after_weeks} weeks or more restart at "
        f"{_percent(breaks.restart_volume)} of the volume; {breaks.reassess_after_weeks} weeks or more: reassess first"
    )


def _percent(share):
    return f"{share * 100:g}{NBSP}%"
