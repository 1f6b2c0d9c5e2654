"""The time between two returned logs: a break nobody has written down must not be answered with a step forward (rule 7)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from programs.models import CheckIn
from programs.rules.loading import default_table

# A log tells of the week before it came back.
ITS_WEEK = timedelta(weeks=1)


def log_before_a_gap(program, week, received_on):
    """Return the log before `week` where so long passed since that whole weeks may have been missed (evidence page, section 4); or None."""
    earlier = CheckIn.objects.filter(
        clinic=program.clinic_id, program__number=program.number, week__lt=week
    ).select_related("program")
    last = earlier.order_by("-week", "-program__version").defer("program__snapshot").first()
    if last is None:
        return None
    least = timedelta(weeks=default_table().progression.breaks.restart_after_weeks)
    return last if received_on - last.received_on >= ITS_WEEK + least else None


def gap_notices(check_in) -> list[dict]:
    """Ask about a gap before a week that counts no week as missed, and about a week that has not begun by the calendar."""
    program, found = check_in.program, []
    last = None if check_in.weeks_missed else log_before_a_gap(program, check_in.week, check_in.received_on)
    if last:
        words = _(
            "The log of week %(last)s came back on %(last_on)s and this one on %(received_on)s, and no week is entered as missed. If "
            "the patient did not train in between, correct the entry: after two weeks without training the programme restarts lower."
        )
        days = {"last_on": last.received_on, "received_on": check_in.received_on}
        days = {name: f"{day:%d-%b-%Y}" for name, day in days.items()}
        found.append({"words": words % ({"last": last.week} | days)})
    begins_on = program.starts_on + timedelta(weeks=check_in.week - program.first_week)
    if check_in.received_on < begins_on:
        words = _(
            "Week %(week)s begins on %(begins_on)s, after this log came back. Ask the patient which days it tells of before you decide."
        )
        found.append({"words": words % {"week": check_in.week, "begins_on": f"{begins_on:%d-%b-%Y}"}})
    return found
