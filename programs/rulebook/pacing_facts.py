"""How a programme moves from week to week, in words with units."""

from collections import namedtuple

from django.utils.translation import gettext as _

from programs.rules.scales import Stage

NBSP = "\N{NO-BREAK SPACE}"
ModeRow = namedtuple("ModeRow", "name green amber red effort volume default_for")
PacingFact = namedtuple("PacingFact", "what value sources")


def mode_rows(progression):
    """Return the two modes side by side: how much pain and effort each allows."""
    return [_mode_row(name, mode) for name, mode in progression.modes.items()]


def _mode_row(name, mode):
    is_capped = mode.hard_cap > mode.volume_cap
    volume = _("%(volume_cap)s a week, never above %(hard_cap)s") if is_capped else _("%(volume_cap)s a week")
    return ModeRow(
        name.value.capitalize(),
        f"0–{mode.green_max:g}",
        f"{mode.green_max + 1:g}–{mode.amber_max:g}"
        if mode.amber_max > mode.green_max + 1
        else f"{mode.amber_max:g}",
        f"{mode.amber_max + 1:g}–10",
        f"RPE{NBSP}{mode.rpe_cap:g}",
        volume % {"volume_cap": _percent(mode.volume_cap), "hard_cap": _percent(mode.hard_cap)},
        mode.default_for,
    )


def pacing_facts(progression):
    """Return the numbers of the week-by-week model as [(what, value, sources)]."""
    back, easy = progression.regress, progression.deload
    feedback, steps = progression.feedback, progression.steps
    cited = progression.sources
    return [
        PacingFact(_("Start"), _start(progression), cited.get("effort", ())),
        PacingFact(
            _("Sets at most"),
            ", ".join(f"{stage.value} {progression.sets_max[stage]}" for stage in Stage),
            (),
        ),
        PacingFact(
            _("Hold when"),
            _(
                "pain is amber, the morning after is %(morning_hold)s point above usual, effort is above the "
                "cap, fewer than %(adherence_min)s of the sessions were done, or technique slipped"
            )
            % {"morning_hold": feedback.morning_hold, "adherence_min": _percent(feedback.adherence_min)},
            cited.get("pain", ()),
        ),
        PacingFact(
            _("Step back when"),
            _step_back(back, feedback),
            cited.get("pain", ()),
        ),
        PacingFact(
            _("Easier week"),
            _easier(easy),
            cited.get("deload", ()),
        ),
        PacingFact(_("Step forward"), _forward(steps), cited.get("load", ())),
        PacingFact(_("After a break"), _after_break(progression.breaks), ()),
    ]


def _step_back(back, feedback):
    return _(
        "pain is red, the morning after is %(morning_regress)s points above usual or has not settled "
        "in 24\u00a0h, or leg symptoms are worse: weight down %(load)s, or repetitions down %(reps)s; "
        "week %(variant_at)s running the next easier exercise; week %(remove_at)s out, and review"
    ) % {
        "morning_regress": feedback.morning_regress,
        "load": _percent(back.load),
        "reps": _percent(back.reps),
        "variant_at": back.variant_at,
        "remove_at": back.remove_at,
    }


def _easier(easy):
    return _(
        "every %(every_weeks)s weeks, or when %(regressed_exercises)s exercises stepped back: "
        "%(sets)s set fewer, effort cap down %(rpe)s"
    ) % {
        "every_weeks": easy.every_weeks,
        "regressed_exercises": easy.regressed_exercises,
        "sets": easy.sets,
        "rpe": f"{easy.rpe:g}",
    }


def _start(progression):
    start = progression.start
    return _(
        "%(sets)s sets at the bottom of the range, RPE\u00a0%(rpe_acute)s in the acute stage, RPE\u00a0%(rpe)s "
        "later"
    ) % {"sets": start.sets, "rpe_acute": f"{start.rpe_acute:g}", "rpe": f"{start.rpe:g}"}


def _forward(steps):
    return _(
        "repetitions +%(rep_step)s (+%(long_rep_step)s in ranges up to %(long_rep_from)s or more) or "
        "holds +%(hold_step_s)s\u00a0s; after %(weeks_at_top)s weeks at the top a set, then weight "
        "+%(load_step)s, at most %(load_step_max)s, then the next harder exercise; at most "
        "%(variant_changes_per_week)s change of exercise a week"
    ) % {
        "rep_step": steps.rep_step,
        "long_rep_step": steps.long_rep_step,
        "long_rep_from": steps.long_rep_from,
        "hold_step_s": steps.hold_step_s,
        "weeks_at_top": steps.weeks_at_top,
        "load_step": _percent(steps.load_step),
        "load_step_max": _percent(steps.load_step_max),
        "variant_changes_per_week": steps.variant_changes_per_week,
    }


def _after_break(breaks):
    return _(
        "1 missed week is repeated; %(restart_after_weeks)s weeks or more restart at "
        "%(restart_volume)s of the volume; %(reassess_after_weeks)s weeks or more: reassess first"
    ) % {
        "restart_after_weeks": breaks.restart_after_weeks,
        "restart_volume": _percent(breaks.restart_volume),
        "reassess_after_weeks": breaks.reassess_after_weeks,
    }


def _percent(share):
    return f"{share * 100:g}{NBSP}%"
