"""Stop symptoms of returned logs that still stand in the way of training."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import RedFlag, RedFlagScreen
from clinic.precautions import Precaution
from clinic.screening import screening
from programs.models import CheckIn
from programs.rules.loading import default_table


@dataclass(frozen=True, slots=True)
class StopSigns:
    """What the returned logs of one case leave open.

    A cauda equina sign is never settled by words alone: as G01 does for a sign found in a screen, it stands until a later
    screen finds every such sign absent (`awaits_absence`). Until a later screen has asked about all of them, or found one
    present and so speaks for itself, the log is all there is to warn by (`is_unscreened`).
    """

    awaits_review: bool
    awaits_absence: bool
    is_unscreened: bool

    @property
    def is_open(self) -> bool:
        """Tell whether a stop symptom awaits its review, or an emergency sign the screen that finds it gone (G09)."""
        return self.awaits_review or self.awaits_absence


def stop_signs(case) -> StopSigns:
    """Read what the returned logs of a case leave open. One query, and three more after an emergency sign."""
    stops = list(CheckIn.objects.filter(program__case=case).exclude(stop_symptoms=[]))
    is_reported = any(_has_emergency(one.stop_symptoms) for one in stops)
    later = _screened_since(_reported([case.pk]))[case.pk] if is_reported else None
    return StopSigns(
        awaits_review=any(one.reviewed_at is None for one in stops),
        awaits_absence=later is not None and bool(later.present or later.not_asked),
        is_unscreened=later is not None and _is_unscreened(later),
    )


def unscreened_emergencies(cases) -> frozenset[int]:
    """Return the numbers of those `cases` in which only a log tells of an emergency. One query, and two more if so."""
    reported = _reported(cases)
    found = _screened_since(reported) if reported else {}
    return frozenset(case for case, later in found.items() if _is_unscreened(later))


def with_emergency(logs):
    """Keep the returned weeks on which an emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).filter(_is_emergency())


def without_emergency(logs):
    """Keep the returned weeks on which no emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).exclude(_is_emergency())


def _logged_emergency(case) -> Precaution:
    """Return what the patient banner says while only a log of the case of this number tells of an emergency."""
    return Precaution(
        _(
            "EMERGENCY: a returned log reports loss of bladder or bowel control. Send the patient to emergency care now. "
            "Nothing is trained until a new screen finds no such sign."
        ),
        is_emergency=True,
        action=_("Record a new red-flag screen"),
        url=reverse("red-flag-screen-add", args=[case]),
    )


def logged_emergencies(cases):
    """Return what the banner says for each of `cases` in which only a log tells of an emergency."""
    return [_logged_emergency(case) for case in sorted(unscreened_emergencies(cases))]


def _reported(cases):
    """Return {case: (day, moment)} for those `cases` in which a log tells of an emergency: since when. One query.

    The day is the log's, the moment when it was entered. A sign that a correction added counts from the correction.
    """
    told = CheckIn.history.filter(id=OuterRef("pk"))
    first = with_emergency(told).order_by("history_date", "history_id")
    logs = with_emergency(CheckIn.objects.filter(program__case__in=cases)).annotate(
        first_version=Subquery(first.values("version")[:1]),
        first_told=Subquery(first.values("history_date")[:1]),
    )
    columns = ("program__case", "received_on", "entered_at", "first_version", "first_told")
    found = {}
    for case, received_on, entered_at, version, told_at in logs.order_by().values_list(*columns):
        since = (received_on, entered_at)
        if version and version > 1:
            since = (max(received_on, timezone.localdate(told_at)), told_at)
        found[case] = max(since, found.get(case, since))
    return found


def _screened_since(reported):
    """Add up, for each {case: (day, moment)}, what the screens since then say about cauda equina signs.

    A screen of the same day counts if it was recorded later: what was asked before the log was known settles nothing.
    """
    flags = list(RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    screens = defaultdict(list)
    for one in RedFlagScreen.objects.filter(case__in=reported):
        if (one.screened_on, one.recorded_at) >= reported[one.case_id]:
            screens[one.case_id].append(one)
    return {case: screening(screens[case], flags) for case in reported}


def _is_unscreened(later):
    return bool(later.not_asked) and not later.present


def _is_emergency():
    return reduce(or_, (Q(text__contains=f'"{sign}"') for sign in sorted(_emergencies())))


def _has_emergency(symptoms):
    return not _emergencies().isdisjoint(symptoms)


def _emergencies():
    return {sign.id for sign in default_table().stop_symptoms.values() if sign.is_emergency}
