"""Stop symptoms of returned logs that still stand in the way of training."""

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.models import Case, RedFlag, RedFlagScreen
from clinic.precautions import Precaution, way_on
from clinic.screening import case_screening, screening
from programs.models import CheckIn
from programs.rules.loading import default_table


@dataclass(frozen=True, slots=True)
class StopSigns:
    """What the returned logs of one case leave open, and of an emergency those of all the patient's cases: it belongs to the person.

    A cauda equina sign is never settled by words alone: as G01 does for a sign found in a screen, it stands until a later
    screen finds every such sign absent (`awaits_absence`). Until a later screen has asked about all of them, or found one
    present and so speaks for itself, the log is all there is to warn by (`is_unscreened`). A log that stopped the training
    without a stop symptom, or says nothing of it since it was corrected, awaits its review as well (`awaits_reassessment`).
    """

    awaits_review: bool
    awaits_reassessment: bool
    awaits_absence: bool
    is_unscreened: bool

    @property
    def is_open(self) -> bool:
        """Tell whether a stop symptom awaits its review, or an emergency sign the screen that finds it gone (G09)."""
        return self.awaits_review or self.awaits_absence


def stop_signs(case) -> StopSigns:
    """Read what the returned logs of a case leave open, and those of the patient's other cases about emergencies.

    One query, and three more after an emergency sign.
    """
    logs = CheckIn.objects.filter(program__case__patient=case.patient_id)
    stops = logs.exclude(stop_symptoms=[])
    told = stops | logs.to_review()
    told = list(told.values_list("program__case", "stop_symptoms", "reviewed_at"))
    is_reported = any(_has_emergency(symptoms) for _, symptoms, _ in told)
    found = _screened_since(_reported(stops)).values() if is_reported else ()
    return StopSigns(
        awaits_review=any(
            of_case == case.pk and symptoms and reviewed is None for of_case, symptoms, reviewed in told
        ),
        awaits_reassessment=any(of_case == case.pk and not symptoms for of_case, symptoms, _ in told),
        awaits_absence=any(later.present or later.not_asked for later in found),
        is_unscreened=any(_is_unscreened(later) for later in found),
    )


def training_is_forbidden(case) -> bool:
    """Tell whether a cauda equina sign stands for the patient: told by a log (G09) or found by a screen (G01)."""
    return stop_signs(case).awaits_absence or case_screening(case).forbids_training


def unscreened_emergencies(logs) -> frozenset[int]:
    """Return the numbers of the cases in which only `logs` tell of an emergency. One query, and two more if so."""
    return frozenset(_unscreened(logs))


def with_emergency(logs):
    """Keep the returned weeks on which an emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).filter(_is_emergency())


def without_emergency(logs):
    """Keep the returned weeks on which no emergency sign was ticked."""
    return logs.annotate(text=Cast("stop_symptoms", TextField())).exclude(_is_emergency())


def logged_emergencies(patient, shown):
    """Return what the banner says while only a log of the patient of this number tells of an emergency."""
    since = _unscreened(CheckIn.objects.filter(program__case__patient=patient))
    if not since:
        return []
    told = list(Case.objects.filter(pk__in=since).order_by("pk"))
    case = way_on(next((one for one in told if one in shown), told[0]), shown)
    return [
        Precaution(
            _(
                "EMERGENCY: a returned log reports a sign of bladder, bowel, between the legs or both legs. Send the patient to "
                "emergency care now. "
                "Nothing is trained until a new screen finds no such sign."
            ),
            is_emergency=True,
            action=_("Record a new red-flag screen") if case else "",
            url=reverse("red-flag-screen-add", args=[case.pk]) if case else "",
            known_since=max(since.values()).isoformat(),
        )
    ]


def _unscreened(logs):
    """Return {case: moment} for the cases in which only `logs` tell of an emergency: when the newest was told."""
    reported = _reported(logs)
    found = _screened_since(reported) if reported else {}
    return {case: reported[case][2] for case, later in found.items() if _is_unscreened(later)}


def _reported(logs):
    """Return {case: (patient, day, moment)} for the cases in which `logs` tell of an emergency: since when. One query.

    Day and moment are each the latest of its logs: one that came back earlier may be entered after the others. The day is the log's, the moment when it was entered. A sign that a correction added, or put back after another one had
    taken it away, counts from that correction.
    """
    untold = without_emergency(CheckIn.history.filter(id=OuterRef("id"))).order_by("-version")
    told = CheckIn.history.filter(id=OuterRef("pk"))
    is_since = Q(version__gt=Coalesce(Subquery(untold.values("version")[:1]), 0))
    first = with_emergency(told).filter(is_since).order_by("history_date", "history_id")
    logs = with_emergency(logs).annotate(
        first_version=Subquery(first.values("version")[:1]),
        first_told=Subquery(first.values("history_date")[:1]),
    )
    places = ("program__case", "program__case__patient")
    columns = (*places, "received_on", "entered_at", "first_version", "first_told")
    found = {}
    for case, patient, received_on, entered_at, version, told_at in logs.order_by().values_list(*columns):
        since = (patient, received_on, entered_at)
        if version and version > 1:
            since = (patient, max(received_on, timezone.localdate(told_at)), told_at)
        found[case] = tuple(map(max, since, found.get(case, since)))
    return found


def _screened_since(reported):
    """Add up, for each {case: (patient, day, moment)}, what the patient's screens since then say about cauda equina signs.

    Only a screen that is both dated as late and recorded later counts: what was asked before the log was known settles nothing.
    """
    flags = list(RedFlag.objects.filter(level=RedFlag.Level.EMERGENCY))
    screens = defaultdict(list)
    patients = {patient for patient, _, _ in reported.values()}
    for one in RedFlagScreen.objects.filter(case__patient__in=patients).select_related("case"):
        screens[one.case.patient_id].append(one)
    return {
        case: screening(
            [one for one in screens[patient] if one.screened_on >= day and one.recorded_at >= moment], flags
        )
        for case, (patient, day, moment) in reported.items()
    }


def _is_unscreened(later):
    return bool(later.not_asked) and not later.present


def _is_emergency():
    return reduce(or_, (Q(text__contains=f'"{sign}"') for sign in sorted(_emergencies())))


def _has_emergency(symptoms):
    return not _emergencies().isdisjoint(symptoms)


def _emergencies():
    return {sign.id for sign in default_table().stop_symptoms.values() if sign.is_emergency}
