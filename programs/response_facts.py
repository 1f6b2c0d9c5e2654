"""What an exercise has done to this patient before, read from the returned logs."""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from programs.models import CheckIn, CheckInItem, Program, WeekDose
from programs.rules.loading import default_table
from programs.rules.scales import Mode


def worsening_exercises(rows) -> frozenset[str]:
    """Return what made leg symptoms worse, as long as no clinician has dealt with that log; no later log settles it.

    Dealt with is: the answer accepted, the stop reviewed, or another program issued since the log was last written. Ending
    the program is not, and one issued before the log came back could not know of it.
    """
    return frozenset(row["slug"] for row in rows if row["leg_symptoms_worse"] and _is_open(row))


def red_zone_exercises(rows) -> frozenset[str]:
    """Return what hurt in the red zone of its pain light by its newest log, the worst of its rows there (SEED, TRAFFIC)."""
    return frozenset(slug for slug, _ in red_zone_logs(rows))


def red_zone_logs(rows) -> tuple[tuple[str, str], ...]:
    """Return (exercise, log and pain) of what red_zone_exercises names: a tick for one log is none for the next."""
    newest, worst = {}, {}
    for row in rows:
        if row["pain_during"] is not None:
            newest.setdefault(row["slug"], row["check_in"])
    for row in rows:
        if is_red(row) and row["check_in"] == newest[row["slug"]]:
            worst[row["slug"]] = max(row, worst.get(row["slug"], row), key=lambda one: one["pain_during"])
    return tuple((slug, _told_by(row)) for slug, row in worst.items())


def _told_by(row):
    number, version = row["check_in__program__number"], row["check_in__program__version"]
    return f"BK-{number:05d} v{version} week {row['check_in__week']}, pain {row['pain_during']}"


def is_red(row) -> bool:
    """Tell whether an answered row told of pain in the red zone of its pain light."""
    limits = default_table().progression.modes[Mode(row["check_in__program__mode"])]
    return row["pain_during"] is not None and row["pain_during"] > limits.amber_max


def answered_rows(case):
    """Return every answered row of the case's logs, newest first, by the form given in that week. One query."""
    given = WeekDose.objects.filter(item=OuterRef("item"), week=OuterRef("check_in__week"))
    written = CheckIn.history.filter(id=OuterRef("check_in")).order_by("-history_date", "-history_id")
    later = Program.objects.filter(case=case, issued_at__gt=OuterRef("written_at"))
    rows = (
        CheckInItem.objects.filter(check_in__program__case=case)
        .annotate(slug=Coalesce(Subquery(given.values("exercise__slug")[:1]), "item__exercise__slug"))
        .annotate(written_at=Subquery(written.values("history_date")[:1]))
        .annotate(is_followed=Exists(later))
        # A new version that starts again counts its weeks from 1, and an older one takes no more logs.
        .order_by("-check_in__program__number", "-check_in__program__version", "-check_in__week")
    )
    columns = rows.values(
        "slug",
        "check_in",
        "pain_during",
        "leg_symptoms_worse",
        "check_in__accepted_at",
        "check_in__program__number",
        "check_in__program__version",
        "check_in__received_on",
        "check_in__reviewed_at",
        "check_in__program__mode",
        "check_in__week",
        "is_followed",
    )
    return [row for row in columns if row["pain_during"] is not None or row["leg_symptoms_worse"]]


def _is_open(row):
    return not (row["check_in__accepted_at"] or row["check_in__reviewed_at"] or row["is_followed"])
