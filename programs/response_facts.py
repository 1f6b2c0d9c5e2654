"""What an exercise has done to this patient before, read from the returned logs."""

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from programs.check_ins.pain_light import ANSWERED_BY
from programs.models import CheckIn, CheckInItem, Program, WeekDose
from programs.models.program import code_of
from programs.rules.loading import default_table
from programs.rules.scales import Mode


def worsening_exercises(rows) -> frozenset[str]:
    """Return what made leg symptoms worse, as long as no clinician has dealt with that log; no later log settles it."""
    return frozenset(row["slug"] for row in open_worsening(rows))


def open_worsening(rows) -> list[dict]:
    """Keep the rows that told of worse leg symptoms nobody has dealt with, newest first.

    Dealt with is: the stop reviewed, or since the row was last written the answer to this week or to one that had to know of it
    accepted, or another program issued. Ending the program is not, and one issued before the log came back could not know of it.
    """
    return [row for row in rows if row["leg_symptoms_worse"] and not row["is_settled"]]


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
    code = code_of(row["check_in__program__number"], row["check_in__program__version"])
    return f"{code} week {row['check_in__week']}, pain {row['pain_during']}"


def is_red(row) -> bool:
    """Tell whether an answered row told of pain in the red zone of its pain light."""
    return is_red_pain(row["pain_during"], row["light"])


def is_red_pain(pain, mode) -> bool:
    """Tell whether `pain` (0 to 10, or None) is in the red zone of a pain light."""
    return pain is not None and pain > default_table().progression.modes[Mode(mode)].amber_max


def answered_rows(case):
    """Return every answered row of the case's logs, newest first, by the form given in that week. One query."""
    # A new version that starts again counts its weeks from 1, and an older one takes few more logs.
    rows = judged_rows(CheckInItem.objects.filter(check_in__program__case=case))
    rows = rows.annotate(answer=Cast("check_in__decisions", TextField())).annotate(light=_light())
    rows = rows.order_by("-check_in__program__number", "-check_in__program__version", "-check_in__week")
    columns = rows.values(
        "slug",
        "item",
        "check_in",
        "pain_during",
        "leg_symptoms_worse",
        "check_in__week",
        "check_in__received_on",
        "light",
        "check_in__program__number",
        "check_in__program__version",
        "is_settled",
    )
    return [row for row in columns if row["pain_during"] is not None or row["leg_symptoms_worse"]]


def unsettled_rows():
    """Return the answers that told of worse leg symptoms nobody has dealt with, in all cases, on whichever paper they stood."""
    told = CheckInItem.objects.filter(leg_symptoms_worse=True, check_in__reviewed_at__isnull=True)
    return judged_rows(told).filter(is_settled=False)


def judged_rows(rows):
    """Give each row of a log the form of that week (`slug`), and one about worse legs whether it is dealt with (`is_settled`)."""
    given = WeekDose.objects.filter(item=OuterRef("item"), week=OuterRef("check_in__week"))
    written = CheckInItem.history.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    in_case = OuterRef("check_in__program__case")
    issued = Program.objects.filter(case=in_case, issued_at__gt=OuterRef("written_at"))
    accepted = CheckIn.objects.filter(program__case=in_case, accepted_at__gte=OuterRef("written_at"))
    settled = (
        Q(check_in__reviewed_at__isnull=False) | Exists(issued) | Exists(accepted.filter(_had_to_know()))
    )
    cases = When(~Q(leg_symptoms_worse=True), then=False), When(settled, then=True)
    return (
        rows.annotate(slug=Coalesce(Subquery(given.values("exercise__slug")[:1]), "item__exercise__slug"))
        .annotate(written_at=Coalesce(Subquery(written.values("history_date")[:1]), "check_in__entered_at"))
        .annotate(is_settled=Case(*cases, default=False, output_field=BooleanField()))
    )


def _light():
    """Give the pain light by which the week of a row was answered: the program's, unless the answer names the strict one."""
    strict = Q(answer__contains=f'"{ANSWERED_BY}": "{Mode.STRICT.value}"')
    return Case(
        When(strict, then=Value(Mode.STRICT.value)),
        default=F("check_in__program__mode"),
        output_field=CharField(),
    )


def _had_to_know():
    """Match accepted weeks whose answer is about the exercise of a row: a week of the same program, or one with that form."""
    planned = "program__items__week_doses__"
    form = Q(**{f"{planned}week": F("week"), f"{planned}exercise__slug": OuterRef("slug")})
    return (
        Q(program=OuterRef("check_in__program")) | form | Q(program__items__exercise__slug=OuterRef("slug"))
    )
