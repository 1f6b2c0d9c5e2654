"""Stop symptoms of returned logs that still stand in the way of training."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
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
    """Read what the returned logs of a case leave open. One query, and two more after an emergency sign."""
    stops = list(CheckIn.objects.filter(program__case=case).exclude(stop_symptoms=[]))
    days = [one.received_on for one in stops if _has_emergency(one.stop_symptoms)]
    later = _screened_since({case.pk: max(days)})[case.pk] if days else None
    return StopSigns(
        awaits_review=any(one.reviewed_at is None for one in stops),
        awaits_absence=later is not None and bool(later.present or later.not_asked),
        is_unscreened=later is not None and _is_unscreened(later),
    )


def unscreened_emergencies(cases) -> frozenset[int]:
    """Return the numbers of those `cases` in which only a log tells of an emergency. One query, and two more if so."""
    days = {}
    logs = with_emergency(CheckIn.objects.filter(program__case__in=cases)).order_by()
    for case, received_on in logs.values_list("program__case", "received_on"):
        days[case] = max(received_on, days.get(case, received_on))
    found = _screened_since(days) if days else {}
    return frozenset(case for case, later in found.items() if _is_unscreened(later))


def with_emergency(logs):
    """Keep the returned weeks on which an emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).filter(_is_emergency())


def without_emergency(logs):
    """Keep the returned weeks on which no emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).exclude(_is_emergency())


def logged_emergency(case) -> Precaution:
    """Return what the patient banner says while only a log tells of an emergency."""
    return Precaution(
        _(
            "EMERGENCY: a returned log reports loss of bladder or bowel control. Send the patient to emergency care now. "
            "Nothing is trained until a new screen finds no such sign."
        ),
        is_emergency=True,
        action=_("Record a new red-flag screen"),
        url=reverse("red-flag-screen-add", args=[case.pk]),
    )


def logged_emergencies(cases):
    """Return what the banner says for each of `cases` in which only a log tells of an emergency."""
    found = unscreened_emergencies([case.pk for case in cases])
    return [logged_emergency(case) for case in cases if case.pk in found]


def _screened_since(days):
    """Add up, for each {case: day}, what the screens from that day on say about cauda equina signs."""
    flags = list(RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    screens = defaultdict(list)
    for one in RedFlagScreen.objects.filter(case__in=days):
        if one.screened_on >= days[one.case_id]:
            screens[one.case_id].append(one)
    return {case: screening(screens[case], flags) for case in days}


def _is_unscreened(later):
    return bool(later.not_asked) and not later.present


def _is_emergency():
    return reduce(or_, (Q(text__contains=f'"{sign}"') for sign in sorted(_emergencies())))


def _has_emergency(symptoms):
    return not _emergencies().isdisjoint(symptoms)


def _emergencies():
    return {sign.id for sign in default_table().stop_symptoms.values() if sign.is_emergency}
