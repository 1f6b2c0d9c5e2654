"""What keeps a stage from changing: red pain in the returned logs and irritability at the visits, and how a page says it."""

from datetime import timedelta
from itertools import groupby
from math import inf

from django.utils.translation import gettext as _

from clinic.models import Assessment
from programs.response_facts import is_red
from programs.rules.stages import condition_of, dated_stage, held_stage

DAYS_A_WEEK = 7


def red_pain_weeks(rows, today) -> tuple[tuple[float, float], ...]:
    """Return the weeks with pain in the red zone as (began, ended) in weeks ago: a log tells of the week before it came back."""
    days = {row["check_in__received_on"] for row in rows if is_red(row)}
    ended = [(today - day).days / DAYS_A_WEEK for day in sorted(days)]
    return tuple((weeks + 1, weeks) for weeks in ended)


def irritable_weeks(visits, today) -> tuple[tuple[float, float], ...]:
    """Return when visits in a row found high irritability, as (began, ended) in weeks ago; -inf: it has not ended.

    `visits` are newest first. It ends with the first visit that finds it lower.
    """
    found, ended = [], -inf
    for level, run in groupby(visits, key=lambda visit: visit.irritability):
        *_, oldest = run
        began = (today - oldest.assessed_on).days / DAYS_A_WEEK
        if level == Assessment.Irritability.HIGH:
            found.append((began, ended))
        ended = began
    return tuple(found)


def waiting_words(patient, table, today) -> list[str]:
    """Say which diagnosis stays in an earlier stage than its date gives, why and until when; nothing when none does."""
    held = [
        _("%(name)s stays %(held)s, by its date %(dated)s")
        % {"name": condition_of(one.slug, table).name, "held": here.value, "dated": dated.value}
        for one in patient.conditions
        if (here := held_stage(patient, one, table)) is not (dated := dated_stage(patient, one, table))
    ]
    if not held:
        return []
    waits = _("The stage waits: %(held)s.") % {"held": "; ".join(held)}
    return [" ".join([waits, *_why(patient, table, today)])]


def _why(patient, table, today):
    if patient.irritability == "high":
        yield _("It changes once a visit finds irritability no longer high.")
    calm = table.progression.calm_weeks_for_stage
    newest = min((ended for _began, ended in patient.red_pain_weeks if 0 <= ended < calm), default=None)
    if newest is not None:
        day = today - timedelta(days=round(newest * DAYS_A_WEEK))
        yield (
            _(
                "Pain in the red zone came back in the log of %(day)s: it changes from %(until)s, if no log tells of any more."
            )
            % {"day": f"{day:%d-%b-%Y}", "until": f"{day + timedelta(weeks=calm):%d-%b-%Y}"}
        )
